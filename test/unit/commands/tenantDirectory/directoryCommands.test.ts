import assert from 'node:assert/strict';
import { anchorMatch } from '../../../../src/commands/tenantDirectory/anchorMatch.ts';
import { graphRead } from '../../../../src/commands/tenantDirectory/graphRead.ts';
import { guestInvite } from '../../../../src/commands/tenantDirectory/guestInvite.ts';
import { policyChangeState } from '../../../../src/commands/tenantDirectory/policyChangeState.ts';
import { policyExport, policyImport } from '../../../../src/commands/tenantDirectory/policyFiles.ts';
import { policyWhatIf } from '../../../../src/commands/tenantDirectory/policyWhatIf.ts';
import { riskSettle } from '../../../../src/commands/tenantDirectory/riskSettle.ts';
import { roleActivate } from '../../../../src/commands/tenantDirectory/roleActivate.ts';
import { signInFind } from '../../../../src/commands/tenantDirectory/signInFind.ts';
import { graph } from '../../../../src/core/entra/graph.ts';
import { IdentityError } from '../../../../src/core/errors.ts';
import { ORIGIN } from '../../sandbox/testSandbox.ts';
import { applicationBench } from '../application/applicationBench.ts';

const POLICIES = '/identity/conditionalAccess/policies';
const permission = 'any';

