import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { FlowDefinition, FlowRequest } from '../../../../src/core/oauth/flow.ts';
import { flows } from '../../../../src/core/oauth/flows.ts';
import type { ClientAuthenticationMethod } from '../../../../src/core/oauth/model.ts';
import type { TraceEntry } from '../../../../src/core/oauth/trace.ts';
import type { FlowBench } from './flowBench.ts';
import { flowMatrixTable } from './flowMatrixTable.ts';
import { genericPlace, sandboxPlace, type FlowPlace } from './flowPlaces.ts';

/**
 * Every flow with every client authentication it takes, run to its end against a real server: the certified
 * provider, and the sandbox tenant for what only Entra has. The table in README.md has one cell for each of
 * these tests, by these titles.
 */
describe('every flow with every client authentication', () => {
  let generic: FlowPlace;
  let entra: FlowPlace;
  before(async () => {
    [generic, entra] = await Promise.all([genericPlace(), sandboxPlace()]);
  });
  after(() => Promise.all([generic.close(), entra.close()]));

  const placeOf = (flow: FlowDefinition, method: ClientAuthenticationMethod | undefined) =>
    flow.offeredBy !== undefined || flow.id === 'password' || method === 'federated' ? entra : generic;

  for (const flow of flows)
    for (const method of flow.clientAuthentication.length > 0 ? flow.clientAuthentication : [undefined])
      it(`${flow.title} with ${method ?? 'no client'}`, async () => {
        const place = placeOf(flow, method);
        const own = place.bench();
        const request = await place.request(own, flow, method);
        const summary = await own.run(request);
        assert.ok(summary.tokenId !== undefined || summary.result !== undefined);
        if (flow.kind === 'flow')
          assert.ok((await own.tokens.list()).some(({ id }) => id === summary.tokenId));
        if (method !== undefined) assertProof(own, flow, method, request);
      });

  it('is the table of README.md', async () => {
    const document = await readFile('README.md', 'utf8');
    const wanted = flowMatrixTable();
    const written = document.split('\n').filter((line) => line.startsWith('|'));
    const squeezed = (line: string) => line.replaceAll(/ +/g, ' ').replaceAll(/-+/g, '-');
    const lines = new Set(written.map(squeezed));
    for (const line of wanted) assert.ok(lines.has(squeezed(line)), `README.md lacks\n${wanted.join('\n')}`);
  });
});

/** Holds what was sent against what the method says (RFC 6749 §2.3, RFC 7523 §2.2, RFC 8705 §2). */
function assertProof(
  own: FlowBench,
  flow: FlowDefinition,
  method: ClientAuthenticationMethod,
  { clientId }: Pick<FlowRequest, 'clientId'>,
): void {
  const sent = own.trace().entries.filter(({ request }) => request?.method === 'POST');
  if (sent.length === 0)
    assert.ok(['implicit', 'userInfo', 'endSession', 'adminConsent'].includes(flow.id), 'nothing was sent');
  for (const entry of sent) assert.deepEqual(proofOf(entry, clientId), PROOFS[method], entry.label);
}

const PROOFS: Readonly<Record<ClientAuthenticationMethod, object>> = {
  none: { in: 'body' },
  client_secret_basic: { in: 'header' },
  client_secret_post: { in: 'body', secret: true },
  client_secret_jwt: { in: 'body', alg: 'HS256' },
  private_key_jwt: { in: 'body', alg: 'PS256' },
  federated: { in: 'body', alg: 'RS256' },
  tls_client_auth: { in: 'body' },
};

/** How the client of a recorded request showed who it is. */
function proofOf({ request }: TraceEntry, clientId: string): object {
  const field = (name: string) => request?.fields.find((each) => each.name === name);
  const basic = request?.headers.some(
    ({ name, value }) => name === 'authorization' && value.startsWith('Basic'),
  );
  if (basic === true) return { in: 'header' };
  assert.equal(field('client_id')?.value, clientId);
  const alg = field('client_assertion')?.token?.header['alg'];
  return {
    in: 'body',
    ...(field('client_secret') === undefined ? {} : { secret: true }),
    ...(alg === undefined ? {} : { alg }),
  };
}
