import { OAuth2Server } from 'oauth2-mock-server';
import { listenForPages } from '../src/platform/node/sandboxServer.ts';
import { createSandboxKeys } from '../src/sandbox/keys.ts';
import { createSandbox } from '../src/sandbox/sandbox.ts';
import { median } from './median.ts';

/**
 * Tokens per second of the sandbox against oauth2-mock-server, side by side: client credentials over HTTP on loopback,
 * one client that keeps its connection, RS256 with a 2048-bit key on both. The mock checks no client, knows no
 * permissions and keeps no audit trail. Aim 1 or more.
 */
const ROUNDS = 15;
const BATCH = 100;

const listened = Promise.withResolvers<number>();
const sandbox = await createSandbox({
  keys: await createSandboxKeys(),
  clock: { now: Date.now },
  random: (count) => crypto.getRandomValues(new Uint8Array(count)),
  origin: 'https://login.sandbox.localhost',
  pages: async () => `http://127.0.0.1:${await listened.promise}`,
});
const listener = await listenForPages((request) => sandbox.fetch(request));
listened.resolve(listener.port);
const mock = new OAuth2Server();
await mock.issuer.keys.generate('RS256');
await mock.start(0, '127.0.0.1');

const { tenants, applications } = sandbox.describe();
const { clientId = '', clientSecret = '' } =
  applications.find(({ name }) => name === 'Contoso Nightly Job') ?? {};
const form = new URLSearchParams({
  grant_type: 'client_credentials',
  client_id: clientId,
  client_secret: clientSecret,
  scope: 'https://graph.microsoft.com/.default',
}).toString();
const headers = { 'content-type': 'application/x-www-form-urlencoded' };

/** Milliseconds for one batch of tokens, one after the other. */
async function time(endpoint: string): Promise<number> {
  const start = performance.now();
  for (let count = 0; count < BATCH; count++) {
    const response = await fetch(endpoint, { method: 'POST', headers, body: form });
    const body = await response.text();
    if (!body.includes('"access_token"')) throw new Error(body);
  }
  return performance.now() - start;
}

const endpoints = {
  ours: `http://127.0.0.1:${listener.port}/${tenants[0]?.id ?? ''}/oauth2/v2.0/token`,
  peer: `http://127.0.0.1:${mock.address().port}/token`,
};
const ours: number[] = [];
const peer: number[] = [];
await time(endpoints.ours);
await time(endpoints.peer);
for (let round = 0; round < ROUNDS; round++) {
  peer.push(await time(endpoints.peer));
  ours.push(await time(endpoints.ours));
}
const rate = (times: readonly number[]) => ((BATCH * 1000) / median(times)).toFixed(0);
const ratio = median(peer) / median(ours);
console.log(`sandbox-peer ratio=${ratio.toFixed(2)} tokens/s=${rate(ours)} oauth2-mock-server=${rate(peer)}`);
await Promise.all([listener.close(), mock.stop()]);
