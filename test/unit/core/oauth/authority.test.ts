import assert from 'node:assert/strict';
import { IdentityError } from '../../../../src/core/errors.ts';
import { authorityOf } from '../../../../src/core/oauth/authority.ts';
import type { FlowRequest } from '../../../../src/core/oauth/flow.ts';
import { flows } from '../../../../src/core/oauth/flows.ts';
import type { Tenant } from '../../../../src/core/oauth/model.ts';
import type { RedirectStrategy } from '../../../../src/core/oauth/redirect.ts';
import type { Fetch } from '../../../../src/core/ports.ts';
import type { memorySecrets } from '../../../support/memorySecrets.ts';
import { flowBench, type FlowBenchOptions } from './flowBench.ts';

const GUID = '5a4db0c5-c047-4050-8c0a-7e4a47000002';
const HOME = 'https://login.example.com/realms/shop';
const EVIL = 'https://login.attacker.example/realms/shop';
const home: Tenant = { id: HOME, name: 'Shop', kind: 'oidc', authority: HOME };
/** What a setting of a workspace makes of it. */
const evil: Tenant = { ...home, authority: EVIL };
const CLIENT = 'client';
const SECRETS = ['theClientSecret', 'theRefreshToken', 'theAccessToken', 'theIdToken'];
const [SECRET = '', REFRESH = '', ACCESS = '', ID = ''] = SECRETS;

/** Every server of the world, and all that was sent to any of them. */
function world() {
  const sent: { readonly host: string; readonly text: string }[] = [];
  const fetch: Fetch = async (url, init) => {
    const request = new Request(url, init);
    const { host, pathname, href } = new URL(request.url);
    const authorization = request.headers.get('authorization') ?? '';
    const basic = authorization.startsWith('Basic ') ? atob(authorization.slice(6)) : authorization;
    sent.push({ host, text: `${href} ${basic} ${await request.text()}` });
    const base = href.replace(/\/\.well-known.*$/, '');
    if (!pathname.includes('/.well-known/'))
      return Response.json({ access_token: 'new', token_type: 'Bearer', expires_in: 60, active: true });
    return Response.json({
      issuer: base,
      authorization_endpoint: `${base}/authorize`,
      ...Object.fromEntries(
        ['token', 'introspection', 'revocation', 'userinfo', 'end_session'].map((name) => [
          `${name}_endpoint`,
          `${base}/${name}`,
        ]),
      ),
      jwks_uri: `${base}/keys`,
    });
  };
  return { fetch, sent };
}

/** What was stored while the tenant had its own authority. */
async function storedAtHome(): Promise<ReturnType<typeof memorySecrets>> {
  const bench = flowBench({ ...world(), tenant: home });
  await bench.credential(CLIENT, { kind: 'secret', secret: SECRET });
  await bench.tokens.add({
    ...{
      id: 'set',
      tenantId: home.id,
      authority: authorityOf(home),
      clientId: CLIENT,
      flow: 'x',
      scope: 's',
    },
    ...{ obtainedAt: 1, tokenType: 'Bearer', accessToken: ACCESS, refreshToken: REFRESH, idToken: ID },
  });
  return bench.secrets;
}

