/** Who an issuer is, by the form of its URL. */
export interface IssuerKind {
  readonly name: string;
  readonly pattern: RegExp;
  /** Which tokens it issues, where Entra's versions matter. */
  readonly version?: '1.0' | '2.0';
}

const TENANT = '([^/]+)';

/** Issuers we know by sight; the first group of a pattern, if any, is the tenant. */
export const issuerKinds: readonly IssuerKind[] = [
  {
    name: 'Microsoft Entra ID, v2',
    pattern: new RegExp(
      `^https://login\\.(?:microsoftonline\\.(?:com|us)|partner\\.microsoftonline\\.cn)/${TENANT}/v2\\.0$`,
    ),
    version: '2.0',
  },
  {
    name: 'Microsoft Entra ID, v1',
    pattern: new RegExp(
      `^https://sts\\.(?:windows\\.net|chinacloudapi\\.cn|microsoftonline\\.us)/${TENANT}/$`,
    ),
    version: '1.0',
  },
  {
    name: 'Microsoft Entra External ID',
    pattern: new RegExp(`^https://[^/]+\\.ciamlogin\\.com/${TENANT}/v2\\.0/?$`),
    version: '2.0',
  },
  { name: 'Azure AD B2C', pattern: new RegExp(`^https://[^/]+\\.b2clogin\\.com/(?:tfp/)?${TENANT}/`) },
  { name: 'AD FS', pattern: /^https?:\/\/[^/]+\/adfs(?:\/services\/trust)?\/?$/ },
  { name: 'GitHub Actions', pattern: /^https:\/\/token\.actions\.githubusercontent\.com/ },
  { name: 'GitLab', pattern: /^https:\/\/gitlab\.com$/ },
  { name: 'Google', pattern: /^(?:https:\/\/)?accounts\.google\.com$/ },
  { name: 'Azure Kubernetes Service', pattern: /^https:\/\/[^/]+\.oic\.prod-aks\.azure\.com\// },
  { name: 'Kubernetes', pattern: /^(?:kubernetes\/serviceaccount|https:\/\/kubernetes\.default\.svc)/ },
  { name: 'Amazon Cognito', pattern: /^https:\/\/cognito-idp\.[^/]+\.amazonaws\.com\// },
  { name: 'Auth0', pattern: /^https:\/\/[^/]+\.auth0\.com\/$/ },
  { name: 'Okta', pattern: /^https:\/\/[^/]+\.okta(?:preview)?\.com/ },
  { name: 'Keycloak', pattern: /^https?:\/\/.+\/realms\/[^/]+$/ },
];

/** What is known about an issuer from its URL alone. */
export function knownIssuer(
  issuer: string,
): { readonly name: string; readonly version?: '1.0' | '2.0'; readonly tenant?: string } | undefined {
  for (const { name, pattern, version } of issuerKinds) {
    const match = pattern.exec(issuer);
    if (match === null) continue;
    return {
      name,
      ...(version === undefined ? {} : { version }),
      ...(match[1] === undefined ? {} : { tenant: match[1] }),
    };
  }
  return undefined;
}
