import { attributeFacts, described, find, readable, type Branch } from '../branches/branch.ts';
import { rdnLabel } from '../dn.ts';
import { textOf, textsOf } from '../entry.ts';
import { passwordStateFacts, PASSWORD_STATE } from './passwordState.ts';

/** Searches of the server's own configuration, where it is in the directory and may be read. */
const ofConfiguration =
  (filter: string, attributes: readonly string[], scope: 'one' | 'sub' = 'sub'): Branch['searches'] =>
  ({ configuration }) =>
    configuration === '' ? [] : [find(configuration, scope, filter, attributes)];

const databases: Branch = {
  id: 'databases',
  title: 'Databases',
  icon: 'database',
  about: 'What slapd serves, from where, and who may do what with it (slapd-config).',
  searches: ofConfiguration('(objectClass=olcDatabaseConfig)', [
    ...['olcDatabase', 'olcSuffix', 'olcRootDN', 'olcAccess', 'olcDbDirectory', 'olcDbIndex', 'olcSyncrepl'],
    ...['olcReadOnly', 'olcLimits', 'olcDbMaxSize', 'olcUpdateRef', 'olcMultiProvider', 'olcMirrorMode'],
  ]),
  row: (entry, translate) => ({
    label: textOf(entry, 'olcDatabase') ?? rdnLabel(entry.dn),
    ...described(
      textsOf(entry, 'olcSuffix').join(', '),
      textOf(entry, 'olcReadOnly') === 'TRUE' && translate('read-only'),
      textsOf(entry, 'olcSyncrepl').length > 0 && translate('replica'),
    ),
    facts: attributeFacts(entry, [
      ['olcRootDN', translate('Administrator')],
      ['olcAccess', translate('Access')],
      ['olcLimits', translate('Limit')],
      ['olcDbDirectory', translate('Kept in')],
      ['olcDbMaxSize', translate('Largest size')],
      ['olcDbIndex', translate('Index')],
      ['olcUpdateRef', translate('Writes go to')],
    ]),
  }),
};

/** What each overlay does (slapd-overlays). */
const OVERLAYS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    accesslog: 'keeps a log of changes as entries',
    auditlog: 'writes changes to a file',
    constraint: 'checks values by patterns',
    dds: 'lets entries end by themselves',
    dynlist: 'makes groups from searches',
    memberof: 'keeps memberOf',
    ppolicy: 'enforces password policies',
    refint: 'keeps references to entries in order',
    rwm: 'rewrites names',
    sssvlv: 'sorts and pages',
    syncprov: 'is a source for replicas',
    translucent: 'overlays another server',
    unique: 'keeps values unique',
    valsort: 'sorts values',
  }),
);

const overlays: Branch = {
  id: 'overlays',
  title: 'Overlays',
  icon: 'layers',
  about: 'What changes how a database behaves (slapd-overlays).',
  searches: ofConfiguration('(objectClass=olcOverlayConfig)', ['*']),
  row(entry, translate) {
    const name = (textOf(entry, 'olcOverlay') ?? rdnLabel(entry.dn)).replace(/^\{\d+\}/, '');
    const about = OVERLAYS.get(name);
    return {
      label: name,
      ...described(about === undefined ? undefined : translate(about)),
      facts: attributeFacts(
        entry,
        entry.attributes
          .filter(({ name: each }) => /^olc/i.test(each) && !/^olcOverlay$/i.test(each))
          .map(({ name: each }) => [each, each] as const),
      ),
    };
  },
};

const modules: Branch = {
  id: 'modules',
  title: 'Modules and schemas',
  icon: 'extensions',
  about: 'What slapd has loaded.',
  searches: ofConfiguration('(|(objectClass=olcModuleList)(objectClass=olcSchemaConfig))', [
    ...['olcModuleLoad', 'olcModulePath', 'cn'],
  ]),
  row: (entry) => ({
    label: rdnLabel(entry.dn).replace(/^\{\d+\}/, ''),
    ...described(
      textsOf(entry, 'olcModuleLoad')
        .map((name) => name.replace(/^\{\d+\}/, ''))
        .join(', '),
    ),
  }),
};

