import assert from 'node:assert/strict';
import { graph, type Graph } from '../../src/core/entra/graph.ts';
import { anchorForms } from '../../src/core/entra/hybrid.ts';
import { untranslated } from '../../src/core/explain.ts';
import { utf8 } from '../../src/core/ldap/bytes.ts';
import { tenantFacts, tenantUsers, type TenantUser } from '../../src/core/ldap/hybrid/cloudUsers.ts';
import { compareSections, matchSections } from '../../src/core/ldap/hybrid/compareReport.ts';
import type { ReportSection } from '../../src/core/ldap/reports/report.ts';
import type { LdapSession } from '../../src/core/ldap/session.ts';
import { writeGuid } from '../../src/core/ldap/values/guid.ts';
import { DOMAIN } from '../servers/sambaAd.ts';
import { SUFFIX } from '../servers/slapd.ts';
import { ORIGIN, startSandbox } from '../unit/sandbox/testSandbox.ts';
import { asAdmin, asAdministrator, closeAll } from './opened.ts';
import { sambaAd, slapd } from './servers.ts';

const signal = new AbortController().signal;
const OU = `OU=Hybrid,${DOMAIN}`;
const value = (name: string, ...values: readonly string[]) => ({
  name,
  values: values.map((each) => utf8(each)),
});
const fact = (sections: readonly ReportSection[], title: string, label: string) =>
  sections.find((each) => each.title === title)?.facts.find((each) => each.label === label) ??
  assert.fail(`no ${label} in ${title}`);

/** Microsoft Graph of the sandbox tenant, whose people are partly synchronized. */
async function sandboxGraph(): Promise<Graph> {
  const sandbox = await startSandbox();
  const { clientId, clientSecret = '' } = sandbox.application('Identity Workbench');
  const { body } = await sandbox.post(`/${sandbox.contoso}/oauth2/v2.0/token`, {
    ...{ client_id: clientId, client_secret: clientSecret, grant_type: 'client_credentials' },
    scope: 'https://graph.microsoft.com/.default',
  });
  const fetch = (url: string | URL | Request, init?: RequestInit) =>
    sandbox.sandbox.fetch(new Request(url, init));
  return graph(fetch, `${ORIGIN}/graph`, () => Promise.resolve(String(body['access_token'])));
}

