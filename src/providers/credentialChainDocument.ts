import type { ChainDiagnosis, CredentialDiagnosis, Looked } from '../core/entra/credentialChain/diagnose.ts';
import { inlineCode } from './markdown.ts';

const STATES = {
  succeeded: '✅ has a token',
  unavailable: '➖ unavailable',
  failed: '❌ failed',
  hung: '⏱ did not answer',
} as const;

/** A diagnosis as Markdown. What comes from outside stands in code. */
export function credentialChainDocument(diagnosis: ChainDiagnosis): string {
  const { credentials, scope, selection } = diagnosis;
  return [
    '# DefaultAzureCredential on this machine',
    verdict(diagnosis),
    `Asked for ${inlineCode(scope)} at ${inlineCode(new Date(diagnosis.at).toISOString())}, with the environment of the extension host. ${
      selection === undefined
        ? 'AZURE_TOKEN_CREDENTIALS is not set, so the whole chain is tried.'
        : `AZURE_TOKEN_CREDENTIALS is ${inlineCode(selection)}, so only this is tried.`
    }`,
    '| | Credential | | Identity |\n| --- | --- | --- | --- |\n' +
      credentials.map((each, at) => row(each, at, diagnosis)).join('\n'),
    ...credentials.map(details),
    'Each credential was tried by a process of its own. The chain is that of @azure/identity for JavaScript; in other languages it differs a little.',
    '',
  ].join('\n\n');
}

function verdict({ winner, stoppedBy, credentials }: ChainDiagnosis): string {
  if (stoppedBy !== undefined)
    return `**${stoppedBy} stops the chain**: it has something to go by and fails with it, so nothing after it is tried. Repair it, or take away what it goes by.`;
  const won = credentials.find(({ credential }) => credential.id === winner);
  if (won?.outcome.state !== 'succeeded')
    return '**No credential has a token here.** See below what each would need.';
  const { identity, tenant } = won.outcome;
  return `**${won.credential.id} wins**: ${inlineCode(identity ?? 'unknown identity')} in tenant ${inlineCode(tenant ?? 'unknown')}.`;
}

function row(
  { credential: { id }, outcome }: CredentialDiagnosis,
  at: number,
  { winner, stoppedBy }: ChainDiagnosis,
): string {
  const mark = id === winner || id === stoppedBy ? '➡ ' : '';
  const identity = outcome.state === 'succeeded' ? inlineCode(outcome.identity ?? 'unknown') : '';
  return `| ${mark}${at + 1} | ${id} | ${STATES[outcome.state]} | ${identity} |`;
}

function details({ credential, outcome, looked }: CredentialDiagnosis): string {
  const lines =
    outcome.state === 'succeeded'
      ? claimLines(outcome)
      : [`Reason: ${inlineCode(outcome.reason, 600)}`, `To use it: ${credential.advice}`];
  return [`## ${credential.id}`, ...[...lines, ...looked.map(lookedLine)].map((line) => `- ${line}`)].join(
    '\n',
  );
}

function claimLines(
  outcome: CredentialDiagnosis['outcome'] & { readonly state: 'succeeded' },
): readonly string[] {
  const { identity, tenant, clientId, audience, expiresAt } = outcome;
  const facts = {
    Identity: identity,
    Tenant: tenant,
    Client: clientId,
    Audience: audience,
    Expires: expiresAt === undefined ? undefined : new Date(expiresAt).toISOString(),
  };
  return Object.entries(facts).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${inlineCode(value)}`],
  );
}

function lookedLine({ kind, name, present }: Looked): string {
  const found = { variable: 'set', file: 'there', program: 'on the PATH' }[kind];
  return `${inlineCode(name)}: ${present ? found : `not ${found}`}`;
}
