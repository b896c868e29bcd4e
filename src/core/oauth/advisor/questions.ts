import { IdentityError } from '../../errors.ts';

/** Languages the advice comes in. */
export type Language = 'python' | 'typescript' | 'csharp' | 'java' | 'go';

/** What decides which flow is right, one member per question. */
export interface Answers {
  /** Who acts: a person, a program as itself, or an API for the person who called it. */
  readonly actor: 'user' | 'app' | 'api';
  readonly host:
    | 'web'
    | 'spa'
    | 'native'
    | 'cli'
    | 'device'
    | 'azure'
    | 'kubernetes'
    | 'pipeline'
    | 'otherCloud'
    | 'server';
  /** Where the browser runs, seen from the program. */
  readonly browser: 'local' | 'remote';
  /** What the program can prove itself with. */
  readonly credential: 'none' | 'secret' | 'certificate' | 'federated';
  readonly resource: 'graph' | 'azure' | 'ownApi' | 'several';
  readonly permission: 'delegated' | 'application';
  readonly audience: 'single' | 'multiple' | 'personal' | 'customers';
  /** What Conditional Access demands. */
  readonly policy: 'none' | 'mfa' | 'compliantDevice' | 'cae';
  /** Whether it works on while the person is away. */
  readonly offline: 'no' | 'yes';
  /** Something old that is said to have to stay. */
  readonly legacy: 'none' | 'implicit' | 'password' | 'windows';
  readonly language: Language;
}

/** One possible answer. */
export interface Option<Value> {
  readonly value: Value;
  readonly label: string;
  readonly detail?: string;
}

/** One question. It is asked when `asked` says so; otherwise its first option is taken. */
export interface Question<Value = string> {
  readonly title: string;
  readonly asked: (earlier: Earlier) => boolean;
  /** What may be answered after the earlier answers, the likeliest first. */
  readonly options: (earlier: Earlier) => readonly Option<Value>[];
}

/** The answers to the questions before. */
export type Earlier = Partial<Answers>;

const option = <Value>(value: Value, label: string, detail?: string): Option<Value> =>
  detail === undefined ? { value, label } : { value, label, detail };
const always = () => true;
const isUser = ({ actor }: Earlier) => actor === 'user';

/** The hosts whose platform vouches for the program, so that it keeps no credential. */
export const vouchingHosts: readonly Answers['host'][] = ['azure', 'kubernetes', 'pipeline', 'otherCloud'];
/** The hosts in the hands of their users: nothing on them stays secret (RFC 6749 §2.1). */
export const publicHosts: readonly Answers['host'][] = ['spa', 'native', 'cli', 'device'];

const USER_HOSTS: readonly Option<Answers['host']>[] = [
  option(
    'web',
    'Web application on a server',
    'Pages are rendered by a server, which can keep a credential.',
  ),
  option('spa', 'Single-page application', 'JavaScript in the browser asks for the tokens.'),
  option('native', 'Desktop or mobile application'),
  option('cli', 'Command-line tool'),
  option('device', 'Device without a browser or keyboard', 'A television, a printer, a meter.'),
];
const APP_HOSTS: readonly Option<Answers['host']>[] = [
  option(
    'azure',
    'Azure host with managed identity',
    'Virtual machine, App Service, Functions, Container Apps.',
  ),
  option('kubernetes', 'Kubernetes', 'AKS or any cluster that issues service account tokens.'),
  option(
    'pipeline',
    'Pipeline',
    'GitHub Actions, GitLab, Azure Pipelines: they issue OpenID Connect tokens.',
  ),
  option('otherCloud', 'Another cloud', 'AWS or Google Cloud, which issue tokens to their programs.'),
  option('server', 'Own server or computer', 'Nothing there vouches for the program.'),
];
const CREDENTIALS: readonly Option<Answers['credential']>[] = [
  option('none', 'Nothing'),
  option('certificate', 'Certificate', 'Its private key in a key store, key vault or hardware module.'),
  option(
    'federated',
    'Token of another identity provider',
    'A federated credential of the app registration.',
  ),
  option('secret', 'Client secret'),
];
const DELEGATED = option<Answers['permission']>(
  'delegated',
  'Delegated',
  'What both the person and the application may do.',
);
const APPLICATION = option<Answers['permission']>(
  'application',
  'Application',
  'What the application may do by itself, in the whole tenant.',
);

