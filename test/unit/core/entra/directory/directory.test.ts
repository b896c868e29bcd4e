import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { arm } from '../../../../../src/core/entra/arm.ts';
import type { DirectoryItem } from '../../../../../src/core/entra/directory/branch.ts';
import { directory } from '../../../../../src/core/entra/directory/directory.ts';
import { needsTable } from '../../../../../src/core/entra/directory/needs.ts';
import { IdentityError } from '../../../../../src/core/errors.ts';
import { below, sandboxDirectory, titleOf, type SandboxDirectory } from './sandboxDirectory.ts';

/** What the application of the sandbox may not read, because it takes a person. */
const FOR_PEOPLE = ['Directory synchronization', 'Roles you may activate'];

describe('the directory of a tenant, in the sandbox', () => {
  let contoso: SandboxDirectory;
  before(async () => {
    contoso = await sandboxDirectory();
  });

  it('has something in every branch, three levels down, with ids that differ among siblings', async () => {
    const visit = async (items: readonly DirectoryItem[], depth: number): Promise<void> => {
      const ids = items.map(({ id }) => id);
      assert.deepEqual(ids, [...new Set(ids)], ids.join(' '));
      for (const item of items.slice(0, 6)) {
        assert.notEqual(titleOf(item), '');
        if (FOR_PEOPLE.includes(titleOf(item)) || depth === 0) continue;
        const inside = await below(item, contoso.reader);
        if (!('label' in item) && depth > 2) assert.notEqual(inside.length, 0, item.title);
        await visit(inside, depth - 1);
      }
    };
    await visit(directory, 4);
  });

  it('tells the organization, its domains and how their users sign in, and licences', async () => {
    const organization = await contoso.told('Overview', 'Organization');
    assert.ok(organization.includes('Name: Contoso Sandbox'));
    assert.ok(organization.some((each) => /^Synchronized from on-premises: yes, last \d{4}/.test(each)));
    assert.deepEqual(await contoso.told('Overview', 'Domains'), [
      'contoso.sandbox.test: managed · default',
      'corp.contoso.sandbox.test: federated',
    ]);
    const federation = await contoso.told('Overview', 'Domains', 'corp.contoso.sandbox.test', 'Federation');
    assert.ok(federation.includes('Sign-in address: https://fs.corp.contoso.sandbox.test/adfs/ls/'));
    const licences = await contoso.told('Overview', 'Licences');
    assert.ok(licences.includes('SPE_E5: 2 of 25 used'));
  });

  it('tells where a synchronized user comes from', async () => {
    const facts = await contoso.told('Users', 'Grace Hopper', 'Details');
    assert.ok(facts.includes('Immutable ID: Z0UjAauJ780BI0VniavN7w=='));
    assert.ok(facts.some((each) => each.startsWith('On-premises name: CN=Grace Hopper')));
  });

  it('tells members of groups, nested ones too, and the rule of a dynamic group', async () => {
    const direct = await contoso.told('Groups', 'Engineering', 'Members');
    const all = await contoso.told('Groups', 'Engineering', 'Members, nested ones too');
    assert.ok(!direct.some((each) => each.startsWith('Ada')));
    assert.ok(all.some((each) => each.startsWith('Ada')));
    const dynamic = await contoso.told('Groups', 'Engineering Department');
    assert.ok(dynamic.some((each) => each.startsWith('Dynamic rule: (user.department -eq "Engineering")')));
  });

  it('tells enterprise applications and managed identities apart', async () => {
    const identities = (await contoso.find('Managed identities')).map(titleOf);
    assert.deepEqual(identities.toSorted(), ['contoso-shared', 'contoso-web']);
    const applications = (await contoso.find('Enterprise applications')).map(titleOf);
    assert.ok(applications.includes('Microsoft Graph') && !applications.includes('contoso-shared'));
  });

  it('tells how devices belong to the tenant, and whose they are', async () => {
    const devices = await contoso.told('Devices');
    assert.ok(devices.some((each) => each.startsWith('FIN-PC-07: hybrid joined · Windows · not compliant')));
    assert.ok(devices.some((each) => each.startsWith('Graces iPhone: registered')));
    assert.deepEqual(await contoso.told('Devices', 'ADA-LAPTOP', 'Owners'), [
      'Ada Lovelace: ada@contoso.sandbox.test',
    ]);
    assert.equal((await contoso.find('Users', 'Ada Lovelace', 'Devices')).length, 1);
  });

  it('tells who may activate which role, and who holds one', async () => {
    const eligible = await contoso.told('Roles', 'Eligible assignments');
    assert.ok(eligible.includes('Application Administrator: Alan Turing · permanent'));
    const active = await contoso.told('Roles', 'Active assignments');
    assert.ok(active.includes('Global Administrator: Ada Lovelace · permanent'));
  });

  it('tells who may become a member of a group', async () => {
    const path = ['Groups', 'Tasks Administrators', 'Eligible with PIM'] as const;
    assert.deepEqual(await contoso.told(...path), ['Alan Turing: member · permanent']);
  });

  it('reads policies in plain words, with names instead of ids, and doubts', async () => {
    const policy = await contoso.told('Conditional Access', 'Policies', 'Require MFA for administrators');
    assert.deepEqual(policy, [
      'On: it is enforced.',
      'For the role Global Administrator, the role Application Administrator, except the group Break Glass.',
      'Opening every application.',
      'Then require multifactor authentication.',
    ]);
    const countries = await contoso.told('Conditional Access', 'Policies', 'Only from countries we work in');
    assert.ok(countries.includes('From anywhere, except Countries we work in.'));
    assert.ok(countries.some((each) => each.startsWith('It blocks everybody from everything')));
    const advice = await contoso.told('Conditional Access', 'Advice');
    assert.ok(advice.some((each) => each.startsWith('No policy blocks the device code flow')));
    assert.ok(!advice.some((each) => each.startsWith('No policy blocks legacy')));
    assert.deepEqual((await contoso.told('Conditional Access', 'Named locations')).length, 2);
  });

  it('tells who is at risk and why', async () => {
    const users = await contoso.told('Identity Protection', 'Risky users');
    assert.ok(users.some((each) => each.startsWith('Katherine Johnson: high · at risk')));
    const why = await contoso.told('Identity Protection', 'Risky users', 'Katherine Johnson', 'Detections');
    assert.ok(why.some((each) => each.startsWith('Leaked credentials')));
  });

  it('tells guests, partners, user flows and identity providers', async () => {
    assert.deepEqual(await contoso.told('Guests (B2B)', 'Guests'), [
      'Pat Fabri: pat@fabrikam.sandbox.test · Accepted',
    ]);
    assert.match((await contoso.told('Guests (B2B)', 'Other organizations'))[0] ?? '', /trusts MFA/);
    assert.equal((await contoso.find('External identities', 'User flows (External ID)')).length, 1);
    assert.ok(
      (await contoso.told('External identities', 'User flows (Azure AD B2C)')).includes(
        'B2C_1_SignUpSignIn: sign up or sign in · version 3',
      ),
    );
    assert.equal((await contoso.find('External identities', 'Identity providers')).length, 2);
  });

  it('tells sign-ins, and those that failed with their number', async () => {
    const { clientId } = contoso.sandbox.application('Contoso Nightly Job');
    await contoso.sandbox.post(`/${contoso.sandbox.contoso}/oauth2/v2.0/token`, {
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: 'wrong',
      scope: 'https://graph.microsoft.com/.default',
    });
    const rows = await contoso.told('Logs', 'Sign-ins');
    assert.ok(
      rows.some((each) => /^Contoso Nightly Job: AADSTS7000215/.test(each)),
      rows[0],
    );
    assert.ok(rows.some((each) => /^Identity Workbench: succeeded/.test(each)));
  });

  it('tells Azure subscriptions, and the role assignments at each scope and of a principal', async () => {
    assert.deepEqual((await contoso.find('Azure subscriptions')).map(titleOf), [
      'Contoso Production',
      'Contoso Test',
    ]);
    const at = await contoso.told('Azure subscriptions', 'Contoso Production', 'Role assignments');
    assert.deepEqual(at, ['Owner: Ada Lovelace', 'Contributor: Platform Team', 'Reader: Identity Workbench']);
    const group = await contoso.told(
      'Azure subscriptions',
      'Contoso Production',
      'Resource groups',
      'contoso',
      'Role assignments',
    );
    assert.ok(group.includes('Contributor: Grace Hopper'));
    const alan = await contoso.told('Users', 'Alan Turing', 'Azure roles', 'Contoso Production');
    assert.deepEqual(alan, ['Contributor: Platform Team']);
    assert.deepEqual(await contoso.told('Users', 'Alan Turing', 'Azure roles', 'Contoso Test'), [
      'Owner: Alan Turing',
    ]);
  });

  it('waits when Graph or Azure asks to slow down, and then tells the same', async () => {
    const { control } = contoso.sandbox.sandbox;
    for (const endpoint of ['graph', 'arm'] as const)
      control.inject({ fault: 'throttled', endpoint, times: 1, value: 0 });
    assert.equal((await contoso.find('Devices')).length, 4);
    assert.equal((await contoso.find('Azure subscriptions')).length, 2);
    assert.deepEqual(control.faults(), []);
    control.inject({ fault: 'serverError', endpoint: 'arm', times: 1 });
    await assert.rejects(contoso.find('Azure subscriptions'), (error) =>
      IdentityError.is(error, 'arm.failed'),
    );
  });

  it('follows pages of Azure, and no link to another server', async () => {
    const asked: string[] = [];
    const azure = (next: string) =>
      arm(
        (url) => {
          asked.push(String(url));
          return Promise.resolve(Response.json({ value: [{ id: String(asked.length) }], nextLink: next }));
        },
        'https://management.test/',
        () => Promise.resolve('token'),
      );
    const options = { permission: 'Reader' };
    const own = 'https://management.test/subscriptions?$skiptoken=2';
    const first = await azure(own).list('/subscriptions?api-version=1', options);
    await azure(own).list(first.next!, options);
    assert.deepEqual(asked, ['https://management.test/subscriptions?api-version=1', own]);
    const foreign = await azure('https://management.test.evil.test/x').list('/subscriptions?a=1', options);
    await assert.rejects(azure('').list(foreign.next!, options), (error) =>
      IdentityError.is(error, 'arm.badAnswer'),
    );
  });

  it('says which permission is missing, branch by branch, to an application that has few', async () => {
    const poor = await sandboxDirectory('Contoso Nightly Job');
    const missing = async (item: DirectoryItem): Promise<readonly (readonly [string, string])[]> => {
      if ('branches' in item) return (await Promise.all(item.branches.map(missing))).flat();
      if ('label' in item) return [];
      try {
        await item.load(poor.reader);
        return [];
      } catch (error) {
        if (IdentityError.is(error, 'graph.forbidden')) return [[item.id, String(error.data.permission)]];
        if (IdentityError.is(error, 'arm.forbidden')) return [[item.id, String(error.data.permission)]];
        throw error;
      }
    };
    const all = Object.fromEntries((await Promise.all(directory.map(missing))).flat());
    assert.equal(all['users'], undefined);
    assert.equal(all['devices'], 'Device.Read.All');
    assert.equal(all['policies'], 'Policy.Read.ConditionalAccess');
    assert.equal(all['riskyUsers'], 'IdentityRiskyUser.Read.All');
    assert.equal(all['signIns'], 'AuditLog.Read.All');
    assert.ok(Object.keys(all).length >= 18, Object.keys(all).join(' '));
  });
});

describe('the permissions of docs/ENTRA.md', () => {
  it('are those that branches ask for', async () => {
    const docs = await readFile('docs/ENTRA.md', 'utf8');
    const cells = docs.split('\n').map((line) =>
      line
        .split('|')
        .map((cell) => cell.trim())
        .filter(Boolean),
    );
    for (const row of needsTable())
      assert.ok(
        cells.some((found) => row.every((cell, index) => found[index] === cell)),
        `docs/ENTRA.md lacks: | ${row.join(' | ')} |`,
      );
  });
});