const POLICY_RULES = [
  ['pwdMinLength', 'Least length'],
  ['pwdInHistory', 'Passwords remembered'],
  ['pwdMaxAge', 'Must change after'],
  ['pwdMinAge', 'May change after'],
  ['pwdExpireWarning', 'Warns before'],
  ['pwdGraceAuthnLimit', 'Sign-ins after expiry'],
  ['pwdCheckQuality', 'Quality is checked'],
  ['pwdLockout', 'Locks after wrong passwords'],
  ['pwdMaxFailure', 'Wrong passwords until lockout'],
  ['pwdLockoutDuration', 'Locked for'],
  ['pwdFailureCountInterval', 'Wrong ones count for'],
  ['pwdMustChange', 'Must change after a reset'],
  ['pwdAllowUserChange', 'People may change it'],
  ['pwdSafeModify', 'The old one is asked for'],
] as const;

const passwordPolicies: Branch = {
  id: 'passwordPolicies',
  title: 'Password policies',
  icon: 'key',
  about: 'Policies of the ppolicy overlay.',
  searches: ({ contexts }) =>
    contexts.map((context) =>
      find(
        context,
        'sub',
        '(objectClass=pwdPolicy)',
        POLICY_RULES.map(([name]) => name),
      ),
    ),
  row: (entry, translate) => ({
    label: rdnLabel(entry.dn),
    facts: attributeFacts(
      entry,
      POLICY_RULES.map(([name, label]) => [name, translate(label)] as const),
    ),
    ...described(
      textOf(entry, 'pwdMinLength') !== undefined &&
        translate('{count} characters at least', { count: textOf(entry, 'pwdMinLength') ?? '' }),
      readable(entry, 'pwdMaxAge') !== undefined &&
        translate('changed every {span}', { span: readable(entry, 'pwdMaxAge') ?? '' }),
    ),
  }),
};

const passwordStates: Branch = {
  id: 'passwordStates',
  title: 'Accounts under policy',
  icon: 'lock',
  about: 'Accounts that are locked, must change their password, or had wrong ones.',
  searches: ({ contexts }) =>
    contexts.map((context) =>
      find(
        context,
        'sub',
        '(|(pwdAccountLockedTime=*)(pwdReset=TRUE)(pwdFailureTime=*)(pwdGraceUseTime=*))',
        PASSWORD_STATE,
      ),
    ),
  row(entry, translate) {
    const facts = passwordStateFacts(entry, translate);
    return {
      label: rdnLabel(entry.dn),
      isWarning: facts.some((fact) => fact.isWarning),
      facts,
      ...described(...facts.map(({ value }) => value).slice(0, 2)),
    };
  },
};

const replication: Branch = {
  id: 'replication',
  title: 'Replication',
  icon: 'sync',
  about: 'How far each database has come, by the change sequence numbers of its servers.',
  searches: ({ contexts }) =>
    contexts.map((context) => find(context, 'base', '(objectClass=*)', ['contextCSN', 'entryCSN'])),
  row: (entry, translate) => ({
    label: entry.dn,
    ...described(readable(entry, 'contextCSN') ?? translate('no contextCSN: syncprov is not on')),
    facts: attributeFacts(entry, [
      ['contextCSN', translate('Has come to')],
      ['entryCSN', translate('Changed itself')],
    ]),
  }),
};

const monitored: Branch = {
  id: 'monitor',
  title: 'Monitor',
  icon: 'pulse',
  about: 'What slapd is doing (slapd-monitor).',
  searches: () => [
    find('cn=Monitor', 'sub', '(|(monitorCounter=*)(monitorOpInitiated=*))', [
      ...['monitorCounter', 'monitorOpInitiated', 'monitorOpCompleted', 'monitoredInfo'],
    ]),
  ],
  row: (entry, translate) => ({
    label: rdnLabel(entry.dn),
    ...described(
      textOf(entry, 'monitorCounter'),
      textOf(entry, 'monitorOpInitiated') !== undefined &&
        translate('{begun} begun, {done} done', {
          begun: textOf(entry, 'monitorOpInitiated') ?? '0',
          done: textOf(entry, 'monitorOpCompleted') ?? '0',
        }),
      rdnLabel(entry.dn.slice(entry.dn.indexOf(',') + 1)),
    ),
  }),
};

/** What OpenLDAP's slapd is made readable by. */
export const openLdapBranches: readonly Branch[] = [
  databases,
  overlays,
  modules,
  passwordPolicies,
  passwordStates,
  replication,
  monitored,
];
