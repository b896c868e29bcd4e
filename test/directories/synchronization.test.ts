import assert from 'node:assert/strict';
import { graph } from '../../src/core/entra/graph.ts';
import { untranslated } from '../../src/core/explain.ts';
import { isObject, list } from '../../src/core/json.ts';
import { utf8 } from '../../src/core/ldap/bytes.ts';
import { valuesOf } from '../../src/core/ldap/entry.ts';
import { deviceSections } from '../../src/core/ldap/hybrid/deviceReport.ts';
import { syncSections } from '../../src/core/ldap/hybrid/syncReport.ts';
import type { ReportSection } from '../../src/core/ldap/reports/report.ts';
import type { LdapSession } from '../../src/core/ldap/session.ts';
import { readGuid } from '../../src/core/ldap/values/guid.ts';
import { passwordModifications } from '../../src/core/ldap/values/password.ts';
import { readSid } from '../../src/core/ldap/values/sid.ts';
import { DOMAIN } from '../servers/sambaAd.ts';
import { ORIGIN, startSandbox } from '../unit/sandbox/testSandbox.ts';
import { asAdministrator, closeAll } from './opened.ts';
import { sambaAd } from './servers.ts';

const signal = new AbortController().signal;
const OU = `OU=Synchronized,${DOMAIN}`;
const DAY = 86_400_000;
const value = (name: string, ...values: readonly string[]) => ({
  name,
  values: values.map((each) => utf8(each)),
});
const factsOf = (sections: readonly ReportSection[], title: string) =>
  sections.find((each) => each.title === title)?.facts ?? assert.fail(`no section ${title}`);
const REPLICATE = `Who can replicate ${DOMAIN}`;

