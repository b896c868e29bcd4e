import { utf8 } from './bytes.ts';
import { escapeDnValue } from './dn.ts';
import type { Attribute } from './entry.ts';
import type { ServerKind } from './serverFacts.ts';

/** One value a template asks for. */
export interface TemplateQuestion {
  readonly attribute: string;
  /** English, a key of translation. */
  readonly title: string;
  readonly isOptional?: true;
  /** `entry` is a DN that a person finds by name. */
  readonly kind?: 'entry';
  /** What stands there already, made from the answers before. */
  readonly suggestion?: (answers: Answers) => string;
}

export type Answers = Readonly<Record<string, string>>;

/** How an entry of a kind is made. The first question gives the RDN. */
export interface EntryTemplate {
  readonly id: string;
  readonly title: string;
  readonly icon: string;
  readonly servers: readonly ServerKind[];
  readonly objectClasses: readonly string[];
  readonly questions: readonly [TemplateQuestion, ...TemplateQuestion[]];
  /** Attributes beyond the answers. */
  readonly more?: (answers: Answers) => Answers;
}

const ANYWHERE: readonly ServerKind[] = ['openLdap', 'other', 'activeDirectory'];
const STANDARD: readonly ServerKind[] = ['openLdap', 'other'];
const AD: readonly ServerKind[] = ['activeDirectory'];

const accountName: TemplateQuestion = {
  attribute: 'sAMAccountName',
  title: 'Logon name (pre-Windows 2000)',
  suggestion: ({ cn = '' }) => cn.toLowerCase().replaceAll(/\s+/g, '.').slice(0, 20),
};

/** NORMAL_ACCOUNT with ACCOUNTDISABLE: without a password an account cannot be enabled. */
const DISABLED_ACCOUNT = '514';
/** WORKSTATION_TRUST_ACCOUNT */
const WORKSTATION = '4096';
/** GLOBAL and SECURITY, of groupType. */
const GLOBAL_SECURITY_GROUP = '-2147483646';

/** The kinds of entries that can be added by a few answers. */
export const entryTemplates: readonly EntryTemplate[] = [
  {
    id: 'organizationalUnit',
    title: 'Organizational unit',
    icon: 'folder-library',
    servers: ANYWHERE,
    objectClasses: ['organizationalUnit'],
    questions: [
      { attribute: 'ou', title: 'Name of the unit' },
      { attribute: 'description', title: 'Description', isOptional: true },
    ],
  },
  {
    id: 'inetOrgPerson',
    title: 'Person',
    icon: 'person',
    servers: STANDARD,
    objectClasses: ['inetOrgPerson'],
    questions: [
      { attribute: 'uid', title: 'User name' },
      { attribute: 'cn', title: 'Full name' },
      {
        attribute: 'sn',
        title: 'Surname',
        suggestion: ({ cn = '' }) => cn.split(' ').at(-1) ?? '',
      },
      { attribute: 'mail', title: 'Mail address', isOptional: true },
    ],
  },
  {
    id: 'groupOfNames',
    title: 'Group of names',
    icon: 'organization',
    servers: STANDARD,
    objectClasses: ['groupOfNames'],
    questions: [
      { attribute: 'cn', title: 'Name of the group' },
      { attribute: 'member', title: 'First member', kind: 'entry' },
      { attribute: 'description', title: 'Description', isOptional: true },
    ],
  },
  {
    id: 'posixGroup',
    title: 'POSIX group',
    icon: 'organization',
    servers: STANDARD,
    objectClasses: ['posixGroup'],
    questions: [
      { attribute: 'cn', title: 'Name of the group' },
      { attribute: 'gidNumber', title: 'Group id (gidNumber)' },
    ],
  },
  {
    id: 'alias',
    title: 'Alias',
    icon: 'references',
    servers: STANDARD,
    objectClasses: ['alias', 'extensibleObject'],
    questions: [
      { attribute: 'cn', title: 'Name of the alias' },
      { attribute: 'aliasedObjectName', title: 'Where it leads', kind: 'entry' },
    ],
  },
  {
    id: 'user',
    title: 'User',
    icon: 'person',
    servers: AD,
    objectClasses: ['user'],
    questions: [
      { attribute: 'cn', title: 'Full name' },
      accountName,
      { attribute: 'userPrincipalName', title: 'Logon name (user@domain)', isOptional: true },
    ],
    more: () => ({ userAccountControl: DISABLED_ACCOUNT }),
  },
  {
    id: 'group',
    title: 'Security group',
    icon: 'organization',
    servers: AD,
    objectClasses: ['group'],
    questions: [{ attribute: 'cn', title: 'Name of the group' }, accountName],
    more: () => ({ groupType: GLOBAL_SECURITY_GROUP }),
  },
  {
    id: 'computer',
    title: 'Computer',
    icon: 'vm',
    servers: AD,
    objectClasses: ['computer'],
    questions: [{ attribute: 'cn', title: 'Name of the computer' }],
    more: ({ cn = '' }) => ({
      sAMAccountName: `${cn.toUpperCase().slice(0, 15)}$`,
      userAccountControl: WORKSTATION,
    }),
  },
  {
    id: 'contact',
    title: 'Contact',
    icon: 'mail',
    servers: AD,
    objectClasses: ['contact'],
    questions: [
      { attribute: 'cn', title: 'Full name' },
      { attribute: 'mail', title: 'Mail address', isOptional: true },
    ],
  },
];

/** The entry of a template with these answers, below `parent`. An empty answer is left out. */
export function templateEntry(
  { objectClasses, questions, more = () => ({}) }: EntryTemplate,
  answers: Answers,
  parent: string,
): { readonly dn: string; readonly attributes: readonly Attribute[] } {
  const [{ attribute }] = questions;
  const rdn = `${attribute}=${escapeDnValue(answers[attribute] ?? '')}`;
  const values = Object.entries({ ...answers, ...more(answers) }).filter(([, value]) => value !== '');
  return {
    dn: parent === '' ? rdn : `${rdn},${parent}`,
    attributes: [
      { name: 'objectClass', values: objectClasses.map(utf8) },
      ...values.map(([name, value]) => ({ name, values: [utf8(value)] })),
    ],
  };
}
