import { base64url, type JWTPayload } from 'jose';
import { parseJson, isObject, type JsonObject } from '../../core/json.ts';
import type { ForgedKind, ForgedVariant, ForgeRequest } from '../../core/sandboxControl.ts';
import { createKeyPair } from '../certificate.ts';
import { sandboxId } from '../directory/sandboxId.ts';
import type { SandboxTenant } from '../directory/sandboxTenant.ts';
import { appAccessClaims, userAccessClaims } from '../oauth/claims.ts';
import { clientIn, type Client } from '../oauth/client.ts';
import { onlyResource, resolveScopes } from '../oauth/scopes.ts';
import { randomId, seconds, type Sts } from '../oauth/sts.ts';
import { enabledUser } from '../oauth/userTokens.ts';

/** What a variant changes: claims before signing, the token after it. */
interface Deed {
  readonly claims?: (sts: Sts) => JsonObject;
  readonly spoil?: (token: string) => string | Promise<string>;
}

const HOUR = 3600;

const deeds: Readonly<Record<ForgedVariant, Deed>> = {
  good: {},
  expired: { claims: (sts) => times(sts, -2 * HOUR) },
  notYetValid: { claims: (sts) => times(sts, HOUR) },
  wrongAudience: { claims: () => ({ aud: sandboxId('another-audience') }) },
  wrongIssuer: {
    claims: ({ addresses }) => ({ iss: `${addresses.origin}/${sandboxId('another-tenant')}/v2.0` }),
  },
  badSignature: { spoil: (token) => withSignature(token, damaged(token.split('.')[2] ?? '')) },
  wrongKey: { spoil: signedAnew },
  algNone: { spoil: unsigned },
  groupOverage: {
    claims: ({ addresses }) => ({
      groups: null,
      _claim_names: { groups: 'src1' },
      _claim_sources: { src1: { endpoint: `${addresses.origin}/graph/v1.0/me/getMemberObjects` } },
    }),
  },
};

/** The API that takes tokens of a version, with a scope to ask for. */
const apis = {
  1: { api: 'Contoso Orders API (v1 tokens)', scope: 'Orders.Read' },
  2: { api: 'Contoso Tasks API', scope: 'Tasks.Read' },
};

/** A token as the sandbox would issue it, changed as asked. It is always marked `xms_sandbox_forged`. */
export async function forge(
  sts: Sts,
  { kind, version, variant, claims = {} }: ForgeRequest,
): Promise<string> {
  const deed = deeds[variant];
  const all = { ...(await usual(sts, kind, version)), ...deed.claims?.(sts), ...claims };
  const kept = Object.entries<unknown>({ ...all, xms_sandbox_forged: true }).filter(
    ([, value]) => value !== null,
  );
  const token = await sts.signer.sign(Object.fromEntries(kept), version);
  return (await deed.spoil?.(token)) ?? token;
}

async function usual(sts: Sts, kind: ForgedKind, version: 1 | 2): Promise<JWTPayload> {
  const [tenant] = sts.directory.tenants;
  if (!tenant) throw new TypeError('the sandbox has no tenant');
  const { api, scope } = apis[version];
  const resource = named(tenant, api).principal.servicePrincipalNames.at(-1) ?? '';
  const asked = onlyResource(resolveScopes(`${resource}/${scope}`, tenant));
  if (kind === 'app') {
    const client = named(tenant, 'Contoso Nightly Job');
    return { ...appAccessClaims({ sts, client, authentication: 'secret' }, asked) };
  }
  const context = { sts, client: named(tenant, 'Contoso Desktop'), authentication: 'none' } as const;
  const userId = tenant.userNamed(`ada@${tenant.domain}`)?.id ?? '';
  const signIn = { tenant, userId, authTime: seconds(sts), amr: ['pwd'], sid: randomId(sts.random) };
  const who = { signIn, user: enabledUser(signIn) };
  return await userAccessClaims(context, who, asked, [scope], kind === 'agent' ? agent(version) : {});
}

/** An agent identity acts; its blueprint is the parent application (Microsoft: agent token claims). */
function agent(version: 1 | 2): JsonObject {
  const client = { [version === 2 ? 'azp' : 'appid']: sandboxId('agent-identity') };
  return { ...client, xms_act_fct: '11', xms_par_app_azp: sandboxId('agent-blueprint') };
}

function named(tenant: SandboxTenant, name: string): Client {
  const application = tenant.content.applications.find(({ displayName }) => displayName === name);
  if (!application) throw new TypeError(`the sandbox has no application ${name}`);
  return clientIn(tenant, application);
}

function times(sts: Sts, from: number): JsonObject {
  const start = seconds(sts) + from;
  return { iat: start, nbf: start, exp: start + HOUR };
}

function withSignature(token: string, signature: string): string {
  return token.slice(0, token.lastIndexOf('.') + 1) + signature;
}

/** Inverts the first byte: still base64url, still as long. */
function damaged(signature: string): string {
  const bytes = base64url.decode(signature);
  bytes[0] = ~(bytes[0] ?? 0);
  return base64url.encode(bytes);
}

async function signedAnew(token: string): Promise<string> {
  const { privateKey } = await createKeyPair();
  const input = new TextEncoder().encode(token.slice(0, token.lastIndexOf('.')));
  const signature = await crypto.subtle.sign('RSASSA-PKCS1-v1_5', privateKey, input);
  return withSignature(token, base64url.encode(new Uint8Array(signature)));
}

function unsigned(token: string): string {
  const [header = '', payload = ''] = token.split('.');
  const value = parseJson(new TextDecoder().decode(base64url.decode(header)));
  const changed = JSON.stringify({ ...(isObject(value) ? value : {}), alg: 'none' });
  return `${base64url.encode(changed)}.${payload}.`;
}
