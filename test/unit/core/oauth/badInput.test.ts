import assert from 'node:assert/strict';
import { IdentityError, fill } from '../../../../src/core/errors.ts';
import { errorTexts } from '../../../../src/core/errorTexts.ts';
import { authorityOf } from '../../../../src/core/oauth/authority.ts';
import type { FlowDefinition, FlowRequest } from '../../../../src/core/oauth/flow.ts';
import { flows } from '../../../../src/core/oauth/flows.ts';
import type { Tenant } from '../../../../src/core/oauth/model.ts';
import { traceExports } from '../../../../src/core/oauth/traceExports.ts';
import { transport } from '../../../../src/platform/node/transport.ts';
import { createCertificate, type Certificate } from '../../../../src/sandbox/certificate.ts';
import { idTokenFaults, keyFaults, responseFaults, serverFaults, shown, toldAs } from './badInputFaults.ts';
import { flowBench, type FlowBench } from './flowBench.ts';
import { CLIENT, HOST, SECRETS, simulatedServer, type Spoil } from './simulatedServer.ts';

/** Long enough for a busy machine; a stall is not waited for. */
const LIMIT_SECONDS = 20;
const STALL_SECONDS = 0.05;
const encoded = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');
const ID_TOKEN = `${encoded({ alg: 'RS256' })}.${encoded({ sub: 'alice' })}.signature-of-the-input-0123456789`;

/** What else is wrong: the key of the client, how long an answer is waited for. */
interface Hardship {
  readonly privateKey?: string;
  readonly limit?: number;
}

/** What a flow came to, and what was asked of the server. */
interface Outcome {
  readonly error: unknown;
  readonly asked: readonly string[];
}

describe('every exchange of every flow, gone wrong, ends in one clear error with nothing half-stored', () => {
  let certificate: Certificate;
  before(async () => (certificate = await createCertificate(CLIENT)));

  /** Runs the flow on a spoilt server, or with a spoilt key, and holds what is left of it against what may be. */
  async function run(
    flow: FlowDefinition,
    spoil: Spoil = {},
    { privateKey, limit = LIMIT_SECONDS }: Hardship = {},
  ): Promise<Outcome> {
    const clock = { time: Date.now(), now: () => clock.time };
    const server = await simulatedServer(flow.offeredBy === undefined ? 'oidc' : 'sandbox', clock, spoil);
    const own = flowBench({
      fetch: transport({ network: server.fetch, timeoutSeconds: limit }),
      tenant: server.tenant,
      clock,
      redirect: server.redirect,
      browser: (url) => server.browser(url),
      secret: () => SECRETS.password,
      assertion: () => Promise.resolve(ID_TOKEN),
      environment: { IDENTITY_ENDPOINT: `${HOST}/msi`, IDENTITY_HEADER: SECRETS.clientSecret },
      sleep: (milliseconds) => {
        clock.time += milliseconds;
        return Promise.resolve();
      },
    });
    const method =
      privateKey !== undefined || flow.id === 'jwtBearer' ? 'private_key_jwt' : 'client_secret_post';
    const key = {
      kind: 'certificate',
      ...certificate,
      ...(privateKey === undefined ? {} : { privateKey }),
    } as const;
    const secret = { kind: 'secret', secret: SECRETS.clientSecret } as const;
    await own.credential(CLIENT, method === 'private_key_jwt' ? key : secret);
    if (flow.needs.includes('token')) await keepInput(own, server.tenant);
    const kept = new Map(own.secrets.entries);
    const error: unknown = await own.run(requestOf(flow, method)).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (error !== undefined) assert.deepEqual(new Map(own.secrets.entries), kept, 'something was stored');
    assertClear(error);
    assertMasked(own, certificate);
    return { error, asked: server.asked };
  }

  for (const flow of flows) {
    it(`${flow.title}: nothing wrong`, async () => {
      assert.equal(shown((await run(flow)).error), 'undefined');
    });

    for (const [what, answer, code] of serverFaults)
      it(`${flow.title}: ${what}`, async () => {
        for (const [ordinal, path] of (await run(flow)).asked.entries()) {
          // What fails goes on failing, so that a flow that may ask again has to give up.
          const spoilt = (to: string, at: number) => (at >= ordinal && to === path ? answer() : undefined);
          const limit = code === 'transport.timedOut' ? STALL_SECONDS : LIMIT_SECONDS;
          const { error } = await run(flow, { answer: spoilt }, { limit });
          const expected = toldAs(code, path, flow);
          const told = IdentityError.is(error) ? error.code : error;
          assert.equal(told, expected, `${path}: ${shown(error)}`);
        }
      });

    for (const [what, response, code] of flow.needs.includes('redirect') ? responseFaults : [])
      it(`${flow.title}: ${what}`, async () => {
        const { error } = await run(flow, { response });
        assert.ok(IdentityError.is(error, code), shown(error));
      });

    for (const [what, spoil, check] of flow.steps.some(({ id }) => id === 'verification')
      ? idTokenFaults
      : []) {
      // Only a request through the browser carries a nonce.
      if (check === 'nonce' && !flow.needs.includes('redirect')) continue;
      it(`${flow.title}: ${what}`, async () => {
        const { error } = await run(flow, spoil);
        assert.ok(IdentityError.is(error, 'idToken.invalid'), shown(error));
        assert.equal(error.data.check, check);
      });
    }

    for (const [what, key] of flow.clientAuthentication.includes('private_key_jwt') ? keyFaults : [])
      it(`${flow.title}: ${what}`, async () => {
        const { error, asked } = await run(flow, {}, { privateKey: key });
        assert.ok(IdentityError.is(error, 'client.certificateBroken'), shown(error));
        assert.ok(!asked.includes('token'), 'a token was asked for');
      });
  }
});

