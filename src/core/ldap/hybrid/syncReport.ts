import type { Translate } from '../../explain.ts';
import { KERBEROS_ATTRIBUTES } from '../ad/kerberos.ts';
import { readable } from '../branches/branch.ts';
import { textOf, valuesOf, type Entry } from '../entry.ts';
import type { Fact } from '../fact.ts';
import { parseFilter } from '../filter.ts';
import type { ReportSection } from '../reports/report.ts';
import type { LdapSession } from '../session.ts';
import { readSid } from '../values/sid.ts';
import { seamlessFacts } from './evidence.ts';
import {
  forestDomains,
  readsSecrets,
  replicatorSection,
  replicatorsOf,
  type Replicators,
} from './replicationRights.ts';

const DAY = 86_400_000;
/** Microsoft: roll over the Kerberos decryption key of seamless single sign-on at least every 30 days. */
const OLDEST_KEY_DAYS = 30;

/**
 * What directory synchronization rests on in a forest: who holds the rights to replicate each domain, whether the
 * accounts of Entra Connect have those they need, and how the account of seamless single sign-on stands. `now` is in
 * milliseconds since 1970. Throws `ldap.*`.
 */
export async function syncSections(
  session: LdapSession,
  now: number,
  translate: Translate,
  signal: AbortSignal,
): Promise<readonly ReportSection[]> {
  if (session.server.kind !== 'activeDirectory')
    return [
      {
        title: translate('Synchronization'),
        note: translate('Only Active Directory is synchronized.'),
        facts: [],
      },
    ];
  const { here, elsewhere } = await forestDomains(session, signal);
  const sections: ReportSection[] = [];
  const accounts: Fact[] = [];
  const seamless: Fact[] = [];
  for (const domain of here) {
    const replicators = await replicatorsOf(session, domain, signal);
    sections.push(await replicatorSection(session, domain, replicators, translate, signal));
    const found = await accountsOf(session, domain, signal);
    for (const entry of found)
      if (isSeamless(entry))
        seamless.push(...keyFacts(entry, now, translate), ...seamlessFacts(entry, translate));
      else accounts.push(await accountFact(session, entry, replicators, translate, signal));
  }
  return [
    {
      title: translate('Password hash synchronization'),
      note: translate(
        'Accounts named as Entra Connect Sync and Cloud Sync name theirs. An account of another name that was chosen at setup stands among those who can replicate.',
      ),
      facts: accounts,
    },
    {
      title: translate('Seamless single sign-on'),
      note:
        seamless.length === 0
          ? translate('No domain this server holds has the account AZUREADSSOACC: it is not set up here.')
          : translate('The computer account AZUREADSSOACC, whose password is the key that Entra ID shares.'),
      facts: seamless,
    },
    ...sections,
    ...(elsewhere.length === 0
      ? []
      : [
          {
            title: translate('Domains held elsewhere'),
            note: translate('Connect to a domain controller of each to see its rights.'),
            facts: elsewhere.map((dn) => ({ label: translate('Domain'), value: dn })),
          },
        ]),
  ];
}

const ACCOUNTS =
  '(|(sAMAccountName=MSOL_*)(sAMAccountName=ADSyncMSA*)(sAMAccountName=pGMSA_*)(sAMAccountName=provAgentgMSA*)(sAMAccountName=AZUREADSSOACC$))';

async function accountsOf(
  session: LdapSession,
  base: string,
  signal: AbortSignal,
): Promise<readonly Entry[]> {
  const found: Entry[] = [];
  const attributes = [...KERBEROS_ATTRIBUTES, 'objectClass', 'objectSid', 'description', 'whenCreated'];
  const search = { base, scope: 'sub', filter: parseFilter(ACCOUNTS), attributes } as const;
  for await (const { entries } of session.search(search, signal)) found.push(...entries);
  return found;
}

const isSeamless = (entry: Entry) => /^AZUREADSSOACC\$$/i.test(textOf(entry, 'sAMAccountName') ?? '');

/** Whether an account of Entra Connect can read password hashes, by its own rights or those of its groups. */
async function accountFact(
  session: LdapSession,
  entry: Entry,
  replicators: Replicators | undefined,
  translate: Translate,
  signal: AbortSignal,
): Promise<Fact> {
  const label = textOf(entry, 'sAMAccountName') ?? entry.dn;
  // Only a search of the entry itself has it ([MS-ADTS] 3.1.1.4.5.19).
  const token = await session.read(entry.dn, ['tokenGroups'], signal);
  const sids = [
    ...valuesOf(entry, 'objectSid'),
    ...(token === undefined ? [] : valuesOf(token, 'tokenGroups')),
  ];
  const rights = new Set(sids.flatMap((sid) => replicators?.get(readSid(sid) ?? '') ?? []));
  const value =
    [...rights].map((right) => right.replace('DS-Replication-', '')).join(', ') || translate('no rights');
  if (replicators === undefined)
    return {
      label,
      value: translate('unknown'),
      meaning: translate('The permissions of the domain may not be read.'),
    };
  return readsSecrets([...rights])
    ? { label, value, meaning: translate('It can synchronize password hashes.') }
    : {
        label,
        value,
        meaning: translate(
          'It cannot synchronize password hashes: that takes Get-Changes and Get-Changes-All on the top of the domain. Without them it may still synchronize users.',
        ),
        isWarning: true,
      };
}

/** How old the key is that Entra ID shares, which is the password of the account. */
function keyFacts(entry: Entry, now: number, translate: Translate): readonly Fact[] {
  const set = readable(entry, 'pwdLastSet');
  const at = set === undefined ? Number.NaN : Date.parse(set);
  const days = Math.floor((now - at) / DAY);
  const isOld = !(days <= OLDEST_KEY_DAYS);
  return [
    {
      label: translate('Key'),
      value: Number.isNaN(at) ? translate('age unknown') : translate('{days} days old', { days }),
      meaning: isOld
        ? translate(
            'Roll it over (Update-AzureADSSOForest on the Entra Connect server) at least every 30 days: whoever learns it can sign in as anyone.',
          )
        : translate('Rolled over within 30 days.'),
      isWarning: isOld,
    },
  ];
}
