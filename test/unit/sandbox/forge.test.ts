import assert from 'node:assert/strict';
import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, errors, jwtVerify, customFetch } from 'jose';
import type { ForgeRequest } from '../../../src/core/sandboxControl.ts';
import { ORIGIN, startSandbox, type TestSandbox } from './testSandbox.ts';

describe('sandbox: token forge', () => {
  let sandbox: TestSandbox;
  before(async () => (sandbox = await startSandbox()));

  const forge = async (request: Partial<ForgeRequest> = {}) =>
    await sandbox.sandbox.control.forge({ kind: 'user', version: 2, variant: 'good', ...request });
  const verify = async (token: string) => {
    const keys = createRemoteJWKSet(new URL(`${ORIGIN}/${sandbox.contoso}/discovery/v2.0/keys`), {
      [customFetch]: async (url) => await sandbox.sandbox.fetch(new Request(url)),
    });
    return await jwtVerify(token, keys, {
      issuer: `${ORIGIN}/${sandbox.contoso}/v2.0`,
      audience: sandbox.application('Contoso Tasks API').clientId,
      currentDate: new Date(sandbox.clock.time),
    });
  };

  it('makes tokens a verifier accepts, always marked as forged', async () => {
    const { payload } = await verify(
      await forge({ claims: { xms_sandbox_forged: false, roles: ['Boss'], name: null } }),
    );
    assert.deepEqual(
      [payload['xms_sandbox_forged'], payload['roles'], payload['name']],
      [true, ['Boss'], undefined],
    );
  });

  const refusals: readonly (readonly [ForgeRequest['variant'], new (...args: never[]) => Error])[] = [
    ['expired', errors.JWTExpired],
    ['notYetValid', errors.JWTClaimValidationFailed],
    ['wrongAudience', errors.JWTClaimValidationFailed],
    ['wrongIssuer', errors.JWTClaimValidationFailed],
    ['badSignature', errors.JWSSignatureVerificationFailed],
    ['wrongKey', errors.JWSSignatureVerificationFailed],
    ['algNone', errors.JOSENotSupported],
  ];
  for (const [variant, expected] of refusals) {
    it(`${variant}: a real verifier refuses it`, async () => {
      const token = await forge({ variant });
      assert.ok(decodeJwt(token)['xms_sandbox_forged']);
      await assert.rejects(verify(token), (error) => error instanceof expected, variant);
    });
  }

  it('wrongKey keeps the published kid', async () => {
    const [good, wrong] = [await forge(), await forge({ variant: 'wrongKey' })];
    assert.equal(decodeProtectedHeader(wrong).kid, decodeProtectedHeader(good).kid);
  });

  it('groupOverage: a link instead of groups', async () => {
    const claims = decodeJwt(await forge({ variant: 'groupOverage' }));
    assert.deepEqual([claims['groups'], claims['_claim_names']], [undefined, { groups: 'src1' }]);
  });

  it('version 1, an application alone, an agent identity', async () => {
    const one = decodeJwt(await forge({ version: 1 }));
    assert.deepEqual([one['ver'], one.aud], ['1.0', 'https://orders.contoso.sandbox.test']);
    const app = decodeJwt(await forge({ kind: 'app' }));
    assert.deepEqual([app['idtyp'], app['scp'], app['roles']], ['app', undefined, ['Tasks.ReadWrite.All']]);
    assert.equal(decodeJwt(await forge({ kind: 'agent' }))['xms_act_fct'], '11');
  });
});