function requestOf(
  flow: FlowDefinition,
  method: 'private_key_jwt' | 'client_secret_post',
): Partial<FlowRequest> & Pick<FlowRequest, 'flow' | 'clientId'> {
  const parameters: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    password: { username: 'alice' },
    endSession: { post_logout_redirect_uri: 'http://localhost' },
  };
  return {
    flow: flow.id,
    clientId: CLIENT,
    scopes:
      flow.needs.includes('person') || flow.needs.includes('redirect')
        ? ['openid', 'offline_access']
        : ['api'],
    parameters: parameters[flow.id] ?? {},
    platform: 'web',
    ...(flow.clientAuthentication.includes(method) ? { clientAuthentication: method } : {}),
    ...(flow.needs.includes('token') ? { tokenId: 'input' } : {}),
  };
}

/** The cached token set that goes in where a flow starts from one. */
function keepInput(own: FlowBench, tenant: Tenant): Promise<void> {
  return own.tokens.add({
    ...{ id: 'input', tenantId: tenant.id, authority: authorityOf(tenant), clientId: CLIENT },
    ...{ flow: 'authorizationCode', scope: 'openid' },
    ...{ obtainedAt: 0, tokenType: 'Bearer', idToken: ID_TOKEN },
    accessToken: SECRETS.accessToken,
    refreshToken: SECRETS.refreshToken,
  });
}

/** Says what happened and what to do, with nothing left open and nothing secret in it. */
function assertClear(error: unknown): void {
  if (error === undefined) return;
  assert.ok(IdentityError.is(error), `no error of ours: ${shown(error)}`);
  const { what, next, ...why } = errorTexts[error.code];
  const told = [what, next, ...Object.values(why)].map((text) => fill(text, error.data));
  for (const text of told) assert.doesNotMatch(text, /\{\w+\}|undefined|\[object/);
  for (const secret of Object.values(SECRETS))
    assert.ok(!told.join('\n').includes(secret), 'a secret is told');
}

/** Nothing that was secret stands in the trace, in whatever form it leaves. */
function assertMasked(own: FlowBench, { privateKey }: Certificate): void {
  const { entries } = own.trace();
  const left = [JSON.stringify(entries), ...traceExports.map(({ render }) => render('flow', entries))].join(
    '\n',
  );
  const key = privateKey.split('\n')[1] ?? '';
  for (const secret of [...Object.values(SECRETS), key, 'signature-of-the-input'])
    assert.ok(!left.includes(secret), `${secret.slice(0, 12)}… stands in the trace`);
}