/** Every question. A new one is a member of `Answers`, an entry here and its place in `questionIds`. */
export const questions: { readonly [Id in keyof Answers]: Question<Answers[Id]> } = {
  actor: {
    title: 'Who acts?',
    asked: always,
    options: () => [
      option('user', 'A person who signs in'),
      option('app', 'The program itself, with nobody signed in'),
      option('api', 'An API, for the person whose token it received'),
    ],
  },
  host: {
    title: 'Where does it run?',
    asked: ({ actor }) => actor !== 'api',
    options: ({ actor }) =>
      actor === 'app' ? APP_HOSTS : actor === 'api' ? USER_HOSTS.slice(0, 1) : USER_HOSTS,
  },
  browser: {
    title: 'Can it open a browser on the same machine?',
    asked: ({ host }) => host === 'native' || host === 'cli',
    options: ({ host }) => {
      const local = option<Answers['browser']>('local', 'Yes');
      const remote = option<Answers['browser']>('remote', 'No', 'A remote shell, a container, a kiosk.');
      return host === 'device' ? [remote] : [local, remote];
    },
  },
  credential: {
    title: 'What can it prove itself with?',
    asked: ({ host }) => host !== undefined && !vouchingHosts.includes(host),
    options: ({ host }) => {
      if (host !== undefined && vouchingHosts.includes(host)) return CREDENTIALS.slice(0, 1);
      const isPublic = host !== undefined && publicHosts.includes(host);
      return isPublic ? CREDENTIALS : [...CREDENTIALS.slice(1), ...CREDENTIALS.slice(0, 1)];
    },
  },
  resource: {
    title: 'What does it call?',
    asked: always,
    options: () => [
      option('graph', 'Microsoft Graph'),
      option('ownApi', 'An API of your own'),
      option('azure', 'Azure Resource Manager'),
      option('several', 'Several of them'),
    ],
  },
  permission: {
    title: 'Which kind of permission does it need?',
    asked: always,
    options: ({ actor }) => (actor === 'app' ? [APPLICATION, DELEGATED] : [DELEGATED, APPLICATION]),
  },
  audience: {
    title: 'Who may use it?',
    asked: always,
    options: () => [
      option('single', 'One organization'),
      option('multiple', 'Any organization'),
      option('personal', 'Any organization, and personal Microsoft accounts'),
      option('customers', 'Customers', 'They sign up themselves: Microsoft Entra External ID.'),
    ],
  },
  policy: {
    title: 'What does Conditional Access demand?',
    asked: isUser,
    options: () => [
      option('none', 'Nothing particular'),
      option('mfa', 'Multifactor authentication'),
      option('compliantDevice', 'A compliant or joined device'),
      option('cae', 'Continuous access evaluation'),
    ],
  },
  offline: {
    title: 'Does it work on while the person is away?',
    asked: isUser,
    options: () => [option('no', 'No'), option('yes', 'Yes')],
  },
  legacy: {
    title: 'Is there something old that must stay?',
    asked: isUser,
    options: () => [
      option('none', 'No'),
      option('implicit', 'The implicit flow', 'Tokens in the address of the page.'),
      option('password', 'A form that asks for the password', 'Resource owner password credentials.'),
      option('windows', 'Integrated Windows authentication'),
    ],
  },
  language: {
    title: 'In which language?',
    asked: always,
    options: () => [
      option('python', 'Python'),
      option('typescript', 'TypeScript'),
      option('csharp', 'C#'),
      option('java', 'Java'),
      option('go', 'Go'),
    ],
  },
};

/** The questions in the order asked; a later one may depend on the answers before. */
export const questionIds = [
  'actor',
  'host',
  'browser',
  'credential',
  'resource',
  'permission',
  'audience',
  'policy',
  'offline',
  'legacy',
  'language',
] as const satisfies readonly (keyof Answers)[];

/** The answers as an address carries them: `actor=user&host=spa&…`. */
export function encodeAnswers(answers: Answers): string {
  return new URLSearchParams(Object.entries(answers)).toString();
}

/** The answers of an address. Throws `advisor.badAnswer`. */
export function decodeAnswers(encoded: string): Answers {
  return completeAnswers(Object.fromEntries(new URLSearchParams(encoded)));
}

/** Answers with the likeliest option wherever none is given. Throws `advisor.badAnswer` for one that is not offered. */
export function completeAnswers(given: Readonly<Record<string, unknown>>): Answers {
  const pick = <Id extends keyof Answers>(id: Id, earlier: Earlier): Answers[Id] => {
    const offered = questions[id].options(earlier);
    const value = given[id];
    const found = value === undefined ? offered[0] : offered.find((each) => each.value === value);
    if (found !== undefined) return found.value;
    throw new IdentityError('advisor.badAnswer', {
      question: id,
      answer: String(value).slice(0, 100),
      offered: offered.map((each) => each.value).join(', '),
    });
  };
  const actor = pick('actor', {});
  const host = pick('host', { actor });
  const whose = { actor, host };
  return {
    ...whose,
    browser: pick('browser', whose),
    credential: pick('credential', whose),
    resource: pick('resource', whose),
    permission: pick('permission', whose),
    audience: pick('audience', whose),
    policy: pick('policy', whose),
    offline: pick('offline', whose),
    legacy: pick('legacy', whose),
    language: pick('language', whose),
  };
}
