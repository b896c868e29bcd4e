import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { tokenTools } from '../../../../src/commands/token/tokenTools.ts';
import { tokenVerify } from '../../../../src/commands/token/tokenVerify.ts';
import { untranslated } from '../../../../src/core/explain.ts';
import { issuerKeys } from '../../../../src/core/jwt/issuerKeys.ts';
import { platformKeys } from '../../../../src/platform/node/platformKeys.ts';
import {
  accessV2,
  jws,
  NOW,
  RFC7515_A1,
  RFC7516_A2,
  RFC7797_DETACHED,
  RS256,
} from '../../core/jwt/tokens.ts';
import { rsaPrivate } from '../../../../src/platform/node/rsaPrivate.ts';

const clock = { now: () => NOW * 1000 };
const { signal } = new AbortController();

/** A verifier whose person answers `answer`, and what it asked, requested and said. */
function verifier(answer: boolean) {
  const asked: string[] = [];
  const requested: string[] = [];
  const remembered = new Map<string, unknown>();
  const fetch = (url: string | URL) => {
    requested.push(String(url));
    return Promise.resolve(new Response('', { status: 404 }));
  };
  const confirm = (question: string) => {
    asked.push(question);
    return Promise.resolve(answer);
  };
  const memory = {
    recall: (key: string) => remembered.get(key),
    remember: (key: string, value: unknown) => Promise.resolve(void remembered.set(key, value)),
  };
  const verify = tokenVerify({
    keys: issuerKeys(fetch, clock),
    platform: platformKeys,
    prompt: { confirm },
    memory,
    translate: untranslated,
  });
  const run = async (token: string, material?: string, payload?: string) => {
    const said: string[] = [];
    const given = {
      ...(material === undefined ? {} : { material }),
      ...(payload === undefined ? {} : { payload }),
    };
    await verify(token, given, ({ state, title }) => said.push(`${state}: ${title}`), signal);
    return said;
  };
  return { run, asked, requested, remembered };
}

/** RFC 7515 A.1.1. */
const RFC7515_A1_KEY =
  'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow';

describe('Verify Token', () => {
  const token = jws(RS256, accessV2);

  it('asks once for each issuer before the first request, and says what failed', async () => {
    const { run, asked, requested, remembered } = verifier(true);
    assert.deepEqual(await run(token), ['running: Verifying…', 'undecided: Not verified']);
    await run(token);
    assert.deepEqual(asked, ['Ask login.microsoftonline.com for its public keys?']);
    assert.ok(requested.length > 0);
    assert.deepEqual([...remembered.values()], [['login.microsoftonline.com']]);
  });

  it('sends nothing when the person declines, and asks nothing about this machine', async () => {
    const declined = verifier(false);
    assert.deepEqual(await declined.run(token), ['running: Verifying…', 'undecided: Not verified']);
    assert.deepEqual(declined.requested, []);
    const local = verifier(false);
    await local.run(jws(RS256, { ...accessV2, iss: 'https://127.0.0.1:8443/t/v2.0' }));
    assert.deepEqual(local.asked, []);
    assert.ok(local.requested.length > 0);
  });

  it('verifies with a key without the network', async () => {
    const { run, requested } = verifier(false);
    assert.deepEqual(await run(RFC7515_A1, RFC7515_A1_KEY), [
      'running: Verifying…',
      'valid: Signature verified',
    ]);
    assert.deepEqual(requested, []);
  });

  it('verifies a detached token with its payload, with the line ends it was signed with', async () => {
    const { run } = verifier(false);
    const [header = ''] = RFC7797_DETACHED.split('.');
    assert.deepEqual(await run(RFC7797_DETACHED, RFC7515_A1_KEY), [
      'running: Verifying…',
      'undecided: Payload missing',
    ]);
    const holds = ['running: Verifying…', 'valid: Signature verified'];
    assert.deepEqual(await run(RFC7797_DETACHED, RFC7515_A1_KEY, '$.02'), holds);
    const signature = createHmac('sha256', Buffer.from(RFC7515_A1_KEY, 'base64url'))
      .update(`${header}.{"a":\r\n1}`)
      .digest('base64url');
    assert.deepEqual(await run(`${header}..${signature}`, RFC7515_A1_KEY, '{"a":\n1}'), holds);
    assert.deepEqual(await run(`${header}..${signature}`, RFC7515_A1_KEY, '{"a":\n2}'), [
      'running: Verifying…',
      'invalid: Signature wrong',
    ]);
  });
});

describe('token tools', () => {
  const run = tokenTools({
    clock,
    random: (count) => crypto.getRandomValues(new Uint8Array(count)),
    translate: untranslated,
    rsaPrivate,
  });

  it('make tokens that one key verifies, whatever the variant', async () => {
    const forge = (variant: string) =>
      run(RFC7515_A1, { type: 'forge', claims: '{"sub":"x"}', alg: 'ES256', variant });
    const [good, wrong] = [await forge('good'), await forge('wrongKey')];
    assert.equal(good.failed, false);
    assert.equal(good.key, wrong.key);
    assert.match(good.key ?? '', /"kid": "forged-/);
  });

  it('tell what failed', async () => {
    const outcome = await run(RFC7516_A2, { type: 'decrypt', material: 'nonsense' });
    assert.ok(outcome.failed);
    assert.match(outcome.text, /could not be decrypted/);
    assert.ok((await run(RFC7515_A1, { type: 'forge', claims: 'x', alg: 'none', variant: 'good' })).failed);
  });
});
