import { FormBrowser } from './formBrowser.ts';
import { createSandboxKeys, type SandboxKeys } from '../../../src/sandbox/keys.ts';
import { createSandbox, type Sandbox } from '../../../src/sandbox/sandbox.ts';
import type { DescribedApplication } from '../../../src/sandbox/description.ts';
import { isObject, parseJson, type JsonObject } from '../../../src/core/json.ts';

export const ORIGIN = 'https://login.sandbox.localhost';
export const PAGES = 'http://127.0.0.1:8401';

/** A sandbox in process with a clock the test turns. */
export interface TestSandbox {
  readonly sandbox: Sandbox;
  readonly contoso: string;
  readonly clock: { time: number; now(): number };
  application(name: string): DescribedApplication;
  post(
    path: string,
    form: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer>;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
}

export interface Answer {
  readonly status: number;
  readonly body: JsonObject;
  readonly headers: Headers;
}

// RSA key pairs are slow to make and carry no state between tests.
let keys: Promise<SandboxKeys> | undefined;
export const testKeys = (): Promise<SandboxKeys> => (keys ??= createSandboxKeys());

export async function startSandbox(): Promise<TestSandbox> {
  const clock = { time: Date.now(), now: () => clock.time };
  const random = (count: number) => crypto.getRandomValues(new Uint8Array(count));
  const sandbox = await createSandbox({
    keys: await testKeys(),
    clock,
    random,
    origin: ORIGIN,
    pages: () => PAGES,
  });
  const description = sandbox.describe();
  const send = async (path: string, init: RequestInit): Promise<Answer> => {
    const response = await sandbox.fetch(new Request(ORIGIN + path, init));
    const value = parseJson(await response.text());
    return { status: response.status, body: isObject(value) ? value : {}, headers: response.headers };
  };
  return {
    sandbox,
    clock,
    contoso: description.tenants[0]!.id,
    application: (name) => description.applications.find((each) => each.name === name)!,
    post: async (path, form, headers = {}) =>
      await send(path, { method: 'POST', body: new URLSearchParams(form), headers }),
    get: async (path, headers = {}) => await send(path, { headers }),
  };
}

/** A browser that reaches the sandbox in process. */
export function browserOf({ sandbox }: TestSandbox): FormBrowser {
  return new FormBrowser(async (request) => await sandbox.fetch(request));
}

/** The address of an authorization request; `more` overrides or adds parameters. */
export function authorizeUrl(
  { contoso }: TestSandbox,
  clientId: string,
  more: Readonly<Record<string, string>> = {},
): string {
  const { tenant = contoso, ...parameters } = more;
  const all = {
    client_id: clientId,
    response_type: 'code',
    redirect_uri: 'http://localhost:51234',
    scope: 'openid profile User.Read',
    ...parameters,
  };
  return `${PAGES}/${tenant}/oauth2/v2.0/authorize?${new URLSearchParams(all).toString()}`;
}

/** Signs in by name and password on the pages. */
export async function signIn(
  sandbox: TestSandbox,
  browser: FormBrowser,
  userPrincipalName: string,
): Promise<FormBrowser> {
  const user = sandbox.sandbox.describe().users.find((each) => each.userPrincipalName === userPrincipalName)!;
  await browser.send('account', { username: userPrincipalName });
  return await browser.send('password', { password: user.password });
}

export const ADA = 'ada@contoso.sandbox.test';
export const ALAN = 'alan@contoso.sandbox.test';
