import { cloudOfHost, clouds, type Cloud } from '../entra/clouds.ts';
import { IdentityError } from '../errors.ts';
import type { AuthorityKind } from './model.ts';
import { isSecure } from './secureAddress.ts';

/** A place where the tenant a person means may describe itself. */
export interface AuthorityCandidate {
  readonly kind: AuthorityKind;
  /** Without `/.well-known/…`. */
  readonly authority: string;
  /** Addresses of its discovery document, most likely first. */
  readonly documents: readonly string[];
  /** What a person would call it. */
  readonly name: string;
  readonly cloud?: Cloud;
}

/** The sandbox as discovery knows it: origin of its authority, base of its Graph. */
export interface SandboxAddress {
  readonly origin: string;
  readonly graph?: string;
}

export const GUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
const DOMAIN = /^(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z\d-]{2,63}$/i;
/** Endpoints people paste instead of the authority; all that follows the tenant is cut. */
const ENTRA_TAIL =
  /\/(?:oauth2|v2\.0|v1\.0|adminconsent|discovery|saml2|wsfed|federationmetadata|\.well-known)(?:\/.*)?$/i;
const WELL_KNOWN = /\/\.well-known\/(?:openid-configuration|oauth-authorization-server)/i;

/**
 * Where to look for what a person typed or pasted: a domain, a tenant id, or an issuer, authority or endpoint
 * address. Throws `discovery.badInput` and `discovery.insecure`.
 */
export function authorityCandidates(input: string, sandbox?: SandboxAddress): readonly AuthorityCandidate[] {
  const text = input.trim();
  if (GUID.test(text)) return tenantCandidates(text.toLowerCase(), clouds, sandbox);
  if (DOMAIN.test(text) && !isAuthorityHost(text.toLowerCase()))
    return domainCandidates(text.toLowerCase(), sandbox);
  return [urlCandidate(readUrl(text), sandbox)];
}

function isAuthorityHost(host: string): boolean {
  return (
    cloudOfHost(host) !== undefined ||
    clouds.some((cloud) => host.endsWith(cloud.externalIdSuffix) || host.endsWith(cloud.b2cSuffix))
  );
}

function readUrl(text: string): URL {
  const scheme = /^[a-z][a-z\d+.-]*:\/\//i.test(text);
  const bare = /^(?:localhost|127\.0\.0\.1|\[::1\])(?:[:/]|$)/i.test(text)
    ? `http://${text}`
    : `https://${text}`;
  const address = scheme ? text : bare;
  if (!URL.canParse(address) || (!scheme && !/^[^\s/]+(?:\.|:\d|localhost)/i.test(text)))
    throw new IdentityError('discovery.badInput', { input: text.slice(0, 200) });
  const url = new URL(address);
  if (!['http:', 'https:'].includes(url.protocol) || url.username !== '' || url.password !== '')
    throw new IdentityError('discovery.badInput', { input: url.host === '' ? text.slice(0, 200) : url.host });
  if (!isSecure(url)) throw new IdentityError('discovery.insecure', { url: url.origin });
  return url;
}

function domainCandidates(domain: string, sandbox?: SandboxAddress): readonly AuthorityCandidate[] {
  const owner = clouds.filter((cloud) => domain.endsWith(cloud.tenantSuffix));
  const entra = tenantCandidates(domain, owner.length > 0 ? owner : clouds, sandbox);
  return owner.length > 0 ? entra : [...entra, issuerCandidate(new URL(`https://${domain}`))];
}

function tenantCandidates(
  tenant: string,
  among: readonly Cloud[],
  sandbox?: SandboxAddress,
): readonly AuthorityCandidate[] {
  const own = sandbox === undefined ? [] : [entraCandidate('sandbox', sandbox.origin, tenant)];
  return [...own, ...among.map((cloud) => entraCandidate('entra', cloud.authority, tenant, cloud))];
}

function urlCandidate(url: URL, sandbox?: SandboxAddress): AuthorityCandidate {
  const path = url.pathname.replace(ENTRA_TAIL, '').replace(/\/+$/, '');
  const [first = '', second = '', third = ''] = path.split('/').filter(Boolean);
  if (url.origin === sandbox?.origin) return entraCandidate('sandbox', url.origin, first || 'organizations');

  const cloud = cloudOfHost(url.host);
  if (cloud !== undefined) return entraCandidate('entra', cloud.authority, first || 'organizations', cloud);

  const external = clouds.find((each) => url.host.endsWith(each.externalIdSuffix));
  if (external !== undefined) {
    const subdomain = url.host.slice(0, -external.externalIdSuffix.length);
    const tenant = first || (GUID.test(subdomain) ? subdomain : subdomain + external.tenantSuffix);
    return entraCandidate('externalId', url.origin, tenant, external);
  }

  const b2c = clouds.find((each) => url.host.endsWith(each.b2cSuffix));
  if (b2c !== undefined) {
    const [tenant, named] = first === 'tfp' ? [second, third] : [first, second];
    const policy = url.searchParams.get('p') ?? named;
    if (tenant === '' || policy === '') throw new IdentityError('discovery.badInput', { input: url.href });
    const found = entraCandidate('b2c', url.origin, `${tenant}/${policy}`, b2c);
    return { ...found, name: `${tenant} (${policy})` };
  }
  if (/^\/adfs(?:\/|$)/i.test(url.pathname)) {
    const authority = `${url.origin}/adfs`;
    return { kind: 'adfs', authority, documents: [openidDocument(authority)], name: url.host };
  }
  return issuerCandidate(url);
}

function entraCandidate(
  kind: AuthorityKind,
  origin: string,
  tenant: string,
  cloud?: Cloud,
): AuthorityCandidate {
  const authority = `${origin}/${tenant}/v2.0`;
  return {
    kind,
    authority,
    documents: [openidDocument(authority)],
    name: tenant,
    ...(cloud === undefined ? {} : { cloud }),
  };
}

/** Any issuer: OpenID Connect Discovery 1.0 §4 appends, RFC 8414 §3.1 inserts the well-known part. */
function issuerCandidate(url: URL): AuthorityCandidate {
  const path = url.pathname.replace(WELL_KNOWN, '').replace(/\/+$/, '');
  const authority = url.origin + path;
  const documents = [
    openidDocument(authority),
    `${url.origin}/.well-known/oauth-authorization-server${path}`,
    `${url.origin}/.well-known/openid-configuration${path}`,
  ];
  return { kind: 'oidc', authority, documents: [...new Set(documents)], name: url.host };
}

function openidDocument(authority: string): string {
  return `${authority}/.well-known/openid-configuration`;
}
