import assert from 'node:assert/strict';
import { tenantAdd } from '../../../../src/commands/tenant/tenantAdd.ts';
import { tenantRemove } from '../../../../src/commands/tenant/tenantRemove.ts';
import { untranslated } from '../../../../src/core/explain.ts';
import { IdentityError } from '../../../../src/core/errors.ts';
import type { Tenant } from '../../../../src/core/oauth/model.ts';
import type { Fetch } from '../../../../src/core/ports.ts';
import { recordingWorkbench, scriptedPrompt, type Answer } from '../../../support/scriptedPrompt.ts';

const ISSUER = 'https://idp.example.test';
const document = {
  issuer: ISSUER,
  authorization_endpoint: `${ISSUER}/authorize`,
  token_endpoint: `${ISSUER}/token`,
  jwks_uri: `${ISSUER}/keys`,
};

function bench(answers: readonly Answer[], fetch: Fetch) {
  let kept: readonly Tenant[] = [];
  const tenants = {
    list: () => Promise.resolve({ tenants: kept, problems: [] }),
    find: (id: string) => Promise.resolve(kept.find((tenant) => tenant.id === id)!),
    add: (tenant: Tenant) => Promise.resolve(void (kept = [...kept, tenant])),
    remove: (id: string) => Promise.resolve(void (kept = kept.filter((tenant) => tenant.id !== id))),
    changeSignIn: () => Promise.resolve(),
    onDidChange: () => ({ dispose: () => {} }),
  };
  return {
    prompt: scriptedPrompt(answers),
    translate: untranslated,
    fetch,
    tenants,
    workbench: recordingWorkbench(),
    kept: () => kept,
  };
}

describe('Add Tenant', () => {
  const answering: Fetch = (url) =>
    Promise.resolve(
      String(url).startsWith(`${ISSUER}/.well-known/openid-configuration`)
        ? Response.json(document)
        : new Response('', { status: 404 }),
    );

  it('discovers an OpenID Connect issuer, keeps it, and offers its document', async () => {
    const deps = bench([ISSUER, 'Open Discovery Document'], answering);
    const found = await tenantAdd(deps)();
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(found?.metadata.issuer, ISSUER);
    assert.deepEqual(
      deps.kept().map(({ kind, authority }) => [kind, authority]),
      [['oidc', ISSUER]],
    );
    assert.deepEqual(deps.workbench.done, ['run identity.tenant.openDiscovery']);
  });

  it('asks nothing when the input is given, and says nothing', async () => {
    const deps = bench([], answering);
    assert.ok(await tenantAdd(deps)({ input: ISSUER }));
    assert.deepEqual(deps.prompt.asked, []);
  });

  it('keeps nothing when discovery fails or the person dismisses', async () => {
    const failing = bench([], () => Promise.resolve(new Response('', { status: 404 })));
    await assert.rejects(tenantAdd(failing)({ input: ISSUER }), (error) =>
      IdentityError.is(error, 'discovery.notFound'),
    );
    const dismissed = bench([undefined], answering);
    assert.equal(await tenantAdd(dismissed)(), undefined);
    assert.deepEqual([...failing.kept(), ...dismissed.kept()], []);
  });

  it('refuses a document of another issuer', async () => {
    const deps = bench([], () =>
      Promise.resolve(Response.json({ ...document, issuer: 'https://evil.example.test' })),
    );
    await assert.rejects(tenantAdd(deps)({ input: ISSUER }), (error) =>
      IdentityError.is(error, 'discovery.issuerMismatch'),
    );
    assert.deepEqual(deps.kept(), []);
  });
});

describe('Remove Tenant', () => {
  it('removes only after a yes', async () => {
    const fetch: Fetch = () => Promise.resolve(Response.json(document));
    const deps = bench([undefined, 'Remove'], fetch);
    await tenantAdd(deps)({ input: ISSUER });
    const [tenant] = deps.kept();
    await tenantRemove(deps)({ tenant: tenant!.id });
    assert.equal(deps.kept().length, 1);
    await tenantRemove(deps)({ tenant: tenant!.id });
    assert.equal(deps.kept().length, 0);
  });
});
