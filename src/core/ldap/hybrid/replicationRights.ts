import type { Translate } from '../../explain.ts';
import { domains } from '../ad/topology.ts';
import { hasBit } from '../branches/branch.ts';
import { readBranch } from '../branches/readBranch.ts';
import { sameDn } from '../dn.ts';
import { textOf, valuesOf } from '../entry.ts';
import type { Fact } from '../fact.ts';
import type { ReportSection } from '../reports/report.ts';
import { sidNames } from '../reports/sidNames.ts';
import { RIGHTS } from '../security/ace.ts';
import { readDescriptor } from '../security/descriptor.ts';
import { grants, isPrivileged, REPLICATION_RIGHTS } from '../security/risks.ts';
import type { LdapSession } from '../session.ts';
import { sidName, writeSid } from '../values/sid.ts';

/** Who may replicate a domain, by security identifier: the names of the rights each has on its top. */
export type Replicators = ReadonlyMap<string, readonly string[]>;

/** Names of the accounts by which Entra Connect Sync and Cloud Sync read a forest. */
export const SYNC_ACCOUNT = /^(?:MSOL_|ADSyncMSA|pGMSA_|provAgentgMSA)/i;
const DOMAIN = 2;

/** The domains of the forest: those this server holds, and the names of the others. Throws `ldap.*`. */
export async function forestDomains(
  session: LdapSession,
  signal: AbortSignal,
): Promise<{ readonly here: readonly string[]; readonly elsewhere: readonly string[] }> {
  const all: string[] = [];
  for await (const { entries } of readBranch(session, domains, undefined, signal))
    for (const entry of entries)
      if (hasBit(entry, 'systemFlags', DOMAIN)) all.push(textOf(entry, 'nCName') ?? '');
  const isHere = (dn: string) => session.server.namingContexts.some((context) => sameDn(context, dn));
  return { here: all.filter(isHere), elsewhere: all.filter((dn) => !isHere(dn)) };
}

/** Who may replicate a domain; undefined when its permissions may not be read. Entries that deny are not weighed. */
export async function replicatorsOf(
  session: LdapSession,
  domain: string,
  signal: AbortSignal,
): Promise<Replicators | undefined> {
  const entry = await session.read(domain, ['nTSecurityDescriptor'], signal);
  const [value] = entry === undefined ? [] : valuesOf(entry, 'nTSecurityDescriptor');
  const descriptor = value && readDescriptor(value);
  if (descriptor === undefined) return undefined;
  const found = new Map<string, readonly string[]>();
  for (const { guid, name } of REPLICATION_RIGHTS)
    for (const ace of descriptor.dacl?.aces ?? []) {
      const rights = found.get(ace.trustee) ?? [];
      if (grants(ace, RIGHTS.CR, [guid]) && !rights.includes(name)) found.set(ace.trustee, [...rights, name]);
    }
  return found;
}

/** Whether rights are enough to read password hashes. */
export function readsSecrets(rights: readonly string[]): boolean {
  return ['DS-Replication-Get-Changes', 'DS-Replication-Get-Changes-All'].every((name) =>
    rights.includes(name),
  );
}

/** Who may replicate a domain as a section of a report, those who should not have it first. */
export async function replicatorSection(
  session: LdapSession,
  domain: string,
  replicators: Replicators | undefined,
  translate: Translate,
  signal: AbortSignal,
): Promise<ReportSection> {
  const title = translate('Who can replicate {domain}', { domain });
  if (replicators === undefined)
    return { title, note: translate('Its permissions may not be read by this user.'), facts: [] };
  const sids = [...replicators.keys()].flatMap((sid) => writeSid(sid) ?? []);
  const names = await sidNames(session, sids, signal);
  const facts = [...replicators].map(([sid, rights]): Fact => {
    const name = names.get(sid) ?? sidName(sid) ?? sid;
    const reads = readsSecrets(rights);
    const isKnown = isPrivileged(sid);
    const isSync = SYNC_ACCOUNT.test(name);
    return {
      label: name,
      value: rights.map((right) => right.replace('DS-Replication-', '')).join(', '),
      meaning: isKnown
        ? translate('Windows gives it to domain controllers and administrators.')
        : isSync
          ? translate(
              'An account of Entra Connect or Cloud Sync: both rights are what password hash synchronization takes.',
            )
          : reads
            ? translate(
                'It can read every password hash of the domain (DCSync). Take the right away unless a product needs it.',
              )
            : translate('It can read changes, but no secrets.'),
      isWarning: !isKnown && !isSync && reads,
    };
  });
  return {
    title,
    note: translate('Rights on the top of the domain. Members of a group have what the group has.'),
    facts: facts.toSorted((one, other) => Number(other.isWarning) - Number(one.isWarning)),
  };
}