describe('directory synchronization', () => {
  let session: LdapSession;
  const add = async (
    dn: string,
    objectClass: string,
    account: string,
    ...more: Parameters<LdapSession['add']>[1]
  ) => {
    if ((await session.read(dn, ['1.1'])) === undefined)
      await session.add(dn, [value('objectClass', objectClass), value('sAMAccountName', account), ...more]);
    const entry = (await session.read(dn, ['objectSid', 'objectGUID'])) ?? assert.fail();
    const [sid = new Uint8Array()] = valuesOf(entry, 'objectSid');
    const [guid = new Uint8Array()] = valuesOf(entry, 'objectGUID');
    return { sid: readSid(sid) ?? '', guid: readGuid(guid) ?? '' };
  };
  const grant = async (sid: string, ...rights: readonly string[]) => {
    const { tool } = await sambaAd();
    for (const right of rights)
      await tool(
        'dsacl',
        'set',
        `--objectdn=${DOMAIN}`,
        '--action=allow',
        `--sddl=(OA;;CR;${right};;${sid})`,
      );
  };
  const CHANGES = '1131f6aa-9c07-11d1-f79f-00c04fc2dcd2';
  const ALL = '1131f6ad-9c07-11d1-f79f-00c04fc2dcd2';
  before(async () => {
    session = await asAdministrator(await sambaAd());
    await session.add(OU, [value('objectClass', 'organizationalUnit')]);
  });
  after(closeAll);

  it('says who can replicate a domain, and marks those who should not read password hashes', async () => {
    const connect = await add(`CN=MSOL_00aa11bb22cc,${OU}`, 'user', 'MSOL_00aa11bb22cc');
    const thief = await add(`CN=thief,${OU}`, 'user', 'thief');
    const reader = await add(`CN=profiles,${OU}`, 'user', 'profiles');
    await grant(connect.sid, CHANGES, ALL);
    await grant(thief.sid, CHANGES, ALL);
    await grant(reader.sid, CHANGES);
    const facts = factsOf(await syncSections(session, Date.now(), untranslated, signal), REPLICATE);
    const byName = new Map(facts.map((fact) => [fact.label, fact]));
    assert.equal(facts[0]?.isWarning, true);
    assert.equal(byName.get('thief')?.isWarning, true);
    assert.match(byName.get('thief')?.meaning ?? '', /DCSync/);
    assert.match(byName.get('profiles')?.meaning ?? '', /no secrets/);
    for (const name of ['MSOL_00aa11bb22cc', 'profiles', 'Administrators', 'Enterprise Domain Controllers'])
      assert.equal(byName.get(name)?.isWarning, false, name);
    assert.equal(
      byName.get('Administrators')?.value,
      'Get-Changes, Get-Changes-All, Get-Changes-In-Filtered-Set',
    );
  });

  it('says whether an account of Entra Connect can synchronize password hashes, by its groups too', async () => {
    const member = `CN=MSOL_member,${OU}`;
    await add(member, 'user', 'MSOL_member');
    await add(`CN=MSOL_none,${OU}`, 'user', 'MSOL_none');
    const group = await add(`CN=Synchronizers,${OU}`, 'group', 'Synchronizers', value('member', member));
    await grant(group.sid, CHANGES, ALL);
    const facts = factsOf(
      await syncSections(session, Date.now(), untranslated, signal),
      'Password hash synchronization',
    );
    const byName = new Map(facts.map((fact) => [fact.label, fact]));
    assert.match(byName.get('MSOL_member')?.meaning ?? '', /^It can synchronize/);
    assert.equal(byName.get('MSOL_none')?.isWarning, true);
    assert.match(byName.get('MSOL_none')?.meaning ?? '', /^It cannot synchronize/);
  });

  it('says how old the key of seamless single sign-on is, and what tickets to it are encrypted with', async () => {
    const account = `CN=AZUREADSSOACC,CN=Computers,${DOMAIN}`;
    await add(account, 'computer', 'AZUREADSSOACC$');
    await session.modify(account, passwordModifications('Passw0rd.of.a.computer'));
    const keyAt = async (now: number) =>
      factsOf(await syncSections(session, now, untranslated, signal), 'Seamless single sign-on').find(
        ({ label }) => label === 'Key',
      );
    assert.equal((await keyAt(Date.now()))?.isWarning, false);
    const old = await keyAt(Date.now() + 40 * DAY);
    assert.match(old?.value ?? '', /^(?:39|40) days old$/);
    assert.equal(old?.isWarning, true);
    const sections = await syncSections(session, Date.now(), untranslated, signal);
    assert.ok(
      factsOf(sections, 'Seamless single sign-on').some(
        ({ label, isWarning }) => label === 'Encryption types' && isWarning === true,
      ),
    );
  });

  it('computers are held against the devices of a tenant, stale ones of either side marked', async () => {
    const sandbox = await startSandbox();
    const { clientId, clientSecret = '' } = sandbox.application('Identity Workbench');
    const { body } = await sandbox.post(`/${sandbox.contoso}/oauth2/v2.0/token`, {
      ...{ client_id: clientId, client_secret: clientSecret, grant_type: 'client_credentials' },
      scope: 'https://graph.microsoft.com/.default',
    });
    const names = ['JOINED', 'PENDING', 'WAITING', 'ALONE'];
    const computers = new Map<string, string>();
    for (const name of names) {
      const certificate = { name: 'userCertificate', values: [utf8('a certificate')] };
      const more = [value('userAccountControl', '4096'), ...(name === 'WAITING' ? [certificate] : [])];
      computers.set(name, (await add(`CN=${name},${OU}`, 'computer', `${name}$`, ...more)).guid);
    }
    // The sandbox's own devices, and two with the ids of computers, which no client may choose.
    const fetch = async (url: string | URL | Request, init?: RequestInit) => {
      const answer = await sandbox.sandbox.fetch(new Request(url, init));
      const page: unknown = await answer.json();
      const mine = (name: string, more: object) => ({
        ...{ deviceId: computers.get(name)?.toUpperCase(), displayName: name, trustType: 'ServerAd' },
        ...{ accountEnabled: true, approximateLastSignInDateTime: new Date().toISOString() },
        ...more,
      });
      const devices = isObject(page) ? list(page, 'value') : [];
      const own = [mine('JOINED', { registrationDateTime: '2025-05-02T07:30:00Z' }), mine('PENDING', {})];
      return Response.json({ value: [...devices, ...own] }, { status: answer.status });
    };
    const cloud = graph(fetch, `${ORIGIN}/graph`, () => Promise.resolve(String(body['access_token'])));
    const steps: string[] = [];
    const sections = await deviceSections(session, OU, cloud, Date.now(), untranslated, signal, (step) =>
      steps.push(step),
    );
    const labels = (title: string) => factsOf(sections, title).map(({ label }) => label);
    assert.deepEqual(labels('Pending in the tenant (1)'), ['PENDING']);
    assert.deepEqual(labels('Registered here, not in the tenant (1)'), ['WAITING']);
    assert.deepEqual(labels('Not joined to the tenant (1)'), ['ALONE']);
    // It has never signed in here.
    assert.deepEqual(labels('Stale here only (1)'), ['JOINED']);
    assert.ok(steps.includes('4 computers of the directory'), steps.join('\n'));
    const whole = await deviceSections(session, DOMAIN, cloud, Date.now(), untranslated, signal, () => {});
    const orphans = whole.find(({ title }) => title.startsWith('In the tenant only'))?.facts ?? [];
    assert.ok(
      orphans.some(({ label }) => label === 'FIN-PC-07'),
      JSON.stringify(whole[0]),
    );
  });
});
