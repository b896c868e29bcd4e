import { cloudOfHost, cloudOfInstance } from '../entra/clouds.ts';
import { IdentityError } from '../errors.ts';
import { explain } from '../explain.ts';
import { isObject, list, parseJson, text, type JsonObject } from '../json.ts';
import type { Fetch } from '../ports.ts';
import { authorityCandidates, GUID, type AuthorityCandidate, type SandboxAddress } from './authorityInput.ts';
import type { ServerMetadata, Tenant } from './model.ts';
import { isSecureAddress } from './secureAddress.ts';

/** What discovery found, and each address it asked on the way. */
export interface Discovery {
  readonly tenant: Tenant;
  readonly metadata: ServerMetadata;
  /** Address of the discovery document. */
  readonly url: string;
  readonly tried: readonly string[];
}

export interface DiscoveryOptions {
  readonly signal?: AbortSignal;
  readonly sandbox?: SandboxAddress;
}

/** Internal: a document may send us to another cloud once, not in circles. */
interface Search extends DiscoveryOptions {
  readonly moved?: true;
}

/** An answer that leaves other addresses worth trying. */
interface Absence {
  readonly url: string;
  readonly status: number;
  readonly refusal: JsonObject;
}

type Answer = { readonly url: string; readonly document: JsonObject } | Absence;

const TENANT_NOT_FOUND = [90002, 900021, 900023];
const ENDPOINTS = ['authorization_endpoint', 'token_endpoint', 'jwks_uri'];

/**
 * Finds the authorization server a person means by a domain, a tenant id, or any address of it, in Microsoft's
 * clouds first, then as an issuer of its own (OpenID Connect Discovery 1.0 §4, RFC 8414 §3), and checks that
 * the document belongs there. Throws the `discovery.*` errors, and AbortError.
 */
export function discover(fetch: Fetch, input: string, options: DiscoveryOptions = {}): Promise<Discovery> {
  return search(fetch, input, options);
}

async function search(fetch: Fetch, input: string, options: Search): Promise<Discovery> {
  const tried: string[] = [];
  const absences: Absence[] = [];
  const candidates = authorityCandidates(input, options.sandbox);
  for (const candidate of candidates) {
    const answer = await ask(fetch, candidate, tried, options.signal);
    if ('document' in answer) return await settle(fetch, candidate, answer, tried, options);
    absences.push(answer);
  }
  return nothingFound(candidates, absences, tried);
}

/**
 * Reads the discovery document of a known tenant again. Throws the `discovery.*` errors.
 */
export async function readMetadata(
  fetch: Fetch,
  tenant: Tenant,
  options: DiscoveryOptions = {},
): Promise<ServerMetadata> {
  const sandbox = tenant.kind === 'sandbox' ? { origin: new URL(tenant.authority).origin } : options.sandbox;
  const found = await discover(fetch, tenant.authority, {
    ...options,
    ...(sandbox === undefined ? {} : { sandbox }),
  });
  return found.metadata;
}

async function ask(
  fetch: Fetch,
  candidate: AuthorityCandidate,
  tried: string[],
  signal?: AbortSignal,
): Promise<Answer> {
  let absence: Absence | undefined;
  for (const url of candidate.documents) {
    tried.push(url);
    const response = await get(fetch, url, signal);
    const body = parseJson(await response.text());
    if (response.ok && isObject(body)) return { url, document: body };
    if (response.ok) {
      const contentType = response.headers.get('content-type') ?? 'something';
      throw new IdentityError('discovery.notJson', { url, contentType });
    }
    absence ??= { url, status: response.status, refusal: isObject(body) ? body : {} };
  }
  return absence ?? { url: candidate.authority, status: 0, refusal: {} };
}

