import { groups } from '../../src/core/code/catalogue.ts';
import type { Entry } from '../../src/core/code/entry.ts';
import { languages } from '../../src/core/code/languages.ts';
import type { Absence, Level, Proof } from './proof.ts';

const MARKS: Readonly<Record<Level, string>> = { ran: '▶', compiled: '✓', parsed: '·', 'not proved': '?' };

/** docs/CODE.md: every purpose × credential × language, with how each was proved. */
export function codeDocument(
  entries: readonly Entry[],
  proofs: ReadonlyMap<string, Proof>,
  absences: readonly Absence[],
): string {
  const levelOf = ({ id }: Entry) => proofs.get(id)?.level ?? 'not proved';
  const count = (level: Level) => entries.filter((entry) => levelOf(entry) === level).length;
  return [
    '# Connection code, and how it is proved',
    `Made by \`npm run test:code -- --write\`, which fails when this page says something else than what was proved. ${entries.length} entries: ${count('ran')} ran, ${count('compiled')} compiled, ${count('parsed')} parsed${count('not proved') > 0 ? `, ${count('not proved')} not proved` : ''}.`,
    [
      '- ▶ ran, unchanged and with its real host names, against the servers named below, which checked what it sent',
      '- ✓ compiled: TypeScript strict, Java by Maven, Go built and vetted, Python byte-compiled with every name and attribute resolved by pyright, all against the packages themselves; Kubernetes YAML against the schemas',
      '- · parsed: no error in the syntax tree',
    ].join('\n'),
    '## What they ran against',
    [
      '- Sign-in: the sandbox tenant, through a proxy that answers for login.microsoftonline.com; secret, certificate, managed identity, workload identity, GitHub token and device code.',
      '- PostgreSQL: a real server behind a front that demands TLS and checks the signature and audience of the token.',
      '- Azure SQL: a capture of the TDS login: the token in FEDAUTH, its signature and audience, no password, the database, the intent.',
      '- LDAP: OpenLDAP, with StartTLS, LDAPS and SASL EXTERNAL, certificates verified.',
      '- Key Vault, Storage, Databricks, Synapse, Resource Manager, API Management, Graph: their recorded shapes under their own host names over verified TLS; signature and audience of each token are checked, and each request is asserted.',
    ].join('\n'),
    ...(absences.length === 0
      ? []
      : [`## What was not here\n\n${absences.map(({ what, why }) => `- ${what}: ${why}.`).join('\n')}`]),
    ...groups.flatMap((group) => {
      const own = entries.filter(({ purpose }) => purpose.group === group);
      return own.length === 0 ? [] : [`## ${group}`, table(own, levelOf)];
    }),
    '',
  ].join('\n\n');
}

function table(entries: readonly Entry[], levelOf: (entry: Entry) => Level): string {
  const spoken = languages.filter(({ id }) => entries.some(({ language }) => language === id));
  const rows = new Map<string, Entry[]>();
  for (const entry of entries) {
    const key = `${entry.purpose.title} | ${entry.credential.title}`;
    rows.set(key, [...(rows.get(key) ?? []), entry]);
  }
  const lines = [...rows].map(([key, own]) => {
    const cells = spoken.map(({ id }) => {
      const entry = own.find(({ language }) => language === id);
      return entry === undefined ? ' ' : MARKS[levelOf(entry)];
    });
    return `| ${key} | ${cells.join(' | ')} |`;
  });
  return [
    `| Purpose | Credential | ${spoken.map(({ title }) => title).join(' | ')} |`,
    `| --- | --- | ${spoken.map(() => ':-:').join(' | ')} |`,
    ...lines,
  ].join('\n');
}
