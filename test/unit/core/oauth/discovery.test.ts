import assert from 'node:assert/strict';
import { IdentityError, type ErrorCode } from '../../../../src/core/errors.ts';
import { discover } from '../../../../src/core/oauth/discovery.ts';
import type { Fetch } from '../../../../src/core/ports.ts';

const ID = '11111111-2222-4333-8444-555555555555';

const document = (authority: string, issuer: string, more: object = {}) => ({
  issuer,
  authorization_endpoint: `${authority}/authorize`,
  token_endpoint: `${authority}/token`,
  jwks_uri: `${authority}/keys`,
  ...more,
});

/** What Microsoft's and other servers publish, by address. */
const PUBLISHED: Readonly<Record<string, object>> = Object.fromEntries([
  ...['contoso.onmicrosoft.com', 'contoso.com', ID].map((tenant) =>
    published(
      `https://login.microsoftonline.com/${tenant}/v2.0`,
      `https://login.microsoftonline.com/${ID}/v2.0`,
    ),
  ),
  ...['common', 'organizations'].map((tenant) =>
    published(
      `https://login.microsoftonline.com/${tenant}/v2.0`,
      'https://login.microsoftonline.com/{tenantid}/v2.0',
    ),
  ),
  ...['gov.onmicrosoft.us', 'moved.example'].map((tenant) =>
    published(
      `https://login.microsoftonline.us/${tenant}/v2.0`,
      `https://login.microsoftonline.us/${ID}/v2.0`,
      {
        cloud_instance_name: 'microsoftonline.us',
        msgraph_host: 'dod-graph.microsoft.us',
      },
    ),
  ),
  published(
    'https://login.microsoftonline.com/moved.example/v2.0',
    `https://login.microsoftonline.us/${ID}/v2.0`,
    {
      cloud_instance_name: 'microsoftonline.us',
    },
  ),
  published(
    'https://login.partner.microsoftonline.cn/contoso.partner.onmschina.cn/v2.0',
    `https://login.partner.microsoftonline.cn/${ID}/v2.0`,
  ),
  published(
    'https://contoso.ciamlogin.com/contoso.onmicrosoft.com/v2.0',
    `https://${ID}.ciamlogin.com/${ID}/v2.0`,
  ),
  published(
    'https://contoso.b2clogin.com/contoso.onmicrosoft.com/B2C_1_signin/v2.0',
    `https://contoso.b2clogin.com/${ID}/v2.0/`,
  ),
  published('https://fs.contoso.com/adfs', 'https://fs.contoso.com/adfs'),
  published('https://accounts.example', 'https://accounts.example'),
  published('https://slash.example', 'https://slash.example/'),
  published('https://id.example/realms/one', 'https://id.example/realms/one'),
  published('https://login.sandbox.test/contoso.sandbox.test/v2.0', `https://login.sandbox.test/${ID}/v2.0`),
  [
    'https://oauth.example/.well-known/oauth-authorization-server/issuer1',
    document('https://oauth.example', 'https://oauth.example/issuer1'),
  ],
  published('https://evil.example', 'https://accounts.example'),
  published('https://login.microsoftonline.com/swapped.example/v2.0', `https://evil.example/${ID}/v2.0`),
  published('https://plain.example', 'https://plain.example', {
    token_endpoint: 'http://plain.example/token',
  }),
  ['https://hollow.example/.well-known/openid-configuration', { hello: 'world' }],
] satisfies [string, object][]);

function published(authority: string, issuer: string, more?: object): [string, object] {
  return [`${authority}/.well-known/openid-configuration`, document(authority, issuer, more)];
}

const server: Fetch = (url) => {
  const address = String(url);
  const found = PUBLISHED[address];
  if (found !== undefined) return Promise.resolve(Response.json(found));
  if (address.startsWith('https://html.example'))
    return Promise.resolve(new Response('<html>', { headers: { 'content-type': 'text/html' } }));
  if (address.startsWith('https://gone.example'))
    return Promise.reject(new IdentityError('transport.dns', { host: 'gone.example' }));
  if (address.startsWith('https://login.'))
    return Promise.resolve(
      Response.json(
        {
          error: 'invalid_tenant',
          error_description: "AADSTS90002: Tenant 'x' not found.\r\nTrace ID: 1",
          error_codes: [90002],
        },
        { status: 400 },
      ),
    );
  return Promise.resolve(new Response('', { status: 404 }));
};

