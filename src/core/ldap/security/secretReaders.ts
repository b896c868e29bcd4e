import { textOf, valuesOf } from '../entry.ts';
import type { Filter } from '../filter.ts';
import type { LdapSession } from '../session.ts';
import { readGuid } from '../values/guid.ts';
import { RIGHTS, type Ace } from './ace.ts';
import { grants } from './risks.ts';

/** An attribute that holds a password, as the forest's schema has it. */
export interface SecretAttribute {
  readonly name: string;
  readonly guid: string;
  /** The property set it belongs to. */
  readonly set?: string;
  /** Whether reading it takes the right of control access as well ([MS-ADTS] 3.1.1.4.4). */
  readonly isConfidential: boolean;
}

/** Attributes in which LAPS keeps passwords of local administrators (Microsoft: Windows LAPS schema extensions). */
const LAPS = ['ms-Mcs-AdmPwd', 'msLAPS-Password', 'msLAPS-EncryptedPassword', 'msLAPS-EncryptedDSRMPassword'];
const CONFIDENTIAL = 0x80;

/** The password attributes of LAPS that the schema of the forest has. */
export async function lapsAttributes(
  session: LdapSession,
  signal: AbortSignal,
): Promise<readonly SecretAttribute[]> {
  const filter: Filter = {
    kind: 'or',
    filters: LAPS.map((name) => ({
      kind: 'equality',
      attribute: 'lDAPDisplayName',
      value: new TextEncoder().encode(name),
    })),
  };
  const attributes = ['lDAPDisplayName', 'schemaIDGUID', 'attributeSecurityGUID', 'searchFlags'];
  const base = `CN=Schema,${session.server.configContext ?? ''}`;
  const found: SecretAttribute[] = [];
  for await (const { entries } of session.search({ base, scope: 'one', filter, attributes }, signal))
    for (const entry of entries) {
      const guidOf = (name: string) => readGuid(valuesOf(entry, name)[0] ?? new Uint8Array());
      const [name, guid, set] = [
        textOf(entry, 'lDAPDisplayName'),
        guidOf('schemaIDGUID'),
        guidOf('attributeSecurityGUID'),
      ];
      if (name === undefined || guid === undefined) continue;
      const isConfidential = (Number(textOf(entry, 'searchFlags') ?? 0) & CONFIDENTIAL) !== 0;
      found.push({ name, guid, ...(set === undefined ? {} : { set }), isConfidential });
    }
  return found;
}

/** The trustees whose entries in a list let them read an attribute. Entries that deny are not taken off. */
export function readersOf(
  aces: readonly Ace[],
  { guid, set, isConfidential }: SecretAttribute,
): readonly string[] {
  const types = set === undefined ? [guid] : [guid, set];
  const having = (right: number) =>
    new Set(aces.filter((ace) => grants(ace, right, types)).map(({ trustee }) => trustee));
  const [reading, controlling] = [having(RIGHTS.RP), having(RIGHTS.CR)];
  return [...reading].filter((trustee) => !isConfidential || controlling.has(trustee));
}
