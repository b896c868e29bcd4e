import assert from 'node:assert/strict';
import { decodeJwt } from 'jose';
import {
  ADA,
  ALAN,
  authorizeUrl,
  browserOf,
  ORIGIN,
  PAGES,
  signIn,
  startSandbox,
  type TestSandbox,
} from './testSandbox.ts';

describe('sandbox: sign-in pages', () => {
  let sandbox: TestSandbox;
  beforeEach(async () => (sandbox = await startSandbox()));
  const client = (name: string): string => sandbox.application(name).clientId;

  it('never redirects to an address that is not registered: AADSTS50011', async () => {
    for (const redirect_uri of ['https://evil.test/', 'http://localhost:1/other', 'javascript:alert(1)']) {
      const browser = await browserOf(sandbox).open(
        authorizeUrl(sandbox, client('Contoso Desktop'), { redirect_uri }),
      );
      assert.equal(browser.left, undefined);
      assert.equal(browser.status, 400);
      assert.match(browser.text(), /AADSTS50011/);
    }
  });

  const shown: readonly (readonly [string, number, Record<string, string>])[] = [
    ['an unknown application', 700016, { client_id: '00000000-0000-0000-0000-000000000001' }],
    ['no application', 90014, { client_id: '' }],
    ['an unknown tenant', 90002, { tenant: 'nowhere.test' }],
    ['a single-tenant application on /common', 50194, { tenant: 'common' }],
  ];
  for (const [what, code, more] of shown) {
    it(`shows the error for ${what}: AADSTS${code}`, async () => {
      const browser = await browserOf(sandbox).open(authorizeUrl(sandbox, client('Contoso Desktop'), more));
      assert.match(browser.text(), new RegExp(`AADSTS${code} .*Correlation ID`));
    });
  }

  const returned: readonly (readonly [string, number, string, Record<string, string>])[] = [
    [
      'a response type that is off',
      700054,
      'unsupported_response_type',
      { response_type: 'id_token', nonce: 'n' },
    ],
    ['an unknown scope', 650053, 'invalid_scope', { scope: 'Nothing.Read' }],
    ['an unknown resource', 500011, 'invalid_resource', { scope: 'api://nothing/Read' }],
    ['prompt=none without a session', 50058, 'login_required', { prompt: 'none' }],
    [
      'a short code challenge',
      50147,
      'invalid_request',
      { code_challenge: 'short', code_challenge_method: 'S256' },
    ],
  ];
  for (const [what, code, error, more] of returned) {
    it(`returns the error for ${what}: AADSTS${code}`, async () => {
      const browser = await browserOf(sandbox).open(
        authorizeUrl(sandbox, client('Contoso Desktop'), { ...more, state: 'st' }),
      );
      if (!browser.left) await signIn(sandbox, browser, ALAN);
      const found = new URLSearchParams(browser.left?.search || browser.left?.hash.slice(1));
      assert.equal(found.get('error'), error);
      assert.equal(found.get('state'), 'st');
      assert.match(found.get('error_description') ?? '', new RegExp(`^AADSTS${code}:`));
    });
  }

  it('keeps a person signed in, and asks again under prompt=login and max_age', async () => {
    const browser = browserOf(sandbox);
    const url = (more = {}) => authorizeUrl(sandbox, client('Contoso Desktop'), more);
    await signIn(sandbox, await browser.open(url()), ALAN);
    await browser.open(url());
    assert.ok(browser.left?.searchParams.has('code'), 'single sign-on');
    await browser.open(url({ prompt: 'none', login_hint: ALAN }));
    assert.ok(browser.left?.searchParams.has('code'), 'silent');
    await browser.open(url({ prompt: 'login', login_hint: ALAN }));
    assert.match(browser.text(), /Enter password/);
    sandbox.clock.time += 60_000;
    await browser.open(url({ max_age: '30' }));
    assert.match(browser.text(), /Enter password/);
    await browser.open(url({ prompt: 'select_account' }));
    assert.match(browser.text(), /Pick an account.*Signed in/);
    await browser.open(`${PAGES}/${sandbox.contoso}/oauth2/v2.0/logout`);
    assert.match(browser.text(), /Signed out/);
    await browser.open(url({ prompt: 'none' }));
    assert.equal(browser.left?.searchParams.get('error'), 'login_required');
  });

  it('accepts the session of another process with the same keys', async () => {
    const browser = browserOf(sandbox);
    await signIn(sandbox, await browser.open(authorizeUrl(sandbox, client('Contoso Desktop'))), ALAN);
    const first = sandbox;
    sandbox = await startSandbox();
    assert.notEqual(first, sandbox);
    await browser.open(authorizeUrl(sandbox, client('Contoso Desktop')));
    assert.ok(browser.left?.searchParams.has('code'));
  });

  it('shows wrong passwords, unknown and disabled users where they can be corrected', async () => {
    const browser = await browserOf(sandbox).open(authorizeUrl(sandbox, client('Contoso Desktop')));
    await browser.send('account', { username: 'nobody@contoso.sandbox.test' });
    assert.match(browser.text(), /AADSTS50034/);
    await browser.send('account', { username: ADA });
    await browser.send('password', { password: 'wrong' });
    assert.match(browser.text(), /Enter password.*AADSTS50126/);
    const disabled = await browserOf(sandbox).open(
      authorizeUrl(sandbox, client('Contoso Desktop'), { login_hint: 'dennis@contoso.sandbox.test' }),
    );
    await disabled.send('password');
    assert.match(disabled.text(), /AADSTS50057/);
  });

  it('refuses unassigned users: AADSTS50105', async () => {
    const browser = await browserOf(sandbox).open(authorizeUrl(sandbox, client('Contoso Payroll')));
    await signIn(sandbox, browser, ALAN);
    assert.match(browser.text(), /AADSTS50105/);
  });

  it('wants an administrator for admin permissions: AADSTS90094, then consent for everybody', async () => {
    const url = authorizeUrl(sandbox, client('Contoso Admin Tool'), { scope: 'User.ReadWrite.All' });
    const browser = await browserOf(sandbox).open(url);
    await signIn(sandbox, browser, ALAN);
    assert.match(browser.text(), /AADSTS90094/);
    const admin = await browserOf(sandbox).open(url);
    await signIn(sandbox, admin, ADA);
    await admin.send('consent', { decision: 'accept', for: 'everyone' });
    assert.ok(admin.left?.searchParams.has('code'));
    const again = await browserOf(sandbox).open(url);
    await signIn(sandbox, again, ALAN);
    assert.ok(again.left?.searchParams.has('code'), again.text());
  });

  it('returns by fragment and form_post, hybrid with c_hash and at_hash', async () => {
    const legacy = client('Contoso Legacy Portal');
    const hybrid = { response_type: 'code id_token token', nonce: 'n', scope: 'openid User.Read' };
    const browser = await browserOf(sandbox).open(authorizeUrl(sandbox, legacy, hybrid));
    await signIn(sandbox, browser, ADA);
    const fragment = new URLSearchParams(browser.left?.hash.slice(1));
    const claims = decodeJwt(fragment.get('id_token') ?? '');
    assert.ok(fragment.get('code') && fragment.get('access_token') && claims['c_hash'] && claims['at_hash']);
    assert.equal(claims['hasgroups'], true, 'more than six groups do not fit an address');
    await browser.open(
      authorizeUrl(sandbox, legacy, { ...hybrid, response_mode: 'form_post', state: '"><script>' }),
    );
    const [form] = browser.forms();
    assert.deepEqual([form?.action, form?.fields['state']], ['http://localhost:51234', '"><script>']);
    assert.match(
      browser.headers.get('content-security-policy') ?? '',
      /form-action 'self' http:\/\/localhost:51234/,
    );
    await browser.open(authorizeUrl(sandbox, legacy, { ...hybrid, response_mode: 'query' }));
    assert.match(browser.left?.hash ?? '', /AADSTS70007/);
  });

  it('signs a guest in with the home address, and says where from', async () => {
    const browser = await browserOf(sandbox).open(
      authorizeUrl(sandbox, client('Contoso Legacy Portal'), { response_type: 'id_token', nonce: 'n' }),
    );
    await signIn(sandbox, browser, 'pat@fabrikam.sandbox.test');
    const claims = decodeJwt(new URLSearchParams(browser.left?.hash.slice(1)).get('id_token') ?? '');
    assert.equal(claims['tid'], sandbox.contoso);
    assert.match(String(claims['idp']), new RegExp(`^${ORIGIN}/`));
  });

  it('lets the account choose the tenant of a multi-tenant application', async () => {
    const browser = await browserOf(sandbox).open(
      authorizeUrl(sandbox, client('Fabrikam Expenses'), { tenant: 'organizations' }),
    );
    await signIn(sandbox, browser, ALAN);
    assert.match(browser.text(), /Fabrikam Expenses of fabrikam\.sandbox\.test/);
    await browser.send('consent', { decision: 'accept' });
    assert.ok(browser.left?.searchParams.has('code'));
  });

  it('refuses a form from another browser', async () => {
    const browser = await browserOf(sandbox).open(authorizeUrl(sandbox, client('Contoso Desktop')));
    const other = await browserOf(sandbox).open(authorizeUrl(sandbox, client('Contoso Desktop')));
    other.html = browser.html;
    await other.send('account', { username: ADA });
    assert.match(other.text(), /AADSTS9002313/);
  });

  it('locks its pages down and answers to its own names only', async () => {
    const browser = await browserOf(sandbox).open(authorizeUrl(sandbox, client('Contoso Desktop')));
    assert.match(
      browser.headers.get('content-security-policy') ?? '',
      /default-src 'none'.*script-src 'none'.*frame-ancestors 'none'/,
    );
    const foreign = await sandbox.sandbox.fetch(new Request('http://rebound.test/devicelogin'));
    assert.equal(foreign.status, 421);
    const moved = await sandbox.sandbox.fetch(new Request(`${ORIGIN}/devicelogin?user_code=X`));
    assert.equal(moved.headers.get('location'), `${PAGES}/devicelogin?user_code=X`);
  });

  it('escapes what comes from outside', async () => {
    const evil = '<img src=x onerror=alert(1)>';
    const browser = await browserOf(sandbox).open(
      authorizeUrl(sandbox, client('Contoso Desktop'), { login_hint: evil }),
    );
    assert.ok(!browser.html.includes(evil));
    const error = await browserOf(sandbox).open(authorizeUrl(sandbox, evil));
    assert.ok(!error.html.includes(evil));
  });
});
