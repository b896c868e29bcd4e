/**
 * The elements of a replication structure that Windows writes as XML ([MS-ADTS] 3.1.1.4.5.26 to .30), by name, in
 * their order: flat, one element a line. Entities are resolved; what is no element is left out.
 */
export function readReplicationXml(xml: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, name = '', value = ''] of xml.replaceAll('\0', '').matchAll(/<(\w+)>([^<]*)<\/\1>/g))
    found.set(
      name,
      value.trim().replace(/&(lt|gt|quot|apos|amp);/g, (_all, entity: string) => ENTITIES[entity] ?? ''),
    );
  return found;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
