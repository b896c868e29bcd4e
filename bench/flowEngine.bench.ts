import { createServer } from 'node:net';
import { credentialStore } from '../src/core/oauth/credentialStore.ts';
import { discover } from '../src/core/oauth/discovery.ts';
import { openidEngine } from '../src/core/oauth/openidEngine.ts';
import { pasteRedirect } from '../src/core/oauth/redirect.ts';
import { runFlow, type FlowPorts } from '../src/core/oauth/runFlow.ts';
import { tokenStore } from '../src/core/oauth/tokenStore.ts';
import { listenForPages } from '../src/platform/node/sandboxServer.ts';
import { transport } from '../src/platform/node/transport.ts';
import { createSandboxKeys } from '../src/sandbox/keys.ts';
import { createSandbox } from '../src/sandbox/sandbox.ts';
import { memorySecrets } from '../test/support/memorySecrets.ts';
import { median } from './median.ts';
import { nobodyAsked } from '../test/support/nobodyAsked.ts';

/**
 * The client credentials flow as the extension runs it (traced, stored, read back into claims) against bare `fetch` of
 * the same two requests, discovery and token, to the sandbox over HTTP on loopback. Aim 1.2 or less.
 */
const ROUNDS = 15;
const BATCH = 40;

const port = await freePort();
const origin = `http://127.0.0.1:${port}`;
const sandbox = await createSandbox({
  keys: await createSandboxKeys(),
  clock: { now: Date.now },
  random: (count) => crypto.getRandomValues(new Uint8Array(count)),
  origin,
  pages: () => origin,
});
const listener = await listenForPages((request) => sandbox.fetch(request), port);
const network = transport();
const [contoso] = sandbox.describe().tenants;
const { tenant } = await discover(network, contoso?.issuer ?? '', { sandbox: { origin } });
const { clientId, clientSecret } = application('Contoso Nightly Job');
const scope = 'https://graph.microsoft.com/.default';

const secrets = memorySecrets();
const clock = { now: Date.now };
const random = (count: number) => crypto.getRandomValues(new Uint8Array(count));
const tokens = tokenStore(secrets, clock, nobodyAsked);
const credentials = credentialStore(secrets, random, nobodyAsked);
const value = { kind: 'secret', secret: clientSecret } as const;
await credentials.add({ tenant, clientId, name: 'Nightly', value });
const ports: FlowPorts = {
  ...{ fetch: network, clock, random, tokens, credentials, engines: [openidEngine] },
  sleep: () => Promise.resolve(),
  assertion: () => Promise.reject(new Error('none')),
};

const flow = async () => {
  const summary = await runFlow(ports, {
    request: { flow: 'clientCredentials', tenant: tenant.id, clientId, scopes: [scope] },
    tenant,
    redirect: pasteRedirect(() => Promise.resolve(undefined)),
    interaction: {
      onDeviceCode: () => {},
      secret: () => Promise.resolve(undefined),
      openBrowser: () => Promise.resolve(false),
    },
    signal: new AbortController().signal,
  });
  // What was stored is not part of the comparison, and would grow.
  await tokens.forget(summary.tokenId ?? '');
};

async function bare(): Promise<void> {
  const document = `${tenant.authority}/.well-known/openid-configuration`;
  const metadata: unknown = await (await fetch(document)).json();
  const endpoint = JSON.stringify(metadata).match(/"token_endpoint":"([^"]+)"/)?.[1] ?? '';
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    scope,
  });
  const answer: unknown = await (await fetch(endpoint, { method: 'POST', body })).json();
  if (!JSON.stringify(answer).includes('access_token')) throw new Error(JSON.stringify(answer));
}

/** Milliseconds for one batch, one after the other. */
async function time(run: () => Promise<void>): Promise<number> {
  const start = performance.now();
  for (let count = 0; count < BATCH; count++) await run();
  return performance.now() - start;
}

const times: { readonly flow: number[]; readonly bare: number[] } = { flow: [], bare: [] };
await time(bare);
await time(flow);
for (let round = 0; round < ROUNDS; round++) {
  times.bare.push(await time(bare));
  times.flow.push(await time(flow));
}
const [ours, peer] = [median(times.flow) / BATCH, median(times.bare) / BATCH];
console.log(
  `flow-engine ratio=${(ours / peer).toFixed(2)} flow=${ours.toFixed(2)}ms bare=${peer.toFixed(2)}ms`,
);
await listener.close();

function application(name: string): { clientId: string; clientSecret: string } {
  const found = sandbox.describe().applications.find((known) => known.name === name);
  return { clientId: found?.clientId ?? '', clientSecret: found?.clientSecret ?? '' };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
