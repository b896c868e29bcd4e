import { IdentityError, type ErrorCode } from '../errors.ts';
import { isObject, list, text } from '../json.ts';
import type { FlowSubject } from './flowRecord.ts';
import { redirectUriOf } from './authorizationRequest.ts';

/** What helps when a flow has failed: the words of a button, and the command it runs. */
export interface Remedy {
  readonly label: string;
  readonly command: string;
  readonly argument?: object;
}

interface RemedyRule {
  readonly codes?: readonly ErrorCode[];
  /** AADSTS numbers. */
  readonly numbers?: readonly number[];
  /** OAuth `error` values. */
  readonly errors?: readonly string[];
  readonly remedy: (subject: FlowSubject) => Remedy;
}

const client = ({ request: { clientId }, tenant }: FlowSubject) => ({ tenant: tenant.id, clientId });

/** Every remedy, the one that fits best first. A new one is one entry. */
const RULES: readonly RemedyRule[] = [
  {
    codes: ['client.credentialMissing', 'client.certificateBroken', 'client.assertionMissing'],
    numbers: [700027, 70002, 7000215, 7000218, 7000222],
    errors: ['invalid_client'],
    remedy: (subject) => ({
      label: 'Add Client Credential…',
      command: 'identity.credential.add',
      argument: client(subject),
    }),
  },
  {
    numbers: [50011, 500113],
    remedy: (subject) => ({
      label: 'Add Redirect URI…',
      command: 'identity.application.addRedirectUri',
      argument: { ...client(subject), redirectUri: redirectUriOf(subject.request) },
    }),
  },
  {
    numbers: [65001, 90094, 90095],
    errors: ['consent_required'],
    remedy: (subject) => ({
      label: 'Ask for Admin Consent',
      command: 'identity.flow.runAgain',
      argument: { ...client(subject), flow: 'adminConsent', scopes: [] },
    }),
  },
  {
    numbers: [70021, 700211, 700212, 700213, 7002138],
    remedy: (subject) => ({
      label: 'Test Federated Credential…',
      command: 'identity.application.testFederatedCredential',
      argument: client(subject),
    }),
  },
  {
    codes: ['redirect.timedOut'],
    remedy: () => ({ label: 'Explain Error…', command: 'identity.error.explain' }),
  },
  {
    codes: ['redirect.noBrowser', 'redirect.portTaken'],
    remedy: (subject) => ({
      label: 'Use Device Code',
      command: 'identity.flow.runAgain',
      argument: { ...client(subject), flow: 'deviceCode', scopes: subject.request.scopes },
    }),
  },
  {
    codes: ['flow.tokenMissing', 'tokens.unknown', 'flow.notOffered'],
    remedy: (subject) => ({
      label: 'Run Another Flow…',
      command: 'identity.flow.run',
      argument: client(subject),
    }),
  },
];

/** The remedy for the error a run ended with; undefined when running it again is all one can do. */
export function remedyFor(error: unknown, subject: FlowSubject): Remedy | undefined {
  const { code, numbers, name } = identify(error);
  const rule = RULES.find(
    (each) =>
      (code !== undefined && each.codes?.includes(code) === true) ||
      each.numbers?.some((number) => numbers.includes(number)) === true ||
      // A number says more than the error it stands in.
      (numbers.length === 0 && name !== undefined && each.errors?.includes(name) === true),
  );
  return rule?.remedy(subject);
}

/** Where the tenant's log tells the sign-in that failed, by the correlation id its error names; undefined without one. */
export function logRowOf(error: unknown, { tenant }: FlowSubject): Remedy | undefined {
  const cause = IdentityError.is(error, 'server.refused') && isObject(error.cause) ? error.cause : {};
  const correlationId = text(cause, 'correlationId');
  if (correlationId === undefined || tenant.graph === undefined) return undefined;
  return {
    label: 'Find in Sign-In Log',
    command: 'identity.signIn.find',
    argument: { tenant: tenant.id, correlationId },
  };
}

/** The code of an error of ours, and what the server named in it. */
function identify(error: unknown): {
  readonly code?: ErrorCode;
  readonly numbers: readonly unknown[];
  readonly name?: string;
} {
  if (!IdentityError.is(error)) return { numbers: [] };
  const { code, cause } = error;
  const explained = code === 'server.refused' && isObject(cause) ? cause : {};
  const name = text(explained, 'error');
  return { code, numbers: list(explained, 'numbers'), ...(name === undefined ? {} : { name }) };
}
