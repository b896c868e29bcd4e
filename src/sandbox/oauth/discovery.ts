import { tenantOfSegment } from './client.ts';
import type { Sts } from './sts.ts';

const CONSUMERS = '9188040d-6c67-4c5b-b112-36a304b66dad';

type Document = Readonly<Record<string, unknown>>;

/**
 * The OpenID configuration of a path segment (OpenID Connect Discovery 1.0 §3). `common` and `organizations`
 * have the issuer template `{tenantid}`, as on Entra. Throws AADSTS 90002.
 */
export async function openidConfiguration(sts: Sts, segment: string, version: 1 | 2): Promise<Document> {
  const tenant = tenantOfSegment(sts.directory, segment);
  const { origin } = sts.addresses;
  const name = tenant?.id ?? segment;
  const api = `${origin}/${name}`;
  const pages = `${await sts.addresses.pages()}/${name}`;
  const oauth = version === 2 ? 'oauth2/v2.0' : 'oauth2';
  return {
    issuer: `${origin}/${tenant?.id ?? templateOf(segment)}/${version === 2 ? 'v2.0' : ''}`,
    authorization_endpoint: `${pages}/oauth2/v2.0/authorize`,
    token_endpoint: `${api}/oauth2/v2.0/token`,
    device_authorization_endpoint: `${api}/oauth2/v2.0/devicecode`,
    end_session_endpoint: `${pages}/oauth2/v2.0/logout`,
    userinfo_endpoint: `${origin}/graph/oidc/userinfo`,
    jwks_uri: version === 2 ? `${api}/discovery/v2.0/keys` : `${api}/discovery/keys`,
    response_types_supported: [
      'code',
      'id_token',
      'code id_token',
      'id_token token',
      ...(oauth === 'oauth2' ? ['token'] : []),
    ],
    response_modes_supported: ['query', 'fragment', 'form_post'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    claims_supported: [
      'sub',
      'iss',
      'aud',
      'exp',
      'iat',
      'auth_time',
      'acr',
      'nonce',
      'preferred_username',
      'name',
      'tid',
      'ver',
      'at_hash',
      'c_hash',
      'email',
    ],
    request_uri_parameter_supported: false,
    http_logout_supported: true,
    frontchannel_logout_supported: true,
    tenant_region_scope: tenant ? 'EU' : null,
    cloud_instance_name: new URL(origin).host,
    cloud_graph_host_name: new URL(origin).host,
    msgraph_host: `${new URL(origin).host}/graph`,
  };
}

/** Answer to MSAL's instance discovery: this host is a cloud of its own. */
export function instanceDiscovery({ addresses: { origin } }: Sts): Document {
  const { host } = new URL(origin);
  return {
    tenant_discovery_endpoint: `${origin}/common/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  };
}

/** The tenant's public keys (RFC 7517 §5), each with its issuer as Entra shows it. */
export function jwks(sts: Sts, segment: string, version: 1 | 2): Document {
  const tenant = tenantOfSegment(sts.directory, segment);
  const issuer = `${sts.addresses.origin}/${tenant?.id ?? templateOf(segment)}/${version === 2 ? 'v2.0' : ''}`;
  return { keys: sts.signer.published.map((key) => ({ ...key, ...(version === 2 ? { issuer } : {}) })) };
}

function templateOf(segment: string): string {
  return segment.toLowerCase() === 'consumers' ? CONSUMERS : '{tenantid}';
}
