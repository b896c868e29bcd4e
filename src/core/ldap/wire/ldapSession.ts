import { IdentityError } from '../../errors.ts';
import { utf8 } from '../bytes.ts';
import { OIDS, readServerFacts, ROOT_DSE_ATTRIBUTES, type ServerFacts } from '../serverFacts.ts';
import type { LdapSession, PasswordChange, WriteOptions, Written } from '../session.ts';
import type { Entry } from '../entry.ts';
import { BerReader, encode, textOf } from './ber.ts';
import { assertion, descriptorControls, readEntry, readReadEntry } from './controls.ts';
import type { LdapClient } from './ldapClient.ts';
import type { Control, Request } from './messages.ts';
import { readWhole } from './ranges.ts';
import { refusal, type Operation } from './refusal.ts';
import { searchClients, searchPages } from './searchPages.ts';

/** A new connection, protected and bound as its settings say. */
export type OpenClient = (signal?: AbortSignal) => Promise<LdapClient>;

/** Opens a session and reads the root DSE. Searches get connections of their own from `open`. */
export async function openLdapSession(open: OpenClient, signal?: AbortSignal): Promise<LdapSession> {
  const client = await open(signal);
  try {
    const rootDse = await readWhole(client, '', ROOT_DSE_ATTRIBUTES, signal);
    return ldapSession(client, open, readServerFacts(rootDse ?? { dn: '', attributes: [] }));
  } catch (error) {
    client.close();
    throw error;
  }
}

function ldapSession(client: LdapClient, open: OpenClient, server: ServerFacts): LdapSession {
  const searches = searchClients(open);
  client.onDidClose(() => searches.close(client.closed ?? new IdentityError('ldap.closed', {})));
  const { name } = client.transport;

  const write = async (
    operation: Operation,
    dn: string,
    request: Request,
    options: WriteOptions = {},
  ): Promise<Written> => {
    const controls = [
      ...writeControls(options, server, name),
      ...descriptorControls(namesOf(request), options.controls),
    ];
    const answer = await client.ask(request, { controls, signal: options.signal });
    if (answer.result.code !== 0) throw refusal(operation, dn, answer.result);
    const before = readReadEntry(answer.controls, OIDS.preRead);
    const after = readReadEntry(answer.controls, OIDS.postRead);
    return { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
  };
  const read: LdapSession['read'] = (dn, attributes = [], signal) =>
    readWhole(client, dn, attributes, signal);
  const extended: LdapSession['extended'] = async (oid, value, signal) => {
    const request: Request = { kind: 'extended', oid, ...(value === undefined ? {} : { value }) };
    const { result, ...answer } = await client.ask(request, { signal });
    if (result.code !== 0) throw refusal('run an extended operation', oid, result);
    return answer;
  };

  return {
    server,
    get isPrivate() {
      return client.transport.isPrivate;
    },
    get closed() {
      return client.closed;
    },
    onDidClose: client.onDidClose,
    rootDse: async (signal) => (await read('', ROOT_DSE_ATTRIBUTES, signal)) ?? { dn: '', attributes: [] },
    schema: (signal) => readSchema(read, server, signal),
    search: (search, signal) => searchPages(searches, server, search, signal),
    read,
    add: (dn, attributes, options) => write('add', dn, { kind: 'add', dn, attributes }, options),
    modify: (dn, changes, options) => write('modify', dn, { kind: 'modify', dn, changes }, options),
    rename: (dn, { newRdn, newParent, keepOldRdn }, options) =>
      write(
        'rename',
        dn,
        {
          kind: 'rename',
          dn,
          newRdn,
          deleteOldRdn: keepOldRdn !== true,
          ...(newParent === undefined ? {} : { newSuperior: newParent }),
        },
        options,
      ),
    delete: (dn, options) => write('delete', dn, { kind: 'delete', dn }, options),
    async compare(dn, attribute, value, signal) {
      const { result } = await client.ask({ kind: 'compare', dn, attribute, value }, { signal });
      if (result.code === 6) return true;
      if (result.code === 5) return false;
      throw refusal('compare', dn, result);
    },
    modifyPassword: (change, signal) => modifyPassword(client, change, signal),
    async whoAmI(signal) {
      const { value = new Uint8Array() } = await extended(OIDS.whoAmI, undefined, signal);
      return textOf(value);
    },
    extended,
    close: () => client.close(),
  };
}

function namesOf(request: Request): readonly string[] {
  if (request.kind === 'modify') return request.changes.map(({ name }) => name);
  return request.kind === 'add' ? request.attributes.map(({ name }) => name) : [];
}

function writeControls(
  { assertion: filter, preRead, postRead, controls = [] }: WriteOptions,
  { controls: supported }: ServerFacts,
  server: string,
): readonly Control[] {
  if (filter !== undefined && !supported.has(OIDS.assertion))
    throw new IdentityError('ldap.unsupported', {
      server,
      operation: 'check an entry in the same step that changes it',
      advice: 'Compare the entry before the change.',
    });
  return [
    ...controls,
    ...(filter === undefined ? [] : [assertion(filter)]),
    ...(preRead === undefined || !supported.has(OIDS.preRead) ? [] : [readEntry(OIDS.preRead, preRead)]),
    ...(postRead === undefined || !supported.has(OIDS.postRead) ? [] : [readEntry(OIDS.postRead, postRead)]),
  ];
}

async function readSchema(
  read: LdapSession['read'],
  { subschema }: ServerFacts,
  signal: AbortSignal | undefined,
): Promise<Entry> {
  const dn = subschema ?? 'cn=subschema';
  const names = [
    'objectClasses',
    'attributeTypes',
    'ldapSyntaxes',
    'matchingRules',
    'matchingRuleUse',
    'dITContentRules',
    'dITStructureRules',
    'nameForms',
    'modifyTimestamp',
  ];
  const entry = await read(dn, names, signal);
  if (entry === undefined) throw new IdentityError('ldap.noSuchEntry', { dn, matched: '–', diagnostic: '' });
  return entry;
}

async function modifyPassword(
  client: LdapClient,
  { user, from, to }: PasswordChange,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  if (to === '') throw new IdentityError('ldap.emptyPassword', {});
  const value = encode((writer) =>
    writer.nest(0x30, () => {
      for (const [index, part] of [user, from, to].entries())
        if (part !== undefined) writer.octets(utf8(part), 0x80 | index);
    }),
  );
  const answer = await client.ask({ kind: 'extended', oid: OIDS.passwordModify, value }, { signal });
  if (answer.result.code !== 0) throw refusal('set the password of', user ?? 'yourself', answer.result);
  if (answer.value === undefined || to !== undefined) return undefined;
  const content = new BerReader(answer.value).enter(0x30);
  return content.tag === 0x80 ? content.text(0x80) : undefined;
}
