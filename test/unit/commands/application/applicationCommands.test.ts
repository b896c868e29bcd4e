import assert from 'node:assert/strict';
import { findApplication } from '../../../../src/core/entra/application.ts';
import { readProperties } from '../../../../src/core/entra/applicationProperties.ts';
import { applicationAddCertificate } from '../../../../src/commands/application/applicationCertificate.ts';
import { applicationChangeSetting } from '../../../../src/commands/application/applicationChangeSetting.ts';
import { applicationClone } from '../../../../src/commands/application/applicationClone.ts';
import { applicationCreate } from '../../../../src/commands/application/applicationCreate.ts';
import {
  applicationAddRole,
  applicationAddScope,
  applicationToggleEntitlement,
} from '../../../../src/commands/application/applicationEntitlement.ts';
import {
  applicationAddFederatedCredential,
  applicationTestFederatedCredential,
} from '../../../../src/commands/application/applicationFederatedCredential.ts';
import { applicationAddIdentifierUri } from '../../../../src/commands/application/applicationIdentifierUri.ts';
import {
  applicationDelete,
  applicationDeletePermanently,
  applicationRename,
  applicationRestore,
} from '../../../../src/commands/application/applicationLifecycle.ts';
import {
  applicationCompareManifest,
  applicationEditManifest,
  saveManifest,
} from '../../../../src/commands/application/applicationManifest.ts';
import { applicationAddOwner } from '../../../../src/commands/application/applicationOwner.ts';
import {
  applicationCopyValue,
  applicationRemoveValue,
} from '../../../../src/commands/application/applicationPart.ts';
import {
  applicationAddPermission,
  applicationGrantConsent,
} from '../../../../src/commands/application/applicationPermission.ts';
import { applicationEditValue } from '../../../../src/commands/application/applicationEditValue.ts';
import { applicationAddRedirectUri } from '../../../../src/commands/application/applicationRedirectUri.ts';
import {
  applicationAddSecret,
  applicationRotateSecret,
} from '../../../../src/commands/application/applicationSecret.ts';
import {
  applicationPin,
  applicationsSearch,
} from '../../../../src/commands/application/applicationsQuery.ts';
import { readManifest } from '../../../../src/core/entra/applicationManifest.ts';
import { readConsent } from '../../../../src/core/entra/consent.ts';
import { readFederatedCredentials } from '../../../../src/core/entra/parts/federatedCredentials.ts';
import { IdentityError } from '../../../../src/core/errors.ts';
import type { Answer } from '../../../support/scriptedPrompt.ts';
import { applicationBench } from './applicationBench.ts';

const WEB = 'Contoso Web';
const API = 'Contoso Tasks API';

