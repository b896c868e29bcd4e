import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { graph } from '../src/core/entra/graph.ts';
import { untranslated } from '../src/core/explain.ts';
import { isObject, list, parseJson, text, type JsonObject } from '../src/core/json.ts';
import type { Tenant } from '../src/core/oauth/model.ts';
import { createSandboxKeys } from '../src/sandbox/keys.ts';
import { northwind } from '../src/sandbox/directory/largeTenant.ts';
import { createSandbox } from '../src/sandbox/sandbox.ts';
import { applicationsView } from '../src/views/applicationsView.ts';
import type { Page, Row } from '../src/views/treeNode.ts';
import { median } from './median.ts';

/**
 * The App Registrations view on a tenant of 10,000 applications and 100,000 users, against the same pages of Graph fetched
 * bare: requested, parsed, nothing else. Both sides speak to the same sandbox in process. Aim 1.2.
 */
const ROUNDS = 201;
const AIM = 1.2;

setFlagsFromString('--expose-gc');
const collect: unknown = runInNewContext('gc');
const origin = 'https://login.sandbox.localhost';
const clock = { now: Date.now };
const sandbox = await createSandbox({
  keys: await createSandboxKeys(),
  clock,
  random: (count) => crypto.getRandomValues(new Uint8Array(count)),
  origin,
  pages: () => 'http://127.0.0.1:1',
});
let requests = 0;
const fetch = (url: string | URL, init?: RequestInit) => {
  requests++;
  return sandbox.fetch(new Request(url, init));
};
const token = await accessToken();
const tenant: Tenant = {
  id: northwind.id,
  name: northwind.name,
  kind: 'sandbox',
  authority: `${origin}/${northwind.id}/v2.0`,
  graph: `${origin}/graph`,
};

async function accessToken(): Promise<string> {
  const { clientId = '', clientSecret = '' } =
    sandbox.describe().applications.find(({ name }) => name === 'Identity Workbench') ?? {};
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    scope: 'https://graph.microsoft.com/.default',
  });
  return (
    text(
      await bare(`${origin}/${northwind.id}/oauth2/v2.0/token`, { method: 'POST', body }),
      'access_token',
    ) ?? ''
  );
}

/** A request and its parsed answer, nothing else. */
async function bare(url: string, init: RequestInit): Promise<JsonObject> {
  const response = await sandbox.fetch(new Request(url, init));
  const json = parseJson(await response.text());
  if (!response.ok || !isObject(json)) throw new Error(`${url}: ${response.status}`);
  return json;
}

/** The view's first rows of the tenant, drawn; with what is remembered as query. */
async function firstRows(query: object = { list: 'all' }): Promise<Page> {
  const client = graph(fetch, `${origin}/graph`, () => Promise.resolve(token));
  const deps = {
    tenants: {
      list: () => Promise.resolve({ tenants: [tenant], problems: [] }),
      find: () => Promise.resolve(tenant),
      add: () => Promise.resolve(),
      remove: () => Promise.resolve(),
      changeSignIn: () => Promise.resolve(),
      onDidChange: () => ({ dispose() {} }),
    },
    graph: () => client,
    translate: untranslated,
    clock,
    memory: {
      recall: (key: string) => (key === 'applications.query' ? query : undefined),
      remember: () => Promise.resolve(),
    },
  };
  const [row] = (await applicationsView(deps)()).rows;
  if (row?.load === undefined) throw new Error('no tenant');
  return drawn(await row.load(new AbortController().signal));
}

function drawn(page: Page): Page {
  for (const row of page.rows) row.present();
  return page;
}

/** The address the view asks for, asked once and listened to. */
async function addressOf(query: object): Promise<{ readonly url: string; readonly headers: Headers }> {
  const seen: { url: string; headers: Headers }[] = [];
  const listening = graph(
    (url, init) => {
      seen.push({ url: String(url), headers: new Headers(init?.headers) });
      return Promise.resolve(Response.json({ value: [] }));
    },
    `${origin}/graph`,
    () => Promise.resolve(token),
  );
  const { listApplications } = await import('../src/core/entra/application.ts');
  await listApplications(listening, { query: { list: 'all', ...query } });
  const [first] = seen;
  if (first === undefined) throw new Error('nothing asked');
  return first;
}

async function time(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

/** Both sides in turn, medians. */
async function sideBySide(ours: () => Promise<unknown>, theirs: () => Promise<unknown>, rounds = ROUNDS) {
  const [mine, peer]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    mine.push(await time(ours));
    peer.push(await time(theirs));
  }
  return { ours: median(mine), theirs: median(peer), ratio: median(mine) / median(peer) };
}

const show = (
  name: string,
  { ours, theirs, ratio }: { ours: number; theirs: number; ratio: number },
  more = '',
) =>
  console.log(
    `${name} ratio=${ratio.toFixed(2)} ours=${ours.toFixed(2)}ms bare=${theirs.toFixed(2)}ms aim=${AIM}${more}`,
  );

// The tenant is made by whoever asks first, and both sides are warm.
const all = await addressOf({});
for (let round = 0; round < 5; round++) {
  await firstRows();
  await bare(all.url, { headers: all.headers });
}

requests = 0;
const { rows } = await firstRows();
const asked = requests;
show(
  'applications-first-rows',
  await sideBySide(
    () => firstRows(),
    () => bare(all.url, { headers: all.headers }),
  ),
  ` requests=${asked} rows=${rows.length} n=${ROUNDS}`,
);

const search = { search: 'billing portal' };
const found = await addressOf(search);
show(
  'applications-search',
  await sideBySide(
    () => firstRows({ list: 'all', ...search }),
    () => bare(found.url, { headers: found.headers }),
  ),
  ` n=${ROUNDS}; before it, 300 ms after the last key`,
);

/** Every page through the view. */
async function viewAll(): Promise<readonly Row[]> {
  const found: Row[] = [];
  for (let page: Page | undefined = await firstRows(); page !== undefined;) {
    found.push(...page.rows);
    page = page.next === undefined ? undefined : drawn(await page.next(new AbortController().signal));
  }
  return found;
}

/** The same pages bare. */
async function bareAll(): Promise<readonly JsonObject[]> {
  const found: JsonObject[] = [];
  for (let url: string | undefined = all.url; url !== undefined;) {
    const page: JsonObject = await bare(url, { headers: all.headers });
    found.push(...list(page, 'value').filter(isObject));
    url = text(page, '@odata.nextLink');
  }
  return found;
}
show('applications-list-all', await sideBySide(viewAll, bareAll, 5), ' n=5');

function heap(): number {
  if (typeof collect === 'function') Reflect.apply(collect, undefined, []);
  return process.memoryUsage().heapUsed;
}

/** What expanding every application adds, as long as no group asks Graph anew. */
async function expanded(found: readonly Row[]): Promise<readonly Row[]> {
  const signal = new AbortController().signal;
  const below = await Promise.all(found.map(async (row) => row.load?.(signal)));
  const all = below.flatMap((page) => page?.rows ?? []);
  for (const row of all) row.present();
  return all;
}

const empty = heap();
const resources = await bareAll();
const parsed = heap() - empty;
const tree = await viewAll();
const opened = await expanded(tree);
const held = heap() - empty - parsed;
console.log(
  `applications-memory ratio=${(held / parsed).toFixed(2)} view=${(held / 1e6).toFixed(0)}MB bare=${(parsed / 1e6).toFixed(0)}MB applications=${tree.length} rows=${tree.length + opened.length} against ${resources.length} parsed resources`,
);