describe('commands of the directory, against the sandbox', () => {
  let bench: Awaited<ReturnType<typeof applicationBench>>;
  beforeEach(async () => {
    bench = await applicationBench();
  });
  const tenant = () => ({ tenant: bench.tenant.id });
  const policies = async () => (await bench.client.list(POLICIES, { permission })).values;
  const policyNamed = async (name: string) => (await policies()).find((each) => each['displayName'] === name);
  const idOf = async (name: string) => String((await policyNamed(name))?.['id']);
  /** Lets the notification after a change be answered. */
  const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

  it('reads any address of Graph, beta too', async () => {
    const deps = bench.deps([]);
    assert.ok(Array.isArray((await graphRead(deps)({ ...tenant(), path: '/domains' }))?.['value']));
    assert.match(deps.workbench.done[0]!, /^text json .*contoso\.sandbox\.test/s);
    const asked = bench.deps(['/beta/identity/b2cUserFlows']);
    assert.ok((await graphRead(asked)(tenant()))?.['value']);
  });

  it('invites a guest, who is pending, once', async () => {
    const deps = bench.deps(['Send no mail, only make the account', 'Invite', undefined]);
    await guestInvite(deps)({ ...tenant(), email: 'new@partner.test' });
    await settled();
    const filter = "/users?$filter=mail eq 'new@partner.test'&$select=id,userType,externalUserState";
    const [guest] = (await bench.client.list(filter, { permission })).values;
    assert.deepEqual([guest?.['userType'], guest?.['externalUserState']], ['Guest', 'PendingAcceptance']);
    assert.deepEqual(bench.refreshed, ['identity.tenants']);
    const again = bench.deps(['Send no mail, only make the account', 'Invite']);
    await assert.rejects(guestInvite(again)({ ...tenant(), email: 'new@partner.test' }), (error) =>
      IdentityError.is(error, 'graph.refused'),
    );
  });

  it('exports a policy, and imports it as report-only, with undo', async () => {
    const out = bench.deps([]);
    const id = await idOf('Block legacy authentication');
    await policyExport(out)({ ...tenant(), id });
    const source = out.workbench.done[0]!.replace('text json ', '').replace(
      'Block legacy',
      'Imported: block legacy',
    );
    const kept = bench.deps(['Import', undefined]);
    await policyImport(kept)({ ...tenant(), source });
    await settled();
    const imported = await policyNamed('Imported: block legacy authentication');
    assert.equal(imported?.['state'], 'enabledForReportingButNotEnforced');
    assert.notEqual(imported['id'], id);
    const undone = bench.deps(['Import', 'Undo'], { file: source.replace('Imported', 'Undone') });
    await policyImport(undone)(tenant());
    await settled();
    assert.equal(await policyNamed('Undone: block legacy authentication'), undefined);
    const dismissed = bench.deps([undefined]);
    const count = (await policies()).length;
    await policyImport(dismissed)({ ...tenant(), source });
    assert.equal((await policies()).length, count);
  });

  it('imports a named location too', async () => {
    const path = '/identity/conditionalAccess/namedLocations';
    const [place] = (await bench.client.list(path, { permission })).values;
    const source = JSON.stringify({ ...place, displayName: 'Copied' });
    await policyImport(bench.deps(['Import', undefined]))({ ...tenant(), source });
    const names = (await bench.client.list(path, { permission })).values.map((each) => each['displayName']);
    assert.deepEqual(names, ['Countries we work in', 'Offices', 'Copied']);
  });

  it('switches a policy, and warns before it locks everybody out', async () => {
    const id = await idOf('Only from countries we work in');
    const deps = bench.deps(['On', 'Change', undefined]);
    await policyChangeState(deps)({ ...tenant(), id });
    await settled();
    assert.match(deps.prompt.asked[1]!, /blocks everybody from everything/);
    assert.equal((await policyNamed('Only from countries we work in'))?.['state'], 'enabled');
  });

  it('asks what if, and says which policies apply and why others do not', async () => {
    const deps = bench.deps([
      'Grace Hopper',
      'Contoso Web',
      'Browser',
      'windows',
      'CH',
      'Require MFA for administrators',
    ]);
    await policyWhatIf(deps)(tenant());
    assert.equal(deps.prompt.asked.at(-1), '1 of 6 policies apply');
    assert.match(deps.workbench.done[0]!, /"policyApplies": true/);
  });

  it('dismisses a risk, and confirms an account as compromised', async () => {
    const [user] = (await bench.client.list('/identityProtection/riskyUsers', { permission })).values;
    const target = { ...tenant(), id: String(user?.['id']), name: 'Katherine' };
    await riskSettle(bench.deps(['Dismiss', undefined]), 'dismiss')(target);
    const stateOf = async () =>
      (await bench.client.get(`/identityProtection/riskyUsers/${target.id}`, { permission }))['riskState'];
    assert.equal(await stateOf(), 'dismissed');
    await riskSettle(bench.deps(['Confirm', undefined]), 'confirmCompromised')(target);
    assert.equal(await stateOf(), 'confirmedCompromised');
  });

  it('finds the log row of a failed sign-in by the error that names its correlation id', async () => {
    const { clientId } = bench.sandbox.application('Contoso Web');
    const answer = await bench.signIn(clientId, 'wrong');
    const description = String(answer.body['error_description']);
    const deps = bench.deps([description, 'Contoso Web']);
    await signInFind(deps)(tenant());
    assert.match(deps.workbench.done[0]!, /"errorCode": 7000215/);
    const none = bench.deps([`The log of Contoso Sandbox`]);
    await signInFind({ ...none, prompt: { ...none.prompt, tell: (text) => Promise.resolve(text) } })({
      ...tenant(),
      correlationId: '00000000-0000-0000-0000-000000000000',
    });
    assert.deepEqual(none.workbench.done, []);
  });

  it('matches an objectGUID with its cloud user, and copies any form of it', async () => {
    const anchor = '01234567-89ab-cdef-0123-456789abcdef';
    const copied = bench.deps(['Z0UjAauJ780BI0VniavN7w==']);
    await anchorMatch(copied)({ anchor });
    assert.equal(copied.workbench.clipboardText, 'Z0UjAauJ780BI0VniavN7w==');
    const found = bench.deps(['Find the cloud user with this anchor…', 'Show']);
    await anchorMatch(found)({ ...tenant(), anchor });
    assert.match(found.workbench.done[0]!, /grace@contoso\.sandbox\.test/);
  });

  describe('activating a role', () => {
    /** Graph as a person, by the password grant of the sandbox. */
    async function personal(name: string) {
      const { sandbox } = bench;
      const { clientId } = sandbox.application('Contoso Desktop');
      const scopes =
        'RoleEligibilitySchedule.Read.Directory RoleAssignmentSchedule.ReadWrite.Directory User.Read ' +
        'PrivilegedEligibilitySchedule.Read.AzureADGroup PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup';
      const [client] = (
        await bench.client.list(`/servicePrincipals?$filter=appId eq '${clientId}'`, { permission })
      ).values;
      const [api] = (
        await bench.client.list(`/servicePrincipals?$filter=displayName eq 'Microsoft Graph'`, { permission })
      ).values;
      const grants = (await bench.client.list('/oauth2PermissionGrants', { permission })).values;
      const grant = grants.find(
        (each) => each['clientId'] === client?.['id'] && each['resourceId'] === api?.['id'],
      );
      await bench.client.write(
        {
          method: 'PATCH',
          path: `/oauth2PermissionGrants/${String(grant?.['id'])}`,
          body: { scope: `${String(grant?.['scope'])} ${scopes}` },
        },
        { permission },
      );
      const user = sandbox.sandbox.describe().users.find((each) => each.userPrincipalName.startsWith(name))!;
      const { body } = await sandbox.post(`/${sandbox.contoso}/oauth2/v2.0/token`, {
        grant_type: 'password',
        client_id: clientId,
        username: user.userPrincipalName,
        password: user.password,
        scope: scopes,
      });
      assert.ok(body['access_token'], JSON.stringify(body));
      return graph(
        (url, init) => sandbox.sandbox.fetch(new Request(url, init)),
        `${ORIGIN}/graph`,
        () => Promise.resolve(String(body['access_token'])),
      );
    }
    const active = async () =>
      (await bench.client.list('/roleManagement/directory/roleAssignmentScheduleInstances', { permission }))
        .values;

    it('needs a justification, lasts as long as it was asked for, and then ends', async () => {
      const mine = await personal('alan');
      const deps = {
        ...bench.deps([
          'Directory role',
          'Application Administrator',
          'Ticket 4711',
          '1 hours',
          'Activate',
          undefined,
        ]),
        graph: () => mine,
      };
      await roleActivate(deps)(tenant());
      const activated = (await active()).filter((each) => each['assignmentType'] === 'Activated');
      assert.equal(activated.length, 1);
      bench.sandbox.clock.time += 61 * 60_000;
      assert.equal((await active()).filter((each) => each['assignmentType'] === 'Activated').length, 0);
    });

    it('makes a member of a group for a time, of one that the person is eligible for', async () => {
      const mine = await personal('alan');
      const members = async () => {
        const [group] = (
          await bench.client.list("/groups?$filter=displayName eq 'Tasks Administrators'", { permission })
        ).values;
        const { values } = await bench.client.list(`/groups/${String(group?.['id'])}/members`, {
          permission,
        });
        return values.map((each) => each['displayName']);
      };
      const answers = [
        'Membership of a group',
        'Tasks Administrators',
        'Ticket 4712',
        '1 hours',
        'Activate',
        undefined,
      ];
      assert.ok(!(await members()).includes('Alan Turing'));
      await roleActivate({ ...bench.deps(answers), graph: () => mine })(tenant());
      assert.ok((await members()).includes('Alan Turing'));
      bench.sandbox.clock.time += 61 * 60_000;
      assert.ok(!(await members()).includes('Alan Turing'));
      const again = await personal('alan');
      const named = async (path: string) =>
        String((await bench.client.list(path, { permission })).values[0]?.['id']);
      const target = {
        ...tenant(),
        groupId: await named("/groups?$filter=displayName eq 'Break Glass'"),
        principalId: await named("/users?$filter=displayName eq 'Alan Turing'"),
        justification: 'x',
        duration: 'PT1H',
      };
      await assert.rejects(
        roleActivate({ ...bench.deps(['Activate']), graph: () => again })(target),
        (error) => IdentityError.is(error, 'graph.notFound'),
      );
    });

    it('is refused beyond what the policy allows, and to an application', async () => {
      const mine = await personal('alan');
      const [role] = (
        await mine.list(
          "/roleManagement/directory/roleEligibilityScheduleInstances/filterByCurrentUser(on='principal')",
          {
            permission,
          },
        )
      ).values;
      const target = {
        ...tenant(),
        roleDefinitionId: String(role?.['roleDefinitionId']),
        principalId: String(role?.['principalId']),
        justification: 'why not',
        duration: 'PT10H',
      };
      const asked = () => ({ ...bench.deps(['Activate']), graph: () => mine });
      await assert.rejects(roleActivate(asked())(target), (error) => {
        assert.ok(IdentityError.is(error, 'graph.refused'));
        assert.match(String(error.data.reason), /ExpirationRule/);
        return true;
      });
      await assert.rejects(roleActivate(bench.deps(['Activate']))({ ...target, duration: 'PT1H' }), (error) =>
        IdentityError.is(error, 'graph.forbidden'),
      );
    });
  });
});
