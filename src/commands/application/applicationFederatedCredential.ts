import {
  closestFederatedCredential,
  federatedPresets,
  type FederatedMismatch,
  type FederatedPreset,
} from '../../core/entra/federatedCredential.ts';
import { cloudOfAuthority } from '../../core/entra/clouds.ts';
import { applicationPath } from '../../core/entra/application.ts';
import { WRITE_APPLICATIONS } from '../../core/entra/change.ts';
import { readFederatedCredentials } from '../../core/entra/parts/federatedCredentials.ts';
import { decodeToken, listClaim, stringClaim } from '../../core/jwt/decode.ts';
import { readPastedToken } from '../../core/jwt/pastedToken.ts';
import type { Commands } from '../../manifest.ts';
import type { AskedPart } from './applicationPart.ts';
import { askApplication, makeChange, type ChangeDeps } from './changeApplication.ts';

const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{2,119}$/;

/** Trusts tokens of another issuer, asked for by what issues them. */
export function applicationAddFederatedCredential(
  deps: ChangeDeps,
): Commands['identity.application.addFederatedCredential'] {
  const { prompt, translate } = deps;
  return async (target) => {
    const asked = await askApplication(deps, target);
    if (asked === undefined) return;
    const { application, graph, tenant } = asked;
    const { clientId, name: application_name } = application;
    const preset = await prompt.pick(
      federatedPresets.map((each) => ({
        label: translate(each.title),
        detail: each.detail,
        icon: 'git-merge',
        value: each,
      })),
      translate('New Federated Credential of {name}', { name: application_name }),
      translate('Who issues the tokens?'),
    );
    const answers = preset === undefined ? undefined : await askFields(deps, preset);
    if (preset === undefined || answers === undefined) return;
    const { issuer, subject } = preset.make((id) => answers.get(id) ?? '');
    const name = await prompt.input({
      title: translate('Name'),
      prompt: translate('It cannot be changed later'),
      value: proposedName(subject),
      check: (typed) =>
        NAME.test(typed) ? undefined : translate('3 to 120 letters, digits, hyphens and underscores.'),
    });
    if (name === undefined) return;
    const path = `${applicationPath(clientId)}/federatedIdentityCredentials`;
    const body = {
      name,
      issuer,
      subject,
      audiences: [cloudOfAuthority(tenant.authority).tokenExchangeAudience],
    };
    const change = {
      writes: [{ method: 'POST', path, body }],
      undo: [{ method: 'DELETE', path: `${path}/${name}` }],
      permission: WRITE_APPLICATIONS,
    } as const;
    await makeChange(deps, graph, change, {
      question: translate('Let tokens of {issuer} sign in as {name}?', { issuer, name: application_name }),
      verb: translate('Add'),
      done: translate('{credential} added to {name}.', { credential: name, name: application_name }),
    });
  };
}

/** Holds a token against the federated credentials of an application, and names the field that differs. */
export function applicationTestFederatedCredential(
  deps: ChangeDeps,
): Commands['identity.application.testFederatedCredential'] {
  const { prompt, translate } = deps;
  return async (target) => {
    const asked = await askApplication(deps, target);
    if (asked === undefined) return undefined;
    const pasted =
      target?.token ??
      (await prompt.input({
        title: translate('Token to Test'),
        prompt: translate('The token the workload would present; it is decoded here and sent nowhere'),
        secret: true,
        check: (typed) => (typed.trim() === '' ? translate('Paste a token.') : undefined),
      }));
    if (pasted === undefined) return undefined;
    const { claims } = decodeToken(readPastedToken(pasted).token ?? pasted).payload;
    const token = {
      issuer: stringClaim(claims, 'iss') ?? '',
      subject: stringClaim(claims, 'sub') ?? '',
      audiences: listClaim(claims, 'aud'),
    };
    const { application, graph } = asked;
    const credentials = await readFederatedCredentials(graph, application.clientId);
    const closest = closestFederatedCredential(credentials, token);
    const { name } = application;
    if (closest === undefined) {
      await prompt.warn(translate('{name} has no federated credential.', { name }));
      return [];
    }
    const { credential, mismatches } = closest;
    if (mismatches.length === 0)
      await prompt.tell(
        translate('{credential} of {name} matches this token.', { credential: credential.name, name }),
      );
    else
      await prompt.warn(
        [
          translate('No federated credential of {name} matches. Closest is {credential}:', {
            name,
            credential: credential.name,
          }),
          ...mismatches.map((mismatch) => sentence(deps, mismatch)),
        ].join(' '),
      );
    return mismatches;
  };
}

function sentence({ translate }: ChangeDeps, { field, expected, actual, kind }: FederatedMismatch): string {
  const texts = { field, expected, actual };
  switch (kind) {
    case 'case':
      return translate(
        '{field} differs in upper and lower case: {expected} is registered, {actual} presented.',
        texts,
      );
    case 'slash':
      return translate(
        '{field} differs in the slash at the end: {expected} is registered, {actual} presented.',
        texts,
      );
    case 'other':
      return translate('{field}: {expected} is registered, {actual} presented.', texts);
  }
}

/** Changes issuer, subject or audience of a federated credential; its name stays. */
export async function changeFederatedCredential(
  deps: ChangeDeps,
  { application: { clientId, name }, graph, part: { key } }: AskedPart,
): Promise<void> {
  const { translate } = deps;
  const before = (await readFederatedCredentials(graph, clientId)).find((each) => each.name === key);
  if (before === undefined) return;
  const fields = [
    { id: 'issuer', title: 'Issuer (iss)', placeholder: '', value: before.issuer },
    { id: 'subject', title: 'Subject (sub)', placeholder: '', value: before.subject },
    { id: 'audience', title: 'Audience (aud)', placeholder: '', value: before.audiences[0] ?? '' },
  ];
  const answers = await askFields(deps, { fields });
  if (answers === undefined) return;
  const body = {
    issuer: answers.get('issuer'),
    subject: answers.get('subject'),
    audiences: [answers.get('audience')],
  };
  const { issuer, subject, audiences } = before;
  const path = `${applicationPath(clientId)}/federatedIdentityCredentials/${encodeURIComponent(key)}`;
  const change = {
    writes: [{ method: 'PATCH', path, body }],
    undo: [{ method: 'PATCH', path, body: { issuer, subject, audiences } }],
    permission: WRITE_APPLICATIONS,
  } as const;
  await makeChange(deps, graph, change, {
    question: translate('Change the federated credential {credential} of {name}?', { credential: key, name }),
    verb: translate('Change'),
    done: translate('{credential} of {name} changed.', { credential: key, name }),
  });
}

async function askFields(
  { prompt, translate }: ChangeDeps,
  { fields }: Pick<FederatedPreset, 'fields'>,
): Promise<ReadonlyMap<string, string> | undefined> {
  const answers = new Map<string, string>();
  for (const { id, title, placeholder, value } of fields) {
    const typed = await prompt.input({
      title: translate(title),
      prompt: translate('Upper and lower case count'),
      placeholder,
      ...(value === undefined ? {} : { value }),
      check(text) {
        if (text.trim() === '') return translate('This is needed.');
        if (id === 'issuer' && !/^https:\/\//.test(text)) return translate('An issuer begins with https://.');
        if (id === 'repository' && !/^[^/\s]+\/[^/\s]+$/.test(text)) return translate('Write owner/name.');
        return undefined;
      },
    });
    if (typed === undefined) return undefined;
    answers.set(id, typed.trim());
  }
  return answers;
}

function proposedName(subject: string): string {
  return subject
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 120);
}