/** The same as an earlier version left it. */
async function storedBefore(): Promise<ReturnType<typeof memorySecrets>> {
  const secrets = await storedAtHome();
  for (const [key, value] of secrets.entries)
    secrets.entries.set(key, value.replace(/"authority":"[^"]*",/, ''));
  assert.ok([...secrets.entries.values()].every((value) => !value.includes('authority')));
  return secrets;
}

const daemon = { flow: 'clientCredentials', clientId: CLIENT, scopes: ['s'] };
const refresh = { flow: 'refreshToken', clientId: CLIENT, tokenId: 'set' };

/** Runs a request, whatever comes of it, and tells what went to which host. */
async function run(
  options: Pick<FlowBenchOptions, 'tenant' | 'secrets' | 'askAuthority'>,
  request: Partial<FlowRequest> & Pick<FlowRequest, 'flow' | 'clientId'>,
) {
  const { fetch, sent } = world();
  const bench = flowBench({ ...options, fetch, browser: fetch, redirect: NO_REDIRECT });
  const error: unknown = await bench.run(request).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  const leaked = sent.filter(({ text }) => SECRETS.some((secret) => text.includes(secret)));
  return { error, sentTo: [...new Set(leaked.map(({ host }) => host))], bench };
}

/** Nobody comes back from the browser. */
const NO_REDIRECT: RedirectStrategy = {
  id: 'paste',
  title: 'none',
  capabilities: { hosts: [], responseModes: [], serves: () => false },
  start: () => Promise.reject(new IdentityError('redirect.noBrowser', {})),
};
const shown = (error: unknown) => (error instanceof Error ? error.stack : String(error));
const isOther = (error: unknown) => IdentityError.is(error, 'secrets.otherAuthority');

describe('secrets of a tenant whose settings name another authority', () => {
  for (const { id, needs, clientAuthentication, offeredBy } of flows)
    if (needs.includes('token') || clientAuthentication.includes('client_secret_post'))
      it(`stay here: ${id}`, async () => {
        const tokenId = needs.includes('token') ? { tokenId: 'set' } : {};
        const request = { flow: id, clientId: CLIENT, scopes: ['s'], ...tokenId };
        const asksNobody =
          !needs.includes('person') && !needs.includes('redirect') && offeredBy === undefined;
        const atHome = await run({ tenant: home, secrets: await storedAtHome() }, request);
        if (asksNobody) assert.deepEqual(atHome.sentTo, ['login.example.com'], shown(atHome.error));
        const secrets = await storedAtHome();
        const kept = new Map(secrets.entries);
        const key = [...kept.keys()].find((each) => each.startsWith('credential:')) ?? '';
        for (const named of [{}, { credential: key.slice('credential:'.length) }]) {
          const { sentTo } = await run({ tenant: evil, secrets }, { ...request, ...named });
          assert.deepEqual(sentTo, []);
        }
        assert.deepEqual(new Map(secrets.entries), kept);
      });

  it('are refused with both authorities named, and serve again once the setting is right', async () => {
    const secrets = await storedAtHome();
    const { error } = await run({ tenant: evil, secrets }, refresh);
    assert.ok(isOther(error));
    assert.ok(IdentityError.is(error, 'secrets.otherAuthority'));
    assert.deepEqual(error.data, { tenant: 'Shop', wanted: EVIL, kept: HOME });
    assert.deepEqual((await run({ tenant: home, secrets }, daemon)).sentTo, ['login.example.com']);
    assert.deepEqual((await run({ tenant: home, secrets }, refresh)).sentTo, ['login.example.com']);
  });

  it('are not offered for it', async () => {
    const secrets = await storedAtHome();
    const { bench } = await run({ tenant: evil, secrets }, daemon);
    assert.deepEqual(await bench.credentials.list({ tenant: evil, clientId: CLIENT }), []);
    assert.equal((await bench.credentials.list({ tenant: home, clientId: CLIENT })).length, 1);
  });

  it('are none of another tenant at the same host', async () => {
    const neighbour = 'https://login.example.com/realms/attacker';
    const secrets = await storedAtHome();
    assert.deepEqual((await run({ tenant: { ...home, authority: neighbour }, secrets }, daemon)).sentTo, []);
    const { error } = await run(
      { tenant: { ...home, id: neighbour, authority: neighbour }, secrets },
      refresh,
    );
    assert.ok(isOther(error));
  });
});

describe('the token that a platform projects', () => {
  const workload = { flow: 'workloadIdentity', clientId: CLIENT, scopes: ['s'] };
  const token = 'e30.e30.theAccessToken';

  it("goes to Microsoft's hosts and no other", async () => {
    const entra = (authority: string): Tenant => ({ id: GUID, name: 'Shop', kind: 'entra', authority });
    for (const [host, isSent] of [
      ['login.microsoftonline.com', true],
      ['login.attacker.example', false],
    ] as const) {
      const { fetch, sent } = world();
      const tenant = entra(`https://${host}/${GUID}/v2.0`);
      const bench = flowBench({ fetch, tenant, assertion: () => Promise.resolve(token) });
      if (isSent) await bench.run(workload);
      else await assert.rejects(bench.run(workload), isOther);
      assert.equal(
        sent.some(({ text }) => text.includes(token)),
        isSent,
      );
    }
  });
});

describe('secrets that an earlier version kept', () => {
  it('go, without a question, where the id of the tenant says, and are bound to it from then on', async () => {
    const secrets = await storedBefore();
    assert.deepEqual((await run({ tenant: home, secrets }, daemon)).sentTo, ['login.example.com']);
    assert.deepEqual((await run({ tenant: home, secrets }, refresh)).sentTo, ['login.example.com']);
    for (const request of [daemon, refresh]) {
      const { error, sentTo } = await run({ tenant: evil, secrets }, request);
      assert.ok(error !== undefined);
      assert.deepEqual(sentTo, []);
    }
  });

  it('go elsewhere only when a person says so, and are lost in no case', async () => {
    for (const request of [daemon, refresh]) {
      const secrets = await storedBefore();
      const kept = new Map(secrets.entries);
      const questions: string[] = [];
      const askAuthority = (answer: boolean) => (tenant: Tenant) => {
        questions.push(tenant.authority);
        return Promise.resolve(answer);
      };
      const declined = await run({ tenant: evil, secrets, askAuthority: askAuthority(false) }, request);
      assert.ok(isOther(declined.error));
      assert.deepEqual(declined.sentTo, []);
      assert.deepEqual(new Map(secrets.entries), kept);
      const allowed = await run({ tenant: evil, secrets, askAuthority: askAuthority(true) }, request);
      assert.deepEqual(allowed.sentTo, ['login.attacker.example']);
      assert.deepEqual(questions, [EVIL, EVIL]);
      for (const key of kept.keys()) assert.ok(secrets.entries.has(key), key);
    }
  });

  it('stay forgotten when that happens while the question is open', async () => {
    for (const request of [daemon, refresh]) {
      const secrets = await storedBefore();
      const askAuthority = async () => {
        for (const key of [...secrets.entries.keys()]) await secrets.delete(key);
        return true;
      };
      await run({ tenant: evil, secrets, askAuthority }, request);
      assert.ok(
        [...secrets.entries.values()].every((value) => !SECRETS.some((each) => value.includes(each))),
      );
    }
  });

  it('of a tenant id are known at every host of Microsoft that has it, and at no other', async () => {
    const places: readonly (readonly [string, boolean])[] = [
      [`https://login.microsoftonline.com/${GUID}/v2.0`, true],
      ['https://login.microsoftonline.com/shop.onmicrosoft.com/v2.0', true],
      [`https://login.microsoftonline.us/${GUID}/v2.0`, true],
      [`https://shop.ciamlogin.com/${GUID}/v2.0`, true],
      [`https://evil.ciamlogin.com/11111111-1111-1111-1111-111111111111/v2.0`, false],
      [`https://login.attacker.example/${GUID}/v2.0`, false],
      [`https://login.microsoftonline.com.attacker.example/${GUID}/v2.0`, false],
      [`https://login.microsoftonline.com:8443/${GUID}/v2.0`, false],
      [`http://localhost:8080/${GUID}/v2.0`, false],
    ];
    for (const [authority, isKnown] of places) {
      let questions = 0;
      const bench = flowBench({
        ...world(),
        tenant: home,
        askAuthority: () => Promise.resolve(++questions > 1),
      });
      const row = { clientId: 'c', name: 'n', tenantId: GUID, value: { kind: 'secret', secret: 's' } };
      await bench.secrets.set('credential:x', JSON.stringify(row));
      const tenant: Tenant = { id: GUID, name: 'Shop', kind: 'entra', authority };
      const got = bench.credentials.get('x', tenant);
      if (isKnown) await got;
      else await assert.rejects(got, isOther);
      assert.equal(questions, isKnown ? 0 : 1, authority);
    }
  });
});

describe('the authority of a tenant', () => {
  it('is its server and tenant, however it is written', () => {
    const same = [
      ['https://Login.Example.com/realms/shop', 'https://login.example.com/realms/shop/'],
      [
        `https://login.microsoftonline.com/${GUID}/v2.0`,
        'https://login.microsoftonline.com/shop.onmicrosoft.com/v2.0',
      ],
      [`https://shop.ciamlogin.com/${GUID}/v2.0`, `https://shop.ciamlogin.com/${GUID}`],
    ];
    for (const [one = '', other = ''] of same)
      assert.equal(authorityOf({ authority: one }), authorityOf({ authority: other }));
    const different = [
      ['https://a.example', 'http://a.example'],
      ['https://a.example', 'https://a.example:8443'],
      ['https://a.example/one', 'https://a.example/two'],
      ['https://login.microsoftonline.com/x', 'https://login.microsoftonline.us/x'],
      [`https://a.ciamlogin.com/${GUID}`, `https://b.ciamlogin.com/${GUID}`],
    ];
    for (const [one = '', other = ''] of different)
      assert.notEqual(authorityOf({ authority: one }), authorityOf({ authority: other }));
  });
});