describe('discovery of what a person types or pastes', () => {
  const V2 = 'https://login.microsoftonline.com/contoso.onmicrosoft.com/v2.0';
  const cases: readonly [input: string, kind: string, id: string, authority: string][] = [
    ['contoso.onmicrosoft.com', 'entra', ID, V2],
    ['  Contoso.onmicrosoft.com ', 'entra', ID, V2],
    [ID, 'entra', ID, `https://login.microsoftonline.com/${ID}/v2.0`],
    ['https://login.microsoftonline.com/contoso.onmicrosoft.com', 'entra', ID, V2],
    ['https://login.microsoftonline.com/contoso.onmicrosoft.com/', 'entra', ID, V2],
    [V2, 'entra', ID, V2],
    [`${V2}/.well-known/openid-configuration`, 'entra', ID, V2],
    [
      'https://login.microsoftonline.com/contoso.onmicrosoft.com/oauth2/v2.0/authorize?client_id=1',
      'entra',
      ID,
      V2,
    ],
    ['login.microsoftonline.com/contoso.onmicrosoft.com', 'entra', ID, V2],
    ['https://login.windows.net/contoso.onmicrosoft.com/oauth2/token', 'entra', ID, V2],
    [`https://sts.windows.net/${ID}/`, 'entra', ID, `https://login.microsoftonline.com/${ID}/v2.0`],
    [
      'https://login.microsoftonline.com',
      'entra',
      'organizations',
      'https://login.microsoftonline.com/organizations/v2.0',
    ],
    [
      'https://login.microsoftonline.com/common',
      'entra',
      'common',
      'https://login.microsoftonline.com/common/v2.0',
    ],
    ['gov.onmicrosoft.us', 'entra', ID, 'https://login.microsoftonline.us/gov.onmicrosoft.us/v2.0'],
    ['moved.example', 'entra', ID, 'https://login.microsoftonline.us/moved.example/v2.0'],
    [
      'contoso.partner.onmschina.cn',
      'entra',
      ID,
      'https://login.partner.microsoftonline.cn/contoso.partner.onmschina.cn/v2.0',
    ],
    ['contoso.ciamlogin.com', 'externalId', ID, 'https://contoso.ciamlogin.com/contoso.onmicrosoft.com/v2.0'],
    [
      'https://contoso.b2clogin.com/contoso.onmicrosoft.com/B2C_1_signin/v2.0/.well-known/openid-configuration',
      'b2c',
      'https://contoso.b2clogin.com/contoso.onmicrosoft.com/B2C_1_signin/v2.0',
      'https://contoso.b2clogin.com/contoso.onmicrosoft.com/B2C_1_signin/v2.0',
    ],
    [
      'https://contoso.b2clogin.com/contoso.onmicrosoft.com/oauth2/v2.0/authorize?p=B2C_1_signin',
      'b2c',
      'https://contoso.b2clogin.com/contoso.onmicrosoft.com/B2C_1_signin/v2.0',
      'https://contoso.b2clogin.com/contoso.onmicrosoft.com/B2C_1_signin/v2.0',
    ],
    ['https://fs.contoso.com/adfs/ls', 'adfs', 'https://fs.contoso.com/adfs', 'https://fs.contoso.com/adfs'],
    ['accounts.example', 'oidc', 'https://accounts.example', 'https://accounts.example'],
    ['https://accounts.example/', 'oidc', 'https://accounts.example', 'https://accounts.example'],
    ['https://slash.example', 'oidc', 'https://slash.example/', 'https://slash.example'],
    [
      'https://id.example/realms/one/',
      'oidc',
      'https://id.example/realms/one',
      'https://id.example/realms/one',
    ],
    [
      'https://oauth.example/issuer1',
      'oidc',
      'https://oauth.example/issuer1',
      'https://oauth.example/issuer1',
    ],
    [
      'https://oauth.example/.well-known/oauth-authorization-server/issuer1',
      'oidc',
      'https://oauth.example/issuer1',
      'https://oauth.example/issuer1',
    ],
  ];
  for (const [input, kind, id, authority] of cases)
    it(`finds ${input.trim()}`, async () => {
      const { tenant } = await discover(server, input);
      assert.deepEqual([tenant.kind, tenant.id, tenant.authority], [kind, id, authority]);
    });

  it('finds a sandbox tenant in process, before anything is asked outside', async () => {
    const sandbox = { origin: 'https://login.sandbox.test', graph: 'https://graph.sandbox.test' };
    const { tenant, tried } = await discover(server, 'contoso.sandbox.test', { sandbox });
    assert.deepEqual([tenant.kind, tenant.id, tenant.graph], ['sandbox', ID, sandbox.graph]);
    assert.equal(tried.length, 1);
  });

  it('takes Graph from the cloud, or from the document where the cloud has several', async () => {
    assert.equal((await discover(server, 'contoso.com')).tenant.graph, 'https://graph.microsoft.com');
    assert.equal(
      (await discover(server, 'gov.onmicrosoft.us')).tenant.graph,
      'https://dod-graph.microsoft.us',
    );
    assert.equal((await discover(server, 'accounts.example')).tenant.graph, undefined);
  });

  const failures: readonly [input: string, code: ErrorCode][] = [
    ['', 'discovery.badInput'],
    ['contoso', 'discovery.badInput'],
    ['what is this', 'discovery.badInput'],
    ['ftp://accounts.example', 'discovery.badInput'],
    ['https://user:secret@accounts.example', 'discovery.badInput'],
    ['https://contoso.b2clogin.com/contoso.onmicrosoft.com', 'discovery.badInput'],
    ['http://accounts.example', 'discovery.insecure'],
    ['https://gone.example', 'discovery.unreachable'],
    ['nobody.onmicrosoft.com', 'discovery.tenantNotFound'],
    ['99999999-2222-4333-8444-555555555555', 'discovery.tenantNotFound'],
    ['https://nothing.example', 'discovery.notFound'],
    ['https://html.example', 'discovery.notJson'],
    ['https://hollow.example', 'discovery.incomplete'],
    ['https://plain.example', 'discovery.incomplete'],
    ['https://evil.example', 'discovery.issuerMismatch'],
    ['https://login.microsoftonline.com/swapped.example', 'discovery.issuerMismatch'],
  ];
  for (const [input, code] of failures)
    it(`says ${code} for "${input}"`, async () => {
      await assert.rejects(discover(server, input), (error) => IdentityError.is(error, code));
    });

  it('can be cancelled', async () => {
    const waiting: Fetch = (_, init) =>
      new Promise((_resolve, reject) =>
        init?.signal?.addEventListener('abort', () => reject(new Error('cut'))),
      );
    const controller = new AbortController();
    const running = discover(waiting, 'contoso.com', { signal: controller.signal });
    controller.abort();
    await assert.rejects(running, { name: 'AbortError' });
  });
});
