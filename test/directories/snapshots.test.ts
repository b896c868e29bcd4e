import assert from 'node:assert/strict';
import { ldifCompare } from '../../src/commands/ldif/ldifCompare.ts';
import { ldifExport } from '../../src/commands/ldif/ldifExport.ts';
import { utf8 } from '../../src/core/ldap/bytes.ts';
import type { LdapSession } from '../../src/core/ldap/session.ts';
import { program } from '../servers/program.ts';
import { DOMAIN } from '../servers/sambaAd.ts';
import { ADMIN, ADMIN_PASSWORD, SUFFIX } from '../servers/slapd.ts';
import { asAdmin, asAdministrator, closeAll } from './opened.ts';
import { sambaAd, slapd } from './servers.ts';
import { windowOn } from './windowOn.ts';

const SAME = { added: 0, changed: 0, deleted: 0 };
const clock = { now: () => 0 };

async function exported(session: LdapSession, dn: string): Promise<string> {
  const window = windowOn(session);
  await ldifExport(window)({ directory: 'test', dn });
  return window.written.text;
}

/** How the directory differs from a snapshot, with the LDIF that is opened. */
async function compared(session: LdapSession, file: string, direction: 'since' | 'back') {
  const window = { ...windowOn(session, [], { file }), clock };
  const difference = await ldifCompare(window)({ uri: 'file', directory: 'test', direction });
  return { difference, ldif: (window.workbench.done[0] ?? '').replace(/^text ldif /, '') };
}

describe('a snapshot of a directory', () => {
  after(closeAll);

  it('written by ldapsearch is gone back to with ldapmodify', async () => {
    const { url } = await slapd();
    const session = await asAdmin(await slapd());
    const admin = ['-x', '-H', url, '-D', ADMIN, '-w', ADMIN_PASSWORD];
    const base = `ou=snapshot,${SUFFIX}`;
    const unit = (dn: string) =>
      session.add(dn, [{ name: 'objectClass', values: [utf8('organizationalUnit')] }]);
    const person = (dn: string, sn: string) =>
      session.add(dn, [
        { name: 'objectClass', values: [utf8('person')] },
        { name: 'sn', values: [utf8(sn)] },
        { name: 'userPassword', values: [utf8('of the test')] },
      ]);
    await unit(base);
    await unit(`ou=old,${base}`);
    await person(`cn=Kept,${base}`, 'Kept');
    await person(`cn=Gone,ou=old,${base}`, 'Lučić');
    const file = await program('ldapsearch', [...admin, '-LLL', '-b', base, '*', '+']);
    assert.deepEqual((await compared(session, file, 'since')).difference, SAME);

    await session.modify(`cn=Kept,${base}`, [
      { operation: 'replace', name: 'sn', values: [utf8('Changed')] },
      { operation: 'add', name: 'description', values: [utf8('one'), utf8('two')] },
    ]);
    await session.delete(`cn=Gone,ou=old,${base}`);
    await session.delete(`ou=old,${base}`);
    await unit(`ou=new,${base}`);
    await person(`cn=New,ou=new,${base}`, 'New');
    const { difference } = await compared(session, file, 'since');
    assert.deepEqual(difference, { added: 2, changed: 1, deleted: 2 });

    const back = await compared(session, file, 'back');
    assert.deepEqual(back.difference, difference);
    await program('ldapmodify', admin, back.ldif);
    assert.deepEqual((await compared(session, file, 'since')).difference, SAME);
  });

  it('of a whole domain says the same again, then names what was changed', async () => {
    const session = await asAdministrator(await sambaAd());
    const file = await exported(session, DOMAIN);
    assert.ok(file.length > 100_000);
    assert.deepEqual((await compared(session, file, 'since')).difference, SAME);
    const guests = `CN=Guests,CN=Builtin,${DOMAIN}`;
    await session.modify(guests, [
      { operation: 'replace', name: 'description', values: [utf8('Of a snapshot')] },
    ]);
    const { difference, ldif } = await compared(session, file, 'since');
    assert.deepEqual(difference, { ...SAME, changed: 1 });
    assert.match(
      ldif,
      new RegExp(`dn: ${guests}\\nchangetype: modify\\nreplace: description\\ndescription: Of`),
    );
    const back = await compared(session, file, 'back');
    assert.match(back.ldif, /replace: description\ndescription: Guests have/);
  });
});
