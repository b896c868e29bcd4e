import assert from 'node:assert/strict';
import { decodeProtectedHeader } from 'jose';
import { isObject, list, parseJson, text } from '../../../src/core/json.ts';
import type { FaultRequest } from '../../../src/core/sandboxControl.ts';
import { createSandbox } from '../../../src/sandbox/sandbox.ts';
import {
  ADA,
  authorizeUrl,
  browserOf,
  ORIGIN,
  PAGES,
  signIn,
  startSandbox,
  testKeys,
  type TestSandbox,
} from './testSandbox.ts';

const GRAPH = 'https://graph.microsoft.com/.default';

describe('sandbox: control', () => {
  let sandbox: TestSandbox;
  beforeEach(async () => (sandbox = await startSandbox()));

  const daemon = () => sandbox.application('Contoso Nightly Job');
  const request = (signal?: AbortSignal) => {
    const { clientId, clientSecret = '' } = daemon();
    const body = new URLSearchParams({
      ...{ grant_type: 'client_credentials', scope: GRAPH },
      ...{ client_id: clientId, client_secret: clientSecret },
    });
    const address = `${ORIGIN}/${sandbox.contoso}/oauth2/v2.0/token`;
    return new Request(address, { method: 'POST', body, ...(signal ? { signal } : {}) });
  };
  const ask = async () => {
    const response = await sandbox.sandbox.fetch(request());
    const source = await response.text();
    const value = parseJson(source);
    return { response, source, body: isObject(value) ? value : {} };
  };
  const inject = (fault: FaultRequest['fault'], more: Partial<FaultRequest> = {}) =>
    sandbox.sandbox.control.inject({ fault, endpoint: 'token', times: 1, ...more });

  describe('faults', () => {
    it('answer with any AADSTS number, known to the sandbox or not, then are used up', async () => {
      for (const value of [53003, 700016, 99999999]) {
        inject('aadsts', { value });
        const { body, response } = await ask();
        assert.deepEqual(list(body, 'error_codes'), [value]);
        assert.match(text(body, 'error_description') ?? '', new RegExp(`^AADSTS${value}: \\S.* Trace ID: `));
        assert.ok(response.status >= 400);
      }
      assert.equal((await ask()).response.status, 200);
      assert.deepEqual(sandbox.sandbox.control.faults(), []);
    });

    it('throttle, fail, send HTML, malformed and truncated JSON', async () => {
      inject('throttled', { value: 7 });
      const throttled = await ask();
      assert.deepEqual(
        [throttled.response.status, throttled.response.headers.get('retry-after')],
        [429, '7'],
      );
      inject('serverError');
      assert.equal((await ask()).response.status, 500);
      inject('html');
      assert.match((await ask()).source, /^<!doctype html>/);
      for (const fault of ['malformed', 'truncated'] as const) {
        inject(fault);
        const { response, source } = await ask();
        assert.match(response.headers.get('content-type') ?? '', /json/);
        assert.equal(parseJson(source), undefined, fault);
      }
    });

    it('demand interaction and claims, at the token endpoint and at Graph', async () => {
      inject('interactionRequired');
      assert.equal((await ask()).body['error'], 'interaction_required');
      inject('claimsChallenge');
      assert.match(String((await ask()).body['claims']), /acrs/);
      inject('claimsChallenge', { endpoint: 'graph' });
      const { status, headers } = await sandbox.get('/graph/v1.0/users');
      assert.equal(status, 401);
      assert.match(headers.get('www-authenticate') ?? '', /insufficient_claims/);
    });

    it('delay the right answer, and stall until the client goes away', async () => {
      inject('delay', { value: 1 });
      assert.equal((await ask()).response.status, 200);
      inject('stall');
      const client = new AbortController();
      const answer = sandbox.sandbox.fetch(request(client.signal));
      client.abort();
      assert.equal((await answer).status, 504);
    });

    it('meet the next N requests of their endpoint and no others; pages never', async () => {
      inject('serverError', { times: 2 });
      assert.equal(
        (await sandbox.get(`/${sandbox.contoso}/v2.0/.well-known/openid-configuration`)).status,
        200,
      );
      const statuses = [await ask(), await ask(), await ask()].map(({ response }) => response.status);
      assert.deepEqual(statuses, [500, 500, 200]);
      inject('serverError', { endpoint: 'any' });
      const browser = browserOf(sandbox);
      await browser.open(authorizeUrl(sandbox, sandbox.application('Contoso Desktop').clientId));
      assert.equal(browser.status, 200);
      assert.equal((await ask()).response.status, 500);
    });
  });

  it('clock: tokens and their checks follow it', async () => {
    const { control } = sandbox.sandbox;
    const token = text((await ask()).body, 'access_token') ?? '';
    const read = async () =>
      (await sandbox.get('/graph/v1.0/users', { authorization: `Bearer ${token}` })).status;
    assert.equal(await read(), 200);
    control.setClock(2 * 3600_000);
    assert.equal(await read(), 401);
    control.setClock(0);
    assert.equal(await read(), 200);
    assert.deepEqual(control.clock(), { now: sandbox.clock.time, offset: 0 });
  });

  it('key rotation: the old key stays until it is removed', async () => {
    const { control } = sandbox.sandbox;
    const before = text((await ask()).body, 'access_token') ?? '';
    const published = async () =>
      list((await sandbox.get(`/${sandbox.contoso}/discovery/v2.0/keys`)).body, 'keys').map((key) =>
        isObject(key) ? key['kid'] : undefined,
      );
    const read = async () =>
      (await sandbox.get('/graph/v1.0/users', { authorization: `Bearer ${before}` })).status;
    const kid = await control.rotateKeys('keep');
    assert.equal(decodeProtectedHeader(text((await ask()).body, 'access_token') ?? '').kid, kid);
    assert.deepEqual([(await published()).length, (await published())[0], await read()], [2, kid, 200]);
    const last = await control.rotateKeys('remove');
    assert.deepEqual([await published(), await read()], [[last], 401]);
  });

  it('audit: what was asked and answered, without one secret', async () => {
    inject('aadsts', { value: 50076 });
    await ask();
    await ask();
    const [disturbed, entry] = sandbox.sandbox.control.audit();
    assert.deepEqual([disturbed?.fault, disturbed?.status, entry?.fault], ['aadsts', 400, undefined]);
    const shown = JSON.stringify(sandbox.sandbox.control.audit());
    assert.match(shown, /client_credentials/);
    assert.ok(!shown.includes(daemon().clientSecret ?? ''), 'client secret');
    assert.doesNotMatch(shown, /eyJ/);
    for (let count = 0; count < 510; count++) await sandbox.get('/common/discovery/instance');
    assert.equal(sandbox.sandbox.control.audit().length, 500);
  });

  it('consent reset: people are asked again', async () => {
    const desktop = sandbox.application('Contoso Single Page').clientId;
    const url = authorizeUrl(sandbox, desktop, {
      redirect_uri: 'http://localhost:5173',
      code_challenge: 'a'.repeat(43),
    });
    const first = await signIn(sandbox, await browserOf(sandbox).open(url), ADA);
    await first.send('consent', { decision: 'accept' });
    assert.ok(first.left);
    const again = await signIn(sandbox, await browserOf(sandbox).open(url), ADA);
    assert.ok(again.left, 'consent is remembered');
    sandbox.sandbox.control.resetConsent();
    const reset = await signIn(sandbox, await browserOf(sandbox).open(url), ADA);
    assert.match(reset.text(), /Permissions requested/);
  });

  describe('admin endpoint', () => {
    const KEY = 'k'.repeat(43);
    const order = async (
      action: string,
      body: unknown,
      headers: Readonly<Record<string, string>> = {},
      origin = ORIGIN,
    ) => {
      const served = await createSandbox({
        keys: await testKeys(),
        clock: sandbox.clock,
        random: (count) => crypto.getRandomValues(new Uint8Array(count)),
        ...{ origin: ORIGIN, pages: () => PAGES, adminKey: KEY },
      });
      const response = await served.fetch(
        new Request(`${origin}/admin/${action}`, {
          method: 'POST',
          body: typeof body === 'string' ? body : JSON.stringify(body),
          headers: { authorization: `Bearer ${KEY}`, ...headers },
        }),
      );
      return { served, response, answer: parseJson(await response.text()) };
    };

    it('takes orders with the key of the run', async () => {
      const { served, response } = await order('inject', {
        fault: 'aadsts',
        endpoint: 'token',
        times: 2,
        value: 50076,
      });
      assert.equal(response.status, 200);
      assert.equal(served.control.faults()[0]?.times, 2);
      const forged = await order('forge', {
        kind: 'user',
        version: 2,
        variant: 'expired',
        claims: { scp: 'x' },
      });
      assert.ok(isObject(forged.answer) && text(forged.answer, 'token')?.startsWith('eyJ'));
    });

    it('refuses other keys, browsers, the pages’ origin, and what it does not know; never any CORS', async () => {
      const good = { fault: 'html', endpoint: 'token', times: 1 };
      const cases = [
        [await order('inject', good, { authorization: 'Bearer guess' }), 401],
        [await order('inject', good, { origin: 'http://localhost:5173' }), 401],
        [await order('inject', good, {}, PAGES), 404],
        [await order('toString', {}), 404],
        [await order('inject', { ...good, fault: 'fire' }), 400],
        [await order('inject', { ...good, times: 1e9 }), 400],
        [await order('setClock', '{"offset":'), 400],
      ] as const;
      for (const [{ response }, status] of cases) {
        assert.equal(response.status, status);
        assert.equal(response.headers.get('access-control-allow-origin'), null);
      }
    });

    it('is not there unless a key was made', async () => {
      assert.equal((await sandbox.post('/admin/audit', {})).status, 404);
    });
  });
});
