import assert from 'node:assert/strict';
import { lintPolicy, policyRules } from '../../../../src/core/apim/lint.ts';
import { policyDocument, policyTemplates } from '../../../../src/core/apim/policies.ts';

const document = (inbound: string) =>
  `<policies><inbound><base/>${inbound}</inbound><backend><base/></backend><outbound><base/></outbound><on-error><base/></on-error></policies>`;
const jwt = (content: string, attributes = 'header-name="Authorization"') =>
  document(`<validate-jwt ${attributes}>${content}</validate-jwt>`);
const CONFIG =
  '<openid-config url="https://login.microsoftonline.com/contoso.example/v2.0/.well-known/openid-configuration"/>';
const AUDIENCES = '<audiences><audience>11111111-2222-3333-4444-555555555555</audience></audiences>';
const COMMON =
  '<openid-config url="https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration"/>';

/** A document that breaks each rule, and what its fix makes of the place, where there is one. */
const broken: readonly (readonly [rule: string, text: string, fixed?: string])[] = [
  ['broken-markup', document('<set-header name="a">')],
  ['unknown-element', document('<valdate-jwt/>'), '<validate-jwt/>'],
  [
    'unknown-element',
    '<policies><inbund><base/></inbund></policies>',
    '<policies><inbound><base/></inbound></policies>',
  ],
  ['unknown-element', jwt(`${CONFIG}<audience>x</audience>`)],
  ['unknown-attribute', document('<set-header nme="a" name="b"/>'), '<set-header name="a" name="b"/>'],
  [
    'missing-attribute',
    document('<authentication-managed-identity/>'),
    '<authentication-managed-identity resource=""/>',
  ],
  ['wrong-value', document('<set-header name="a" exists-action="overide"/>'), 'exists-action="override"'],
  [
    'wrong-section',
    '<policies><outbound><base/><validate-jwt header-name="Authorization"/></outbound></policies>',
  ],
  ['missing-base', '<policies><inbound>\n</inbound></policies>', '<inbound>\n    <base />\n</inbound>'],
  ['missing-base', '<policies><inbound /></policies>', '<inbound >\n    <base />\n</inbound>'],
  ['wrong-order', jwt(`${AUDIENCES}${CONFIG}`), `${CONFIG}${AUDIENCES}`],
  ['no-token-place', jwt(CONFIG + AUDIENCES, 'id="x"'), 'id="x" header-name="Authorization"'],
  ['no-token-place', jwt(CONFIG + AUDIENCES, 'header-name="a" token-value="b"')],
  ['token-in-query', jwt(CONFIG + AUDIENCES, 'query-parameter-name="t"')],
  ['no-keys', jwt(AUDIENCES), 'openid-config url='],
  ['no-audience', jwt(CONFIG), `${CONFIG}\n<audiences><audience>{{api-audience}}</audience></audiences>`],
  ['no-audience', document('<validate-azure-ad-token tenant-id="t"/>')],
  ['graph-audience', jwt(`${CONFIG}<audiences><audience>https://graph.microsoft.com</audience></audiences>`)],
  ['other-version-audience', jwt(`${CONFIG}<audiences><audience>api://orders</audience></audiences>`)],
  [
    'issuer-slash',
    jwt(`${CONFIG}${AUDIENCES}<issuers><issuer>https://sts.windows.net/t</issuer></issuers>`),
    '<issuer>https://sts.windows.net/t/</issuer>',
  ],
  [
    'issuer-slash',
    jwt(`${CONFIG}${AUDIENCES}<issuers><issuer>https://login.microsoftonline.com/t/v2.0/</issuer></issuers>`),
    '/t/v2.0</issuer>',
  ],
  ['any-tenant', jwt(COMMON + AUDIENCES)],
  [
    'one-tenant-of-many',
    jwt(`${COMMON}${AUDIENCES}<issuers><issuer>https://login.microsoftonline.com/t/v2.0</issuer></issuers>`),
  ],
  [
    'scope-separator',
    jwt(`${CONFIG}${AUDIENCES}<required-claims><claim name="scp"><value>a</value></claim></required-claims>`),
    '<claim name="scp" separator=" ">',
  ],
  [
    'unsigned-accepted',
    jwt(CONFIG + AUDIENCES, 'header-name="Authorization" require-signed-tokens="false"'),
    'require-signed-tokens="true"',
  ],
  [
    'endless-accepted',
    jwt(CONFIG + AUDIENCES, 'header-name="Authorization" require-expiration-time="false"'),
    'require-expiration-time="true"',
  ],
  ['scheme-ignored', jwt(CONFIG + AUDIENCES, 'header-name="X-Token" require-scheme="Bearer"')],
  [
    'large-skew',
    jwt(CONFIG + AUDIENCES, 'header-name="Authorization" clock-skew="3600"'),
    'clock-skew="300"',
  ],
  ['any-client', document(`<validate-azure-ad-token tenant-id="t">${AUDIENCES}</validate-azure-ad-token>`)],
  [
    'plain-discovery',
    jwt(`<openid-config url="http://idp.example/c"/>${AUDIENCES}`),
    'https://idp.example/c',
  ],
  [
    'secret-inline',
    jwt(`<issuer-signing-keys><key>c2VjcmV0</key></issuer-signing-keys>${AUDIENCES}`),
    '<key>{{jwt-signing-key}}</key>',
  ],
  [
    'secret-inline',
    document('<authentication-basic username="u" password="hunter2"/>'),
    'password="{{backend-password}}"',
  ],
  [
    'secret-inline',
    document('<set-header name="x-api-key"><value>abc</value></set-header>'),
    '<value>{{x-api-key-value}}</value>',
  ],
  [
    'validated-late',
    document(
      `<set-backend-service base-url="https://b.internal"/><validate-azure-ad-token tenant-id="t">${AUDIENCES}</validate-azure-ad-token>`,
    ),
  ],
  [
    'cors-late',
    document(`<validate-azure-ad-token tenant-id="t">${AUDIENCES}</validate-azure-ad-token><cors/>`),
  ],
  [
    'cors-any-with-credentials',
    document('<cors allow-credentials="true"><allowed-origins><origin>*</origin></allowed-origins></cors>'),
    'allow-credentials="false"',
  ],
  [
    'default-scope-resource',
    document('<authentication-managed-identity resource="https://vault.azure.net/.default"/>'),
    'resource="https://vault.azure.net"',
  ],
  [
    'token-deleted',
    document(
      '<authentication-managed-identity resource="r"/><set-header name="Authorization" exists-action="delete"/>',
    ),
  ],
  [
    'token-to-other-backend',
    jwt(CONFIG + AUDIENCES).replace(
      '</validate-jwt>',
      '</validate-jwt><set-backend-service base-url="https://api.partner.example"/>',
    ),
  ],
  [
    'plain-backend',
    document('<set-backend-service base-url="http://orders.internal"/>'),
    'https://orders.internal',
  ],
];