describe('app registration commands, against the sandbox', () => {
  let bench: Awaited<ReturnType<typeof applicationBench>>;
  beforeEach(async () => {
    bench = await applicationBench();
  });

  const read = async (name: string) => (await findApplication(bench.client, bench.target(name).clientId))!;
  const properties = async (name: string) => readProperties((await read(name)).resource);
  /** Undo is offered after the command returned. */
  const settled = () => bench.settled();

  it('creates an application for what is built, service principal included', async () => {
    const deps = bench.deps([
      'Single-page application',
      'Shop',
      'http://localhost:5173',
      'Create',
      undefined,
    ]);
    const made = await applicationCreate(deps)({ tenant: bench.tenant.id });
    const application = await findApplication(bench.client, made!.clientId);
    assert.deepEqual(application!.redirectUris.spa, ['http://localhost:5173']);
    await bench.client.get(`/servicePrincipals(appId='${made!.clientId}')`, { permission: '' });
    assert.ok(bench.refreshed.includes('identity.applications'));
  });

  it('takes back what was created when the steps after it fail', async () => {
    const failing = (answers: readonly Answer[]) => {
      const deps = bench.deps(answers);
      const client = {
        ...bench.client,
        write: (...[write, options]: Parameters<typeof bench.client.write>) =>
          write.path === '/servicePrincipals'
            ? Promise.reject(new IdentityError('application.unknown', { clientId: 'x' }))
            : bench.client.write(write, options),
      };
      return { ...deps, graph: () => client };
    };
    const tenant = { tenant: bench.tenant.id };
    const created = failing(['Daemon or service', 'Job', 'Create', 'Undo']);
    const cloned = failing(['Twin', 'Create', 'Undo']);
    const made = [
      await applicationCreate(created)(tenant),
      await applicationClone(cloned)(bench.target(WEB)),
    ];
    await settled();
    for (const [deps, target] of [[created, made[0]] as const, [cloned, made[1]] as const]) {
      assert.match(deps.prompt.asked.at(-1) ?? '', /What comes after it failed: /);
      assert.equal(await findApplication(bench.client, target!.clientId), undefined);
    }
    const kept = failing(['Daemon or service', 'Job', 'Create', undefined]);
    const target = await applicationCreate(kept)(tenant);
    assert.ok((await findApplication(bench.client, target!.clientId)) !== undefined);
  });

  it('changes nothing unless the preview is confirmed', async () => {
    const before = bench.sandbox.sandbox.describe().applications.length;
    const deps = bench.deps(['Daemon or service', 'Job', undefined]);
    assert.equal(await applicationCreate(deps)({ tenant: bench.tenant.id }), undefined);
    assert.equal(bench.sandbox.sandbox.describe().applications.length, before);
  });

  it('renames, and takes it back', async () => {
    await applicationRename(bench.deps(['Store', 'Rename', 'Undo']))(bench.target(WEB));
    await settled();
    assert.equal((await read(WEB)).name, WEB);
    await applicationRename(bench.deps(['Store', 'Rename', undefined]))(bench.target(WEB));
    assert.equal((await read(WEB)).name, 'Store');
  });

  it('deletes once the name is typed, restores, and deletes for good', async () => {
    const { clientId } = bench.target(WEB);
    const gone = async () => (await findApplication(bench.client, clientId)) === undefined;
    await applicationDelete(bench.deps([undefined]))(bench.target(WEB));
    assert.equal(await gone(), false);
    await applicationDelete(bench.deps([WEB, undefined]))(bench.target(WEB));
    assert.equal(await gone(), true);
    await applicationRestore(bench.deps([WEB, 'Restore', undefined]))({ tenant: bench.tenant.id });
    assert.equal(await gone(), false);
    await applicationDelete(bench.deps([WEB, undefined]))(bench.target(WEB));
    await applicationDeletePermanently(bench.deps([WEB, WEB, undefined]))({ tenant: bench.tenant.id });
    await applicationRestore(bench.deps([undefined]))({ tenant: bench.tenant.id });
    assert.equal(await gone(), true);
  });

  it('adds, edits and removes redirect URIs', async () => {
    await applicationAddRedirectUri(bench.deps(['Web', 'https://shop.test/cb', 'Add', undefined]))(
      bench.target(WEB),
    );
    const key = 'web https://shop.test/cb';
    const part = { ...bench.target(WEB), part: 'redirectUri', key } as const;
    await applicationEditValue(bench.deps(['https://shop.test/callback', 'Change', undefined]))(part);
    assert.ok((await read(WEB)).redirectUris.web.includes('https://shop.test/callback'));
    const edited = { ...part, key: 'web https://shop.test/callback' };
    await applicationRemoveValue(bench.deps(['Remove', 'Undo']))(edited);
    await settled();
    assert.ok((await read(WEB)).redirectUris.web.includes('https://shop.test/callback'));
    await applicationRemoveValue(bench.deps(['Remove', undefined]))(edited);
    assert.equal((await read(WEB)).redirectUris.web.includes('https://shop.test/callback'), false);
  });

  it('hands a new secret to secret storage, clipboard or a file, and it signs in', async () => {
    const { clientId } = bench.target(WEB);
    const stored = bench.deps(['ci', '90 days', 'Secret storage', 'Add', undefined]);
    await applicationAddSecret(stored)(bench.target(WEB));
    const [row] = await stored.credentials.list({ tenant: bench.tenant, clientId });
    const { value } = await stored.credentials.get(row!.id, bench.tenant);
    assert.equal((await bench.signIn(clientId, value.kind === 'secret' ? value.secret : '')).status, 200);
    const copied = bench.deps(['ci', '90 days', 'Clipboard', 'Add', undefined]);
    await applicationAddSecret(copied)(bench.target(WEB));
    assert.equal((await bench.signIn(clientId, copied.workbench.clipboardText)).status, 200);
    const file = bench.deps(['ci', '90 days', 'A file', 'Add', undefined]);
    await applicationAddSecret(file)(bench.target(WEB));
    assert.match(
      file.workbench.done[0]!,
      /^save \.env AZURE_TENANT_ID=.+\nAZURE_CLIENT_ID=.+\nAZURE_CLIENT_SECRET=.+\n$/,
    );
    assert.equal((await properties(WEB)).secrets.length, 4);
  });

  it('rotates a secret and removes the old one when told', async () => {
    const [old] = (await properties(WEB)).secrets;
    const deps = bench.deps(['Clipboard', 'Add', undefined, 'Remove Old Secret']);
    await applicationRotateSecret(deps)({ ...bench.target(WEB), part: 'secret', key: old!.keyId });
    await settled();
    const now = (await properties(WEB)).secrets;
    assert.equal(now.length, 1);
    assert.notEqual(now[0]!.keyId, old!.keyId);
    assert.equal(now[0]!.name, old!.name);
  });

  it('makes a key pair here, keeps its private key and registers the certificate', async () => {
    const deps = bench.deps(['Make a key pair here', 'Add', undefined]);
    await applicationAddCertificate(deps)(bench.target(WEB));
    const [certificate] = (await properties(WEB)).certificates;
    assert.match(certificate!.thumbprint!, /^[0-9A-F]{40}$/);
    const [row] = await deps.credentials.list();
    assert.equal(row!.kind, 'certificate');
    const key = certificate!.keyId;
    await applicationRemoveValue(bench.deps([certificate!.name, undefined]))({
      ...bench.target(WEB),
      part: 'certificate',
      key,
    });
    assert.deepEqual((await properties(WEB)).certificates, []);
  });

  it('refuses a file that holds no certificate', async () => {
    for (const file of ['hello', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----']) {
      const deps = bench.deps(['Choose a certificate file'], { file });
      await assert.rejects(applicationAddCertificate(deps)(bench.target(WEB)), (error) =>
        IdentityError.is(error, 'certificate.unreadable'),
      );
    }
  });

  it('trusts GitHub Actions, and names the field in which a token differs', async () => {
    const deps = bench.deps([
      'GitHub Actions: a branch',
      'contoso/web',
      'main',
      'web-main',
      'Add',
      undefined,
    ]);
    await applicationAddFederatedCredential(deps)(bench.target(WEB));
    const [credential] = await readFederatedCredentials(bench.client, bench.target(WEB).clientId);
    assert.equal(credential!.subject, 'repo:contoso/web:ref:refs/heads/main');
    const token = (sub: string) =>
      [
        '{"alg":"none"}',
        JSON.stringify({ iss: credential!.issuer, sub, aud: 'api://AzureADTokenExchange' }),
        '',
      ]
        .map((part) => Buffer.from(part).toString('base64url'))
        .join('.');
    const test = (sub: string) =>
      applicationTestFederatedCredential(bench.deps([undefined]))({
        ...bench.target(WEB),
        token: token(sub),
      });
    assert.deepEqual(await test(credential!.subject), []);
    assert.deepEqual(
      (await test('repo:Contoso/web:ref:refs/heads/main'))!.map(({ field, kind }) => `${field} ${kind}`),
      ['subject case'],
    );
  });

  it('changes settings', async () => {
    const deps = bench.deps(['Public client flows', 'On', 'Change', undefined]);
    await applicationChangeSetting(deps)(bench.target(WEB));
    assert.equal((await read(WEB)).allowsPublicClient, true);
  });

  it('adds an application ID URI, a scope and an app role, disables and removes them', async () => {
    await applicationAddIdentifierUri(bench.deps([`api://${bench.target(WEB).clientId}`, 'Add', undefined]))(
      bench.target(WEB),
    );
    await applicationAddScope(
      bench.deps(['Files.Read', 'Users and administrators', 'Read files', 'Add', undefined]),
    )(bench.target(WEB));
    await applicationAddRole(bench.deps(['Files.Admin', 'Applications', 'Manage files', 'Add', undefined]))(
      bench.target(WEB),
    );
    const { scopes, roles } = await properties(WEB);
    const scope = { ...bench.target(WEB), part: 'scope', key: scopes[0]!.id } as const;
    await applicationToggleEntitlement(bench.deps(['Disable', undefined]))(scope);
    assert.equal((await properties(WEB)).scopes[0]!.isEnabled, false);
    await applicationRemoveValue(bench.deps(['Remove', undefined]))(scope);
    await applicationRemoveValue(bench.deps(['Remove', 'Undo']))({
      ...bench.target(WEB),
      part: 'role',
      key: roles[0]!.id,
    });
    await settled();
    assert.equal((await properties(WEB)).scopes.length, 0);
    assert.equal((await properties(WEB)).roles[0]!.value, 'Files.Admin');
  });

  it('takes back a scope that was just added, though Graph keeps enabled ones', async () => {
    const before = (await properties(API)).scopes.length;
    await applicationAddScope(bench.deps(['X.Y', 'Administrators only', 'X', 'Add', 'Undo']))(
      bench.target(API),
    );
    await settled();
    assert.equal((await properties(API)).scopes.length, before);
  });

  it('asks for a permission and grants it for everybody', async () => {
    const add = bench.deps(['Microsoft Graph', '+Mail.Read (delegated)', 'Add', undefined]);
    await applicationAddPermission(add)(bench.target(WEB));
    const { clientId } = bench.target(WEB);
    const missing = async () =>
      (await readConsent(bench.client, clientId, (await properties(WEB)).requested))
        .filter(({ state }) => state !== 'granted')
        .map(({ value }) => value);
    assert.deepEqual(await missing(), ['Mail.Read']);
    await applicationGrantConsent(bench.deps(['Grant', undefined]))(bench.target(WEB));
    assert.deepEqual(await missing(), []);
    await applicationGrantConsent(bench.deps([undefined]))(bench.target(WEB));
  });

  it('adds an owner found by name', async () => {
    await applicationAddOwner(bench.deps(['alan', 'Alan Turing', 'Add', undefined]))(bench.target(WEB));
    const copy = bench.deps(['Owners', 'Alan Turing']);
    await applicationCopyValue(copy)(bench.target(WEB));
    assert.equal(copy.workbench.clipboardText, 'alan@contoso.sandbox.test');
  });

  it('finds principals by address and by id as well', async () => {
    const [alan] = (
      await bench.client.list("/users?$filter=displayName eq 'Alan Turing'", { permission: '' })
    ).values;
    const { clientId } = bench.target('Contoso Nightly Job');
    const principal = await bench.client.get(`/servicePrincipals(appId='${clientId}')`, { permission: '' });
    for (const [typed, name] of [
      ['alan@contoso', 'Alan Turing'],
      [String(alan?.['id']), 'Alan Turing'],
      [clientId, 'Contoso Nightly Job'],
      [String(principal['id']), 'Contoso Nightly Job'],
    ] as const)
      await applicationAddOwner(bench.deps([typed, name, undefined]))(bench.target(WEB));
  });

  it('remembers searches and pins', async () => {
    const deps = bench.deps(['web']);
    await applicationsSearch(deps)();
    assert.deepEqual(deps.memory.recall('applications.query'), { list: 'all', search: 'web' });
    await applicationPin(deps)(bench.target(WEB));
    assert.deepEqual(deps.memory.recall('applications.pinned'), [{ ...bench.target(WEB), name: WEB }]);
    await applicationPin(deps)(bench.target(WEB));
    assert.deepEqual(deps.memory.recall('applications.pinned'), []);
  });

  describe('the manifest as a document', () => {
    const id = () => JSON.stringify([bench.tenant.id, bench.target(WEB).clientId]);
    const manifest = () => readManifest(bench.client, bench.target(WEB).clientId);
    const failsWith = (code: string) => (error: unknown) => IdentityError.is(error) && error.code === code;

    it('opens, and saves only what changed', async () => {
      const deps = bench.deps(['Save', undefined]);
      await applicationEditManifest(deps)(bench.target(WEB));
      assert.match(
        deps.workbench.done[0]!,
        /^document identity:\/\/manifest\/Contoso%20Web\/entra-application\.json\?/,
      );
      const before = await manifest();
      await saveManifest(deps, id(), before, before.replace('"Contoso Web"', '"Shop"'));
      assert.equal((await read(WEB)).name, 'Shop');
      await saveManifest(bench.deps([]), id(), before, before);
    });

    it('shows the difference, line by line, before it is sent', async () => {
      const before = await manifest();
      const edited = before
        .replace('"Contoso Web"', '"Shop"')
        .replace('"sandbox"', '"mine"')
        .replace('"isFallbackPublicClient": false', '"isFallbackPublicClient": true');
      const details: string[] = [];
      const deps = bench.deps([undefined]);
      const prompt = {
        ...deps.prompt,
        confirm: (_question: string, detail: string) => Promise.resolve(details.push(detail) < 0),
      };
      await assert.rejects(
        saveManifest({ ...deps, prompt }, id(), before, edited),
        failsWith('manifest.dismissed'),
      );
      assert.deepEqual(details[0]!.split('\n'), [
        'displayName',
        '  − "Contoso Web"',
        '  + "Shop"',
        'isFallbackPublicClient',
        '  − false',
        '  + true',
        'tags',
        '  − "sandbox"',
        '  + "mine"',
      ]);
    });

    it('is compared with what the tenant has', async () => {
      const deps = bench.deps([]);
      await applicationEditManifest(deps)(bench.target(WEB));
      const uri = deps.workbench.done[0]!.slice('document '.length);
      await applicationCompareManifest(deps)({ uri });
      const [, , tenant, edited] = [...deps.workbench.done, ...deps.workbench.done[1]!.split(' ').slice(1)];
      assert.match(tenant!, /identity:\/\/tenant-manifest\/.*\/entra-application\.json\?/);
      assert.equal(edited, uri);
    });

    it('says where a text is no JSON', async () => {
      const before = await manifest();
      await assert.rejects(
        saveManifest(bench.deps([]), id(), before, before.replace('{', '{,')),
        (error) =>
          IdentityError.is(error, 'manifest.invalid') && /position|line/.test(String(error.data.problem)),
      );
    });

    it('refuses what is no manifest, and keeps the registration', async () => {
      const before = await manifest();
      const save = (text: string) => saveManifest(bench.deps([]), id(), before, text);
      await assert.rejects(save('{'), failsWith('manifest.invalid'));
      await assert.rejects(save('[]'), failsWith('manifest.invalid'));
      await assert.rejects(save(before.replace('"displayName"', '"name"')), failsWith('manifest.invalid'));
      await assert.rejects(
        save(before.replace(/"appId": "[^"]+"/, '"appId": "x"')),
        failsWith('manifest.invalid'),
      );
      await assert.rejects(
        saveManifest(bench.deps([undefined]), id(), before, before.replace('"Contoso Web"', '"Shop"')),
        failsWith('manifest.dismissed'),
      );
      await assert.rejects(
        saveManifest(
          bench.deps(['Save']),
          id(),
          before,
          before.replace('http://localhost"', 'http://shop.test"'),
        ),
        failsWith('graph.refused'),
      );
      assert.equal(await manifest(), before);
    });

    it('sees that somebody else changed the same property meanwhile, and only then', async () => {
      const before = await manifest();
      await applicationRename(bench.deps(['Theirs', 'Rename', undefined]))(bench.target(WEB));
      await assert.rejects(
        saveManifest(bench.deps([]), id(), before, before.replace('"Contoso Web"', '"Mine"')),
        failsWith('manifest.conflict'),
      );
      await saveManifest(
        bench.deps(['Save', undefined]),
        id(),
        before,
        before.replace('"sandbox"', '"mine"'),
      );
      assert.equal((await read(WEB)).name, 'Theirs');
      assert.deepEqual((await properties(WEB)).tags, ['mine']);
    });
  });
});
