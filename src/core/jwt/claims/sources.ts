const RFC = /^RFC (\d+)(?: §([\d.]+))?$/;

/** Pages of sources that are no RFC, by the name before `§`. */
const PAGES: Readonly<Record<string, string>> = {
  'OpenID Connect Core': 'https://openid.net/specs/openid-connect-core-1_0.html',
  'OpenID Back-Channel Logout': 'https://openid.net/specs/openid-connect-backchannel-1_0.html',
  'OpenID Federation': 'https://openid.net/specs/openid-federation-1_0.html',
  'FAPI 1.0 Part 2': 'https://openid.net/specs/openid-financial-api-part-2-1_0.html',
  'SD-JWT VC': 'https://datatracker.ietf.org/doc/draft-ietf-oauth-sd-jwt-vc/',
  'W3C VC Data Model': 'https://www.w3.org/TR/vc-data-model/',
  'Entra access token': 'https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference',
  'Entra ID token': 'https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference',
  'Entra optional claims': 'https://learn.microsoft.com/entra/identity-platform/optional-claims-reference',
  'Entra agent tokens': 'https://learn.microsoft.com/entra/agent-id/agent-token-claims',
  'Azure AD B2C tokens': 'https://learn.microsoft.com/azure/active-directory-b2c/tokens-overview',
  'GitHub Actions OIDC': 'https://docs.github.com/actions/reference/security/oidc',
  'Kubernetes service accounts':
    'https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/',
  Keycloak: 'https://www.keycloak.org/docs/latest/server_admin/',
  'Amazon Cognito':
    'https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-with-identity-providers.html',
  'Google OpenID Connect': 'https://developers.google.com/identity/openid-connect/openid-connect',
  Okta: 'https://developer.okta.com/docs/api/openapi/okta-oauth/guides/overview/',
  Auth0: 'https://auth0.com/docs/secure/tokens/access-tokens',
};

/** The address of a source such as `RFC 7519 §4.1.1` or `Entra access token`; undefined when it has none. */
export function sourceUrl(source: string): string | undefined {
  const rfc = RFC.exec(source);
  if (rfc === null) return PAGES[source.split(' §', 1)[0] ?? ''];
  const [, number = '', section] = rfc;
  return `https://www.rfc-editor.org/rfc/rfc${number}${section === undefined ? '' : `#section-${section}`}`;
}
