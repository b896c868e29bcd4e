import { databricksKeys, databricksOtherKeys } from './keys/databricks.ts';
import type { KeyDefinition, OtherKeys } from './keys/keyDefinition.ts';
import { postgresqlKeys, postgresqlOtherKeys } from './keys/postgresql.ts';
import { sharedKeys } from './keys/shared.ts';
import { sqlServerKeys, sqlServerOtherKeys } from './keys/sqlServer.ts';
import type { FormatId } from './model.ts';

/** Every key; a new one is one entry of its product's list. */
export const keyDefinitions: readonly KeyDefinition[] = [
  ...sharedKeys,
  ...sqlServerKeys,
  ...postgresqlKeys,
  ...databricksKeys,
];

const otherKeys: OtherKeys = { ...sqlServerOtherKeys, ...postgresqlOtherKeys, ...databricksOtherKeys };

/** Whether two spellings of a key are the same key: case and spaces do not count, as in the drivers. */
export function sameKey(a: string, b: string): boolean {
  const plain = (text: string) => text.replace(/[\s_]/g, '').toLowerCase();
  return plain(a) === plain(b);
}

/** What a key stands for in a format; undefined when it is another key, or none. */
export function keyOf(format: FormatId, key: string): KeyDefinition | undefined {
  return keyDefinitions.find(({ names }) => names[format]?.some((name) => sameKey(name, key)) === true);
}

/** Every key a format knows; keyword strings and URLs of libpq share theirs. */
export function keysOf(format: FormatId): readonly string[] {
  const others = otherKeys[format === 'libpq' ? 'libpqUrl' : format] ?? [];
  return [...keyDefinitions.flatMap(({ names }) => names[format] ?? []), ...others];
}

/** A value in canonical form; undefined when the key takes certain values and this is none of them. */
export function canonicalValue(
  definition: KeyDefinition,
  format: FormatId,
  value: string,
): string | undefined {
  if (definition.values === undefined) return value;
  const same = (other: string) =>
    other.replaceAll(' ', '').toLowerCase() === value.replaceAll(' ', '').toLowerCase();
  const found = Object.entries(definition.values).find(([canonical, spellings]) =>
    (spellings[format] ?? [canonical]).some(same),
  );
  return found?.[0];
}

/** How a format spells a canonical value; undefined when it cannot say it. */
export function spelledValue(
  definition: KeyDefinition,
  format: FormatId,
  canonical: string,
): string | undefined {
  if (definition.values === undefined) return canonical;
  const spellings = definition.values[canonical];
  return spellings === undefined ? undefined : (spellings[format] ?? [canonical])[0];
}

/** The values a key may take in a format, as it writes them; empty when it takes any. */
export function spellings({ values = {} }: KeyDefinition, format: FormatId): readonly string[] {
  return Object.entries(values).flatMap(([canonical, each]) => (each[format] ?? [canonical]).slice(0, 1));
}