async function get(fetch: Fetch, url: string, signal?: AbortSignal): Promise<Response> {
  try {
    return await fetch(url, {
      headers: { accept: 'application/json' },
      redirect: 'manual',
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (cause) {
    signal?.throwIfAborted();
    const { what, why } = explain(cause);
    throw new IdentityError(
      'discovery.unreachable',
      { url, reason: IdentityError.is(cause) ? what : (why ?? what) },
      { cause },
    );
  }
}

async function settle(
  fetch: Fetch,
  candidate: AuthorityCandidate,
  answer: { readonly url: string; readonly document: JsonObject },
  tried: string[],
  options: Search,
): Promise<Discovery> {
  const metadata = readServerMetadata(answer.document, answer.url);
  const named = cloudOfInstance(text(metadata, 'cloud_instance_name') ?? '');
  const elsewhere = named !== undefined && named.id !== candidate.cloud?.id;
  if (candidate.kind === 'entra' && elsewhere && options.moved !== true) {
    // The tenant lives in another cloud: its tokens, Graph and portal are there.
    const moved = candidate.authority.replace(new URL(candidate.authority).origin, named.authority);
    const found = await search(fetch, moved, { ...options, moved: true });
    return { ...found, tried: [...tried, ...found.tried] };
  }
  const tenantId = checkIssuer(candidate, metadata, answer.url);
  const graph = graphOf(candidate, metadata, options.sandbox);
  const tenant: Tenant = {
    id: tenantId,
    name: candidate.name,
    kind: candidate.kind,
    authority: candidate.authority,
    ...(graph === undefined ? {} : { graph }),
  };
  return { tenant, metadata, url: answer.url, tried };
}

/**
 * Reads a discovery document (RFC 8414 §2): issuer and endpoints must be secure addresses. Throws
 * `discovery.incomplete`.
 */
export function readServerMetadata(document: JsonObject, url: string): ServerMetadata {
  const issuer = text(document, 'issuer');
  const broken = ENDPOINTS.filter((name) => {
    const value = document[name];
    return value !== undefined && !(typeof value === 'string' && isSecureAddress(value));
  });
  const hasEndpoint = 'authorization_endpoint' in document || 'token_endpoint' in document;
  const members = [
    ...(issuer === undefined ? ['issuer'] : []),
    ...(hasEndpoint ? [] : ['authorization_endpoint', 'token_endpoint']),
    ...broken,
  ];
  if (issuer === undefined || members.length > 0)
    throw new IdentityError('discovery.incomplete', { url, members: members.join(', ') });
  return { ...document, issuer };
}

/**
 * Holds the document's issuer against the address it was read from, and returns the tenant's id. Entra
 * publishes the tenant id where a domain was asked, `{tenantid}` for common and organizations, and another
 * host for External ID; everywhere else the two must be equal (RFC 8414 §3.3).
 */
function checkIssuer(candidate: AuthorityCandidate, metadata: ServerMetadata, url: string): string {
  const { issuer } = metadata;
  const asked = new URL(candidate.authority);
  const [tenant = ''] = asked.pathname.split('/').filter(Boolean);
  const mismatch = () => new IdentityError('discovery.issuerMismatch', { url, issuer });
  if (candidate.kind === 'oidc' || candidate.kind === 'adfs') {
    if (issuer.replace(/\/$/, '') !== candidate.authority) throw mismatch();
    return issuer;
  }
  if (!URL.canParse(issuer.replace('{tenantid}', tenant))) throw mismatch();
  const named = new URL(issuer.replace('{tenantid}', tenant));
  const segments = named.pathname.split('/').filter(Boolean);
  const id = segments.find((segment) => GUID.test(segment)) ?? tenant;
  const sameHost =
    named.host === asked.host ||
    (candidate.kind === 'externalId' && named.host === id + (candidate.cloud?.externalIdSuffix ?? '')) ||
    (candidate.kind === 'entra' && cloudOfHost(named.host) === candidate.cloud);
  const sameTenant = !GUID.test(tenant) || id.toLowerCase() === tenant.toLowerCase();
  const isTemplate = issuer.includes('{tenantid}') && !GUID.test(tenant);
  if (named.protocol !== asked.protocol || !sameHost || !sameTenant) throw mismatch();
  if (!isTemplate && !segments.some((segment) => GUID.test(segment))) throw mismatch();
  return candidate.kind === 'b2c' ? candidate.authority : id;
}

function graphOf(
  candidate: AuthorityCandidate,
  metadata: ServerMetadata,
  sandbox?: SandboxAddress,
): string | undefined {
  if (candidate.kind === 'sandbox') return sandbox?.graph;
  if (candidate.cloud === undefined || candidate.kind === 'b2c') return undefined;
  const host = text(metadata, 'msgraph_host');
  return host !== undefined && candidate.cloud.graphAliases.includes(host)
    ? `https://${host}`
    : candidate.cloud.graph;
}

function nothingFound(
  candidates: readonly AuthorityCandidate[],
  absences: readonly Absence[],
  tried: readonly string[],
): never {
  const entra = candidates.filter(({ kind }) => kind !== 'oidc' && kind !== 'adfs');
  const refusal = absences.map((each) => each.refusal).find(isTenantNotFound);
  const first = entra.find(({ kind }) => kind !== 'sandbox') ?? entra[0];
  if (refusal !== undefined && first !== undefined && entra.length === candidates.length)
    throw new IdentityError('discovery.tenantNotFound', {
      tenant: first.name,
      cloud: entra.map((each) => each.cloud?.name ?? 'the sandbox').join(', '),
      reason: (text(refusal, 'error_description') ?? 'No such tenant.').split(/\r?\n/)[0] ?? '',
    });
  const last = absences.at(-1);
  throw new IdentityError('discovery.notFound', {
    url: last?.url ?? '',
    status: last?.status ?? 0,
    tried: tried.join(', '),
  });
}

function isTenantNotFound(refusal: JsonObject): boolean {
  const codes = list(refusal, 'error_codes');
  return TENANT_NOT_FOUND.some((code) => codes.includes(code)) || refusal['error'] === 'invalid_tenant';
}
