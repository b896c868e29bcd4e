import { randomBytes } from 'node:crypto';
import type { CredentialValue } from '../../core/oauth/credentialStore.ts';
import { isObject, text } from '../../core/json.ts';
import type { Tenant } from '../../core/oauth/model.ts';
import type { SecretStore } from '../../core/ports.ts';
import type { SandboxControl } from '../../core/sandboxControl.ts';
import { WORKBENCH_APPLICATION, type SandboxDescription } from '../../sandbox/description.ts';
import { createSandboxKeys, parseSandboxKeys, type SandboxKeys } from '../../sandbox/keys.ts';
import { northwind } from '../../sandbox/directory/largeTenant.ts';
import { createSandbox } from '../../sandbox/sandbox.ts';
import { listenForPages, type Listener } from './sandboxServer.ts';
import type { InProcessServer } from './transport.ts';

/** Where the sandbox is reached in process; no socket answers there. */
export const SANDBOX_ORIGIN = 'https://login.sandbox.localhost';

const KEYS = 'sandbox:keys';

/** The sandbox inside this process: its API without a socket, its pages on 127.0.0.1 once something needs them. */
export interface LocalSandbox {
  readonly server: InProcessServer;
  readonly tenants: readonly Tenant[];
  /** One of them, with 10,000 applications and 100,000 users, made when it is first asked for. */
  readonly largeTenant: string;
  /** The credential it made for an application of its own. */
  credential(tenantId: string, clientId: string): CredentialValue | undefined;
  /** The application that may read the tenant's directory. */
  reader(tenantId: string): { readonly clientId: string; readonly clientSecret: string } | undefined;
  /** The password it made for a user. */
  passwordOf(userPrincipalName: string): string | undefined;
  /** Faults, clock, keys, consent, audit trail and forged tokens. */
  readonly control: SandboxControl;
  /** Environment variables of a host on which programs have a managed identity of the sandbox. */
  readonly environment: Readonly<Record<string, string>>;
  /** The token that a platform which the sandbox's applications trust projects into a workload. */
  workloadToken(): Promise<string>;
  close(): Promise<void>;
}

/** Opens the sandbox with the keys of this installation, made at its first use and kept as a secret. */
export async function openLocalSandbox(secrets: SecretStore): Promise<LocalSandbox> {
  let listener: Promise<Listener> | undefined;
  const sandbox = await createSandbox({
    keys: await installationKeys(secrets),
    clock: { now: Date.now },
    random: (count) => new Uint8Array(randomBytes(count)),
    origin: SANDBOX_ORIGIN,
    async pages() {
      listener ??= listenForPages((request) => sandbox.fetch(request));
      return `http://127.0.0.1:${(await listener).port}`;
    },
  });
  const description = sandbox.describe();
  return {
    server: { origins: [SANDBOX_ORIGIN], fetch: (request) => sandbox.fetch(request) },
    tenants: describedTenants(description),
    largeTenant: northwind.id,
    credential: (tenantId, clientId) => credentialOf(description, tenantId, clientId),
    reader(tenantId) {
      // It has its home in one tenant and visits the others, with the same credential.
      const isTenant = description.tenants.some(({ id }) => id === tenantId);
      const found = description.applications.find(({ name }) => isTenant && name === WORKBENCH_APPLICATION);
      return found?.clientSecret === undefined
        ? undefined
        : { clientId: found.clientId, clientSecret: found.clientSecret };
    },
    passwordOf: (name) => description.users.find((each) => each.userPrincipalName === name)?.password,
    control: sandbox.control,
    environment: {
      IDENTITY_ENDPOINT: SANDBOX_ORIGIN + description.workload.identityPath,
      IDENTITY_HEADER: description.workload.identityHeader,
    },
    workloadToken: () => workloadToken((request) => sandbox.fetch(request), description.workload),
    close: async () => (await listener)?.close(),
  };
}

/** A workflow's token for Entra, asked for as a runner does. */
async function workloadToken(
  ask: (request: Request) => Promise<Response> | Response,
  { actionsTokenUrl, actionsRequestToken }: SandboxDescription['workload'],
): Promise<string> {
  const url = `${actionsTokenUrl}?audience=api://AzureADTokenExchange`;
  const answer = await ask(new Request(url, { headers: { authorization: `Bearer ${actionsRequestToken}` } }));
  const body: unknown = await answer.json();
  return isObject(body) ? (text(body, 'value') ?? '') : '';
}

/** The stored keys, or new ones; whichever window stores last wins, so the stored ones are read again. */
async function installationKeys(secrets: SecretStore): Promise<SandboxKeys> {
  const stored = await secrets.get(KEYS);
  const keys = stored === undefined ? undefined : parseSandboxKeys(stored);
  if (keys !== undefined) return keys;
  const made = await createSandboxKeys();
  await secrets.set(KEYS, JSON.stringify(made));
  return parseSandboxKeys((await secrets.get(KEYS)) ?? '') ?? made;
}

function describedTenants({ tenants, graph }: SandboxDescription): readonly Tenant[] {
  return tenants.map(({ id, name, issuer }) => ({ id, name, kind: 'sandbox', authority: issuer, graph }));
}

function credentialOf(
  { applications }: SandboxDescription,
  tenantId: string,
  clientId: string,
): CredentialValue | undefined {
  const found = applications.find((each) => each.tenantId === tenantId && each.clientId === clientId);
  if (found?.certificate !== undefined) {
    const { certificate, privateKey } = found.certificate;
    return { kind: 'certificate', certificate, privateKey };
  }
  return found?.clientSecret === undefined ? undefined : { kind: 'secret', secret: found.clientSecret };
}
