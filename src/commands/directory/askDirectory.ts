import type { Translate } from '../../core/explain.ts';
import {
  isAddress,
  needsPassword,
  needsUser,
  newDirectory,
  parseAddress,
  sendsPasswordInClear,
  type BindKind,
  type Directory,
} from '../../core/ldap/directory.ts';
import type { Prompt } from '../../core/prompt.ts';

interface Deps {
  readonly prompt: Prompt;
  readonly translate: Translate;
}

/** A connection as a person described it, with the password they typed; undefined where they left. */
export interface DescribedDirectory {
  readonly directory: Directory;
  readonly password: string;
}

/**
 * Asks step by step for a connection; what `known` has stands there already. The id is taken from the host and kept
 * when a connection is edited.
 */
export async function askDirectory(
  deps: Deps,
  known: Partial<Directory>,
  isTaken: (id: string) => boolean,
): Promise<DescribedDirectory | undefined> {
  const where = await askAddress(deps, known);
  if (where === undefined) return undefined;
  const who = await askBind(deps, { ...known, ...where });
  if (who === undefined) return undefined;
  const name = await deps.prompt.input({
    title: deps.translate('Directory: Name'),
    prompt: deps.translate('How the connection is called in the Directories view'),
    value: known.name ?? hostOf(where.url),
    check: (typed) => (typed.trim() === '' ? deps.translate('Type a name.') : undefined),
  });
  if (name === undefined) return undefined;
  const { password, ...bind } = who;
  const id = known.id ?? freeId(name, isTaken);
  const directory: { -readonly [Member in keyof Directory]: Directory[Member] } = newDirectory({
    ...known,
    ...where,
    ...bind.facts,
    id,
    name: name.trim(),
  });
  // Nothing stays of another way to bind.
  if (!needsUser(directory.bind)) delete directory.user;
  if (directory.bind === 'anonymous' || directory.bind === 'simple') delete directory.authorizationId;
  if (sendsPasswordInClear(directory) && !(await isClearWanted(deps, directory))) return undefined;
  return { directory, password };
}

type Where = Pick<Directory, 'url' | 'startTls'>;

async function askAddress(
  { prompt, translate }: Deps,
  known: Partial<Directory>,
): Promise<Where | undefined> {
  const typed = await prompt.input({
    title: translate('Directory: Address'),
    prompt: translate('Host name or address of the server, with a port if it is not the usual one'),
    placeholder: 'dc1.contoso.com, ldaps://ldap.example.org:636, ldapi://%2Frun%2Fslapd%2Fldapi',
    ...(known.url === undefined ? {} : { value: known.url }),
    check: (text) =>
      isAddress(withScheme(text)) ? undefined : translate('Type a host name or an ldap: address.'),
  });
  if (typed === undefined) return undefined;
  const text = typed.trim();
  const scheme = /^(\w+):\/\//.exec(text)?.[1]?.toLowerCase();
  if (scheme === 'ldaps' || scheme === 'ldapi') return { url: text, startTls: false };
  const host = scheme === undefined ? text : text.slice('ldap://'.length);
  const hasPort = /:\d+$/.test(host);
  const ldap: Where = { url: `ldap://${host}`, startTls: false };
  const choices = [
    {
      label: 'StartTLS',
      description: translate('TLS on the same port, before anything else is sent'),
      icon: 'lock',
      value: { ...ldap, startTls: true },
    },
    ...(scheme === undefined
      ? [
          {
            label: 'LDAPS',
            description: hasPort
              ? translate('TLS from the first byte')
              : translate('TLS from the first byte, port 636'),
            icon: 'lock',
            value: { url: `ldaps://${host}`, startTls: false },
          },
        ]
      : []),
    {
      label: translate('None'),
      description: translate('Everything is sent in clear, the password too'),
      icon: 'unlock',
      value: ldap,
    },
  ];
  // The usual ports say what is meant.
  const isPlainPort = /:(389|3268)$/.test(host);
  const sorted =
    /:(636|3269)$/.test(host) || (scheme === undefined && !isPlainPort) ? preferTls(choices) : choices;
  return prompt.pick(
    sorted,
    translate('Directory: Protection'),
    translate('How the connection is protected'),
  );
}

function preferTls<Choice extends { readonly label: string }>(choices: readonly Choice[]): readonly Choice[] {
  return [
    ...choices.filter(({ label }) => label === 'LDAPS'),
    ...choices.filter(({ label }) => label !== 'LDAPS'),
  ];
}