describe('Active Directory beside a tenant', () => {
  let session: LdapSession;
  let cloud: Graph;
  let synced: TenantUser;
  let cloudOnly: TenantUser;
  const add = (name: string, ...more: Parameters<LdapSession['add']>[1]) =>
    session.add(`CN=${name},${OU}`, [value('objectClass', 'user'), value('sAMAccountName', name), ...more]);
  before(async () => {
    [session, cloud] = await Promise.all([sambaAd().then(asAdministrator), sandboxGraph()]);
    const users = await tenantUsers(cloud, signal, () => {});
    const { domains } = await tenantFacts(cloud, signal);
    synced =
      users.find((user) => user.onPremisesSyncEnabled === true) ?? assert.fail('nobody is synchronized');
    cloudOnly =
      users.find(
        (user) =>
          user.onPremisesSyncEnabled !== true && domains.has(user.userPrincipalName.split('@')[1] ?? ''),
      ) ?? assert.fail('everybody is synchronized');
    await session.add(OU, [value('objectClass', 'organizationalUnit')]);
    const anchor = writeGuid(anchorForms(synced.onPremisesImmutableId ?? '').guid) ?? assert.fail();
    await add('anchored', value('userPrincipalName', synced.userPrincipalName), {
      name: 'mS-DS-ConsistencyGuid',
      values: [anchor],
    });
    await add('soft', value('userPrincipalName', cloudOnly.userPrincipalName));
    await add('local', value('userPrincipalName', 'local@ad.example.test'));
    await add('twin1', value('proxyAddresses', 'SMTP:twin@contoso.test'));
    await add('twin2', value('proxyAddresses', 'smtp:twin@contoso.test'));
  });
  after(closeAll);

  it('a user is matched by the anchor of mS-DS-ConsistencyGuid', async () => {
    const sections = await matchSections(session, `CN=anchored,${OU}`, cloud, untranslated, signal);
    const result = fact(sections, 'Result', 'Matched');
    assert.equal(result.value, synced.userPrincipalName);
    assert.match(result.meaning ?? '', /^by consistencyGuid/);
    assert.match(
      fact(sections, 'In the directory', 'mS-DS-ConsistencyGuid').value,
      new RegExp(`= ${(synced.onPremisesImmutableId ?? '').replaceAll(/[+/=]/g, String.raw`\$&`)}$`),
    );
  });

  it('a user with the name of a cloud-only user would match softly', async () => {
    const sections = await matchSections(session, `CN=soft,${OU}`, cloud, untranslated, signal);
    const result = fact(sections, 'Result', 'Would match softly');
    assert.equal(result.value, cloudOnly.userPrincipalName);
    assert.equal(result.isWarning, true);
  });

  it('a user nobody matches, with a suffix the tenant does not know', async () => {
    const sections = await matchSections(session, `CN=local,${OU}`, cloud, untranslated, signal);
    assert.equal(fact(sections, 'Result', 'On-premises only').value, 'nobody');
    assert.equal(fact(sections, 'Result', 'Suffix the tenant does not know').value, 'ad.example.test');
  });

  it('a whole unit compared: every class with its count, duplicates too', async () => {
    const steps: string[] = [];
    const sections = await compareSections(session, OU, cloud, untranslated, signal, (step) =>
      steps.push(step),
    );
    const counts = Object.fromEntries(
      sections[0]?.facts.map(({ label, value: count }) => [label, count]) ?? [],
    );
    assert.equal(counts['Matched'], '1');
    assert.equal(counts['Would match softly'], '1');
    assert.equal(counts['There twice'], '2');
    assert.equal(counts['Suffix the tenant does not know'], '1');
    assert.equal(counts['On-premises only'], '3');
    assert.equal(counts['In the cloud only, though synchronized'], '0');
    assert.ok(steps.includes('5 people of the directory'), steps.join('\n'));
  });

  it('ties to Entra ID found in the directory, and a connection point of another tenant', async () => {
    const services = `CN=Services,${session.server.configContext ?? ''}`;
    const configuration = `CN=Device Registration Configuration,${services}`;
    await session.add(configuration, [value('objectClass', 'container')]);
    await session.add(`CN=62a0ff2e-97b9-4513-943f-0d221bd30080,${configuration}`, [
      value('objectClass', 'serviceConnectionPoint'),
      value(
        'keywords',
        'azureADName:contoso.onmicrosoft.com',
        'azureADId:00000000-1111-2222-3333-444444444444',
      ),
    ]);
    await session.add(`CN=AZUREADSSOACC,CN=Computers,${DOMAIN}`, [
      value('objectClass', 'computer'),
      value('sAMAccountName', 'AZUREADSSOACC$'),
      value('servicePrincipalName', 'HOST/autologon.microsoftazuread-sso.com'),
    ]);
    await session.add(`CN=MSOL_0123456789ab,CN=Users,${DOMAIN}`, [
      value('objectClass', 'user'),
      value('sAMAccountName', 'MSOL_0123456789ab'),
      value('description', 'Account created by Microsoft Azure Active Directory Connect on computer SYNC1'),
    ]);
    const sections = await compareSections(session, OU, cloud, untranslated, signal, () => {});
    assert.match(fact(sections, 'Ties to Entra ID', 'Entra Connect Sync').value, /^CN=MSOL_/);
    assert.match(fact(sections, 'Ties to Entra ID', 'Seamless single sign-on').value, /^CN=AZUREADSSOACC/);
    assert.equal(fact(sections, 'Ties to Entra ID', 'azureADName').value, 'contoso.onmicrosoft.com');
    const ties = sections.find(({ title }) => title === 'Ties to Entra ID')?.facts ?? [];
    assert.ok(ties.some(({ meaning = '' }) => meaning.startsWith('Computers register with another tenant')));
    assert.ok(ties.some(({ label, isWarning }) => label === 'Encryption types' && isWarning === true));
    assert.ok(ties.some(({ label }) => label === 'Source anchor in mS-DS-ConsistencyGuid'));
  });

  it('ends when it is cancelled', async () => {
    const ending = new AbortController();
    const comparing = compareSections(session, OU, cloud, untranslated, ending.signal, () => ending.abort());
    await assert.rejects(comparing, { name: 'AbortError' });
  });
});

describe('OpenLDAP beside a tenant', () => {
  after(closeAll);

  it('people are matched by mail, since there is no anchor', async () => {
    const cloud = await sandboxGraph();
    const session = await asAdmin(await slapd());
    const users = await tenantUsers(cloud, signal, () => {});
    const { userPrincipalName } = users.find((user) => user.onPremisesSyncEnabled !== true) ?? assert.fail();
    const dn = `uid=hybrid,ou=people,${SUFFIX}`;
    await session.add(dn, [
      value('objectClass', 'inetOrgPerson'),
      value('cn', 'hybrid'),
      value('sn', 'hybrid'),
      value('mail', userPrincipalName),
    ]);
    const sections = await matchSections(session, dn, cloud, untranslated, signal);
    await session.delete(dn);
    assert.equal(fact(sections, 'Result', 'Would match softly').value, userPrincipalName);
  });
});
