import { importJWK } from 'jose';
import { createSandboxKeys } from '../src/sandbox/keys.ts';
import { createSandbox } from '../src/sandbox/sandbox.ts';
import { median } from './median.ts';

/**
 * How fast the sandbox issues tokens for client credentials, request to response in process, against raw RS256
 * signing of the same number of bytes with the same key. 1 would mean that issuing costs nothing but the
 * signature; aim 0.5.
 */
const ROUNDS = 15;
const BATCH = 100;

const keys = await createSandboxKeys();
const sandbox = await createSandbox({
  keys,
  clock: { now: Date.now },
  random: (count) => crypto.getRandomValues(new Uint8Array(count)),
  origin: 'https://login.sandbox.localhost',
  pages: () => 'http://127.0.0.1:1',
});
const { origin, tenants, applications } = sandbox.describe();
const { clientId = '', clientSecret = '' } =
  applications.find((each) => each.name === 'Contoso Nightly Job') ?? {};
const endpoint = `${origin}/${tenants[0]?.id ?? ''}/oauth2/v2.0/token`;
const body = new URLSearchParams({
  grant_type: 'client_credentials',
  client_id: clientId,
  client_secret: clientSecret,
  scope: 'https://graph.microsoft.com/.default',
}).toString();
const headers = { 'content-type': 'application/x-www-form-urlencoded' };

async function issue(): Promise<string> {
  const response = await sandbox.fetch(new Request(endpoint, { method: 'POST', headers, body }));
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text;
}

const [signing] = keys.signing;
const key = signing && (await importJWK(signing, 'RS256'));
if (!key || key instanceof Uint8Array) throw new Error('no signing key');
const token = /[\w-]+\.[\w-]+(?=\.[\w-]+")/.exec(await issue())?.[0] ?? '';
const input = new TextEncoder().encode(token);

/** Milliseconds for one batch, one after the other as a single client would. */
async function time(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  for (let count = 0; count < BATCH; count++) await run();
  return performance.now() - start;
}

const raw: number[] = [];
const issued: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  raw.push(await time(() => crypto.subtle.sign('RSASSA-PKCS1-v1_5', key, input)));
  issued.push(await time(issue));
}
const ratio = median(raw) / median(issued);
const rate = (BATCH * 1000) / median(issued);
console.log(
  `sandbox-issue ratio=${ratio.toFixed(2)} tokens/s=${rate.toFixed(0)} signed bytes=${input.length}`,
);