interface Who {
  readonly facts: Pick<Directory, 'bind'> & Partial<Directory>;
  readonly password: string;
}

async function askBind(deps: Deps, known: Partial<Directory> & Where): Promise<Who | undefined> {
  const { prompt, translate } = deps;
  const bind = await prompt.pick<BindKind>(
    [
      {
        label: translate('User and password'),
        description: translate('simple bind'),
        icon: 'account',
        value: 'simple',
      },
      {
        label: translate('Anonymous'),
        description: translate('without a user'),
        icon: 'circle-outline',
        value: 'anonymous',
      },
      {
        label: 'SASL EXTERNAL',
        description: translate('as the client certificate or the socket says'),
        icon: 'verified',
        value: 'external',
      },
      {
        label: 'SASL PLAIN',
        description: translate('a user name and password'),
        icon: 'key',
        value: 'plain',
      },
    ],
    translate('Directory: Authentication'),
    translate('How to bind'),
  );
  if (bind === undefined) return undefined;
  if (bind === 'external') return askCertificate(deps, known);
  if (!needsPassword(bind)) return { facts: { bind }, password: '' };
  const user = await prompt.input({
    title: translate('Directory: User'),
    prompt:
      bind === 'simple'
        ? translate('A DN; for Active Directory also user@domain or DOMAIN\\user')
        : translate('The user name'),
    placeholder: bind === 'simple' ? 'cn=admin,dc=example,dc=org' : 'ada',
    ...(known.user === undefined ? {} : { value: known.user }),
    check: (typed) => (typed.trim() === '' ? translate('Type a user.') : undefined),
  });
  if (user === undefined) return undefined;
  const password = await prompt.input({
    title: translate('Directory: Password'),
    prompt: translate('Kept in the secret store of VS Code or not at all, never in the settings'),
    secret: true,
    check: (typed) => (typed === '' ? translate('An empty password is never sent.') : undefined),
  });
  if (password === undefined) return undefined;
  const keep = await prompt.pick<Directory['password']>(
    [
      {
        label: translate('Keep it'),
        description: translate('in the secret store of VS Code'),
        value: 'stored',
      },
      {
        label: translate('Ask each time'),
        description: translate('known until you disconnect'),
        value: 'ask',
      },
    ],
    translate('Directory: Password'),
    translate('What becomes of the password'),
  );
  return keep === undefined ? undefined : { facts: { bind, user: user.trim(), password: keep }, password };
}

async function askCertificate(
  { prompt, translate }: Deps,
  known: Partial<Directory> & Where,
): Promise<Who | undefined> {
  if (known.url.toLowerCase().startsWith('ldapi:')) return { facts: { bind: 'external' }, password: '' };
  const ask = (title: string, question: string, value: string | undefined) =>
    prompt.input({
      title,
      prompt: question,
      placeholder: '/path/to/client.pem',
      ...(value === undefined ? {} : { value }),
      check: (typed) => (typed.trim() === '' ? translate('Type the path of a PEM file.') : undefined),
    });
  const certificate = await ask(
    translate('Directory: Client Certificate'),
    translate('PEM file of the client certificate'),
    known.certificate,
  );
  if (certificate === undefined) return undefined;
  const privateKey = await ask(
    translate('Directory: Private Key'),
    translate('PEM file of its private key; the same file when it holds both'),
    known.privateKey ?? certificate,
  );
  if (privateKey === undefined) return undefined;
  return { facts: { bind: 'external', certificate, privateKey }, password: '' };
}

async function isClearWanted({ prompt, translate }: Deps, { url }: Directory): Promise<boolean> {
  return prompt.confirm(
    translate('Send the password in clear?'),
    translate(
      '{url} is not protected: everybody on the way can read the password. Use LDAPS or StartTLS wherever the server can.',
      { url },
    ),
    translate('Send in Clear'),
  );
}

function withScheme(text: string): string {
  const trimmed = text.trim();
  return /^\w+:\/\//.test(trimmed) ? trimmed : `ldap://${trimmed}`;
}

function hostOf(url: string): string {
  const address = parseAddress(url);
  return address.scheme === 'ldapi' ? address.path : address.host;
}

function freeId(name: string, isTaken: (id: string) => boolean): string {
  const base =
    name
      .trim()
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}.-]+/gu, '-') || 'directory';
  for (let number = 1; ; number++) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (!isTaken(id)) return id;
  }
}
