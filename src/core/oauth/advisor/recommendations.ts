import type { EntryName } from '../../code/entry.ts';
import { publicHosts, vouchingHosts, type Answers } from './questions.ts';

/** One rule that leads to a flow. */
export interface Recommendation {
  readonly id: string;
  readonly applies: (answers: Answers) => boolean;
  /** Id of the flow. */
  readonly flow: string;
  /** The code that shows it. */
  readonly code: SampleName;
  readonly reasons: readonly string[];
}

/** Purpose and credential of the code catalogue. */
export type SampleName = Pick<EntryName, 'purpose' | 'credential'>;

/** Every rule; the first that applies decides, and the last always does. */
export const recommendations: readonly Recommendation[] = [
  {
    id: 'api-for-its-caller',
    applies: ({ actor }) => actor === 'api',
    flow: 'onBehalfOf',
    code: { purpose: 'token', credential: 'onBehalfOf' },
    reasons: [
      'The API received a token of the person and exchanges it for one of the API it calls, so the person stays the one who acts.',
      'The API proves itself with its own credential; the token it received is the assertion.',
    ],
  },
  {
    id: 'app-on-azure',
    applies: ({ actor, host }) => actor === 'app' && host === 'azure',
    flow: 'managedIdentity',
    code: { purpose: 'token', credential: 'userAssignedIdentity' },
    reasons: [
      'Azure makes, keeps and rotates the credential; there is nothing to leak and nothing to renew.',
      'A user-assigned identity can be made and granted its roles before the program is deployed.',
    ],
  },
  {
    id: 'app-vouched-for',
    applies: ({ actor, host, credential }) =>
      actor === 'app' && (vouchingHosts.includes(host) || credential === 'federated'),
    flow: 'workloadIdentity',
    code: { purpose: 'token', credential: 'workloadIdentity' },
    reasons: [
      'The platform issues tokens that vouch for the program; a federated credential trusts exactly one issuer and subject.',
      'No secret is stored anywhere, and there is nothing to rotate.',
    ],
  },
  {
    id: 'app-certificate',
    applies: ({ actor, credential }) => actor === 'app' && credential !== 'secret' && credential !== 'none',
    flow: 'clientCredentials',
    code: { purpose: 'token', credential: 'clientCertificate' },
    reasons: [
      'Nobody is signed in, so the program acts as itself.',
      'It signs an assertion (private_key_jwt); the private key never leaves its place (RFC 9700 §2.5).',
    ],
  },
  {
    id: 'app-secret',
    applies: ({ actor }) => actor === 'app',
    flow: 'clientCredentials',
    code: { purpose: 'token', credential: 'clientSecret' },
    reasons: [
      'Nobody is signed in, so the program acts as itself.',
      'Nothing where it runs vouches for it, so it has to keep a credential of its own.',
    ],
  },
  {
    id: 'person-without-browser',
    applies: ({ host, browser }) => host === 'device' || browser === 'remote',
    flow: 'deviceCode',
    code: { purpose: 'signInDevice', credential: 'deviceCode' },
    reasons: ['The person signs in on another device, since the browser cannot come back to the program.'],
  },
  {
    id: 'person-in-page',
    applies: ({ host }) => host === 'spa',
    flow: 'authorizationCode',
    code: { purpose: 'signInSpa', credential: 'interactive' },
    reasons: [
      'PKCE lets code in a browser redeem the authorization code without a secret, and no token stands in an address.',
      'The redirect URI of the platform Single-page application opens the token endpoint to the page (CORS).',
    ],
  },
  {
    id: 'person-at-program',
    applies: ({ host }) => publicHosts.includes(host),
    flow: 'authorizationCode',
    code: { purpose: 'signInNative', credential: 'interactive' },
    reasons: [
      "The system browser keeps the person's password out of the program and carries any sign-in method.",
      'PKCE and a redirect to the loopback address bring the code back to the program that asked (RFC 8252).',
    ],
  },
  {
    id: 'person-at-server',
    applies: () => true,
    flow: 'authorizationCode',
    code: { purpose: 'signInWeb', credential: 'clientCertificate' },
    reasons: [
      'The server redeems the code with its own credential, and tokens never reach the browser.',
      'PKCE protects the code as well, for confidential clients too (RFC 9700 §2.1.1).',
    ],
  },
];

/** The rule that decides. */
export function recommend(answers: Answers): Recommendation {
  const [first, ...others] = recommendations.filter(({ applies }) => applies(answers));
  if (first === undefined) throw new TypeError(`No rule after ${others.length} decides.`);
  return first;
}
