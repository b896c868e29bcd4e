import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { textOf, textsOf } from '../../src/core/ldap/entry.ts';
import type { LdapSession } from '../../src/core/ldap/session.ts';
import type { RunningServer } from '../../src/core/ldap/slapd/localServer.ts';
import { localSlapd, type LocalSlapd } from '../../src/platform/node/slapd/localSlapd.ts';
import { program } from '../servers/program.ts';
import { closeAll, open } from './opened.ts';

const KEEPER = path.resolve(import.meta.dirname, '../../src/platform/node/slapd/slapdKeeperProcess.ts');
const BASE = 'dc=contoso,dc=sandbox,dc=test';
const ADA = `uid=ada,ou=people,${BASE}`;

describe('a local slapd on request', () => {
  let local: LocalSlapd;
  let server: RunningServer;
  let session: LdapSession;
  before(async () => {
    local = localSlapd({ keeper: KEEPER, passwordOf: (user) => `of ${user}` });
    server = await local.start(new AbortController().signal);
    const { url, startTls, bind, user } = server.directory;
    session = await open(
      { url, startTls, bind, ...(user === undefined ? {} : { user }), ca: server.authorityFile },
      server.password,
    );
  });
  after(async () => {
    closeAll();
    await local.stop();
  });

  it('is OpenLDAP with the people of the sandbox, over StartTLS with a certificate of its own', async () => {
    assert.equal(session.isPrivate, true);
    assert.equal(session.server.kind, 'openLdap');
    const ada = await session.read(ADA);
    assert.ok(ada);
    assert.equal(textOf(ada, 'sn'), 'Lovelace');
    assert.ok(textsOf(ada, 'userPassword')[0]?.startsWith('{SSHA}'));
  });

  it('lets people bind with their password of the sandbox, as ldapwhoami sees it', async () => {
    const { url } = server.directory;
    const args = ['-x', '-H', url, '-D', ADA, '-w', 'of ada@contoso.sandbox.test'];
    assert.equal((await program('ldapwhoami', args)).trim(), `dn:${ADA}`);
    await assert.rejects(program('ldapwhoami', args.with(-1, 'another')), /Invalid credentials/);
  });

  it('sorts, keeps memberOf by itself, and shows its configuration to its administrator', async () => {
    const group = `cn=explorers,ou=groups,${BASE}`;
    await session.add(
      group,
      Object.entries({ objectClass: ['groupOfNames'], cn: ['explorers'], member: [ADA] }).map(
        ([name, values]) => ({ name, values: values.map((value) => Buffer.from(value)) }),
      ),
    );
    const ada = await session.read(ADA, ['memberOf']);
    assert.ok(ada);
    const groups = textsOf(ada, 'memberOf');
    assert.ok(groups.includes(group) && groups.includes(`cn=Platform Team,ou=groups,${BASE}`), groups.join());
    assert.equal(session.server.configContext, 'cn=config');
    assert.ok(await session.read('cn=config'));
  });

  it('is gone after it was stopped, with its folder', async () => {
    const folder = path.dirname(server.authorityFile);
    await local.stop();
    await assert.rejects(readdir(folder), { code: 'ENOENT' });
    await assert.rejects(open({ url: server.directory.url }), /ldap\.unreachable/);
  });
});
