import { isObject, text } from '../../json.ts';
import { readExpectations, type Expectations } from './expectations.ts';

/** Expectations kept under a name, to hold other tokens against. */
export interface ExpectationProfile {
  readonly name: string;
  readonly expectations: Expectations;
}

/** The profiles of the setting `identity.expectations`. */
export interface ExpectationProfiles {
  list(): readonly ExpectationProfile[];
  /** Keeps a profile, in place of one of the same name. */
  save(profile: ExpectationProfile): Promise<void>;
}

/** Reads profiles from settings or a message; entries without a name are left out. */
export function readProfiles(value: unknown): readonly ExpectationProfile[] {
  const entries: readonly unknown[] = Array.isArray(value) ? value : [];
  return entries.flatMap((entry) => {
    const name = profileName(entry);
    const expectations = readExpectations(entry);
    return name === undefined || expectations === undefined ? [] : [{ name, expectations }];
  });
}

/** The name of an entry of the setting, undefined when it has none. */
export function profileName(entry: unknown): string | undefined {
  const name = isObject(entry) ? text(entry, 'name')?.trim() : undefined;
  return name === '' ? undefined : name;
}

/** A profile as an entry of the setting. A nonce belongs to one sign-in and is not kept. */
export function profileEntry({ name, expectations }: ExpectationProfile): Readonly<Record<string, unknown>> {
  return { name, ...expectations, nonce: undefined };
}
