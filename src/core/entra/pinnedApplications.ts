import { isObject, text } from '../json.ts';
import type { Memory } from '../prompt.ts';

/** An app registration that is remembered by name, to be read when it is opened. */
export interface RememberedApplication {
  readonly tenant: string;
  readonly clientId: string;
  readonly name: string;
}

const KEY = 'applications.pinned';

/** The pinned applications, in the order they were pinned. */
export function pinnedApplications(memory: Pick<Memory, 'recall'>): readonly RememberedApplication[] {
  return readApplicationList(memory.recall(KEY));
}

/** Reads remembered applications; what is none is left out. */
export function readApplicationList(remembered: unknown): readonly RememberedApplication[] {
  const entries: readonly unknown[] = Array.isArray(remembered) ? remembered : [];
  return entries.filter(isObject).flatMap((entry) => {
    const [tenant, clientId, name] = ['tenant', 'clientId', 'name'].map((member) => text(entry, member));
    return tenant === undefined || clientId === undefined
      ? []
      : [{ tenant, clientId, name: name ?? clientId }];
  });
}

/** Pins an application, or lets a pinned one go; true when it is pinned now. */
export async function togglePin(memory: Memory, application: RememberedApplication): Promise<boolean> {
  const pins = pinnedApplications(memory);
  const others = pins.filter(
    ({ tenant, clientId }) => tenant !== application.tenant || clientId !== application.clientId,
  );
  const isNew = others.length === pins.length;
  await memory.remember(KEY, isNew ? [...others, application] : others);
  return isNew;
}