describe('policy rules', () => {
  for (const [id, text, fixed] of broken)
    it(`${id}${fixed === undefined ? '' : ', with a fix'}: ${text.replace(document(''), '').slice(27, 110)}`, () => {
      const finding = lintPolicy(text).find(({ rule }) => rule.id === id);
      assert.ok(
        finding,
        lintPolicy(text)
          .map(({ rule }) => rule.id)
          .join(),
      );
      assert.ok(finding.range.start <= finding.range.end && finding.range.end <= text.length);
      if (fixed === undefined) return;
      const edits = finding.fix!.edits.toSorted((a, b) => b.range.start - a.range.start);
      const after = edits.reduce(
        (all, { range, text: put }) => all.slice(0, range.start) + put + all.slice(range.end),
        text,
      );
      assert.ok(after.includes(fixed), after);
    });

  it('each have a case here, a page that says so, and a reason', () => {
    assert.deepEqual([...new Set(broken.map(([id]) => id))].sort(), policyRules.map(({ id }) => id).sort());
    for (const { source, why } of policyRules) assert.ok(URL.canParse(source) && why.endsWith('.'));
  });

  it('fill what they say', () => {
    for (const [, text] of broken)
      for (const { rule, data = {} } of lintPolicy(text))
        for (const [, name] of `${rule.what} ${rule.why}`.matchAll(/\{(\w+)\}/g))
          assert.ok(name! in data, `${rule.id} {${name}}`);
  });

  it('find nothing in what we generate', () => {
    for (const template of policyTemplates)
      assert.deepEqual(
        lintPolicy(policyDocument([template])).map(({ rule }) => rule.id),
        [],
        template.id,
      );
  });

  it('leave the document of all APIs alone, which has nothing above it', () => {
    const text = '<policies><inbound/><backend><forward-request/></backend><outbound/><on-error/></policies>';
    assert.deepEqual(lintPolicy(text), []);
  });

  it('leave expressions and named values to the gateway', () => {
    const text = document(
      '<set-header name="Authorization" exists-action="@(a)"><value>@("Bearer " + x)</value></set-header>',
    );
    assert.deepEqual(lintPolicy(text), []);
  });
});
