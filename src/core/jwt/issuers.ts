import { clouds } from '../entra/clouds.ts';

/** Who an issuer is, by the form of its URL. */
export interface IssuerKind {
  readonly name: string;
  readonly pattern: RegExp;
  /** Which tokens it issues, where Entra's versions matter. */
  readonly version?: '1.0' | '2.0';
}

export const B2C = 'Azure AD B2C';
const TENANT = '([^/]+)';
/** The tenant of personal accounts, the same in every token of theirs. */
const CONSUMERS = '(9188040d-6c67-4c5b-b112-36a304b66dad)';

/** A pattern of one of several texts. */
const oneOf = (texts: readonly string[]) =>
  `(?:${texts.map((text) => text.replaceAll('.', String.raw`\.`)).join('|')})`;
const signIn = oneOf(clouds.map(({ authority }) => new URL(authority).host));
const tokenServices = oneOf(
  clouds.flatMap(({ aliases }) => aliases.filter((host) => host.startsWith('sts.'))),
);

/** Issuers we know by sight; the first group of a pattern, if any, is the tenant. */
export const issuerKinds: readonly IssuerKind[] = [
  {
    name: 'Microsoft personal accounts',
    pattern: new RegExp(`^https://${signIn}/${CONSUMERS}/v2\\.0$`),
    version: '2.0',
  },
  {
    name: 'Microsoft Entra ID, v2',
    pattern: new RegExp(`^https://${signIn}/${TENANT}/v2\\.0$`),
    version: '2.0',
  },
  {
    name: 'Microsoft Entra ID, v1',
    pattern: new RegExp(`^https://${tokenServices}/${TENANT}/$`),
    version: '1.0',
  },
  {
    name: 'Microsoft Cloud Germany (closed in 2021)',
    pattern: new RegExp(`^https://(?:login|sts)\\.microsoftonline\\.de/${TENANT}/(?:v2\\.0)?$`),
  },
  {
    name: 'Microsoft Entra External ID',
    pattern: new RegExp(
      `^https://[^/]+${oneOf(clouds.map(({ externalIdSuffix }) => externalIdSuffix))}/${TENANT}/v2\\.0/?$`,
    ),
    version: '2.0',
  },
  {
    name: B2C,
    pattern: new RegExp(
      `^https://[^/]+${oneOf(clouds.map(({ b2cSuffix }) => b2cSuffix))}/(?:tfp/)?${TENANT}/`,
    ),
  },
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

/** What the URL of an issuer tells. */
export interface KnownIssuer {
  readonly name: string;
  readonly version?: '1.0' | '2.0';
  readonly tenant?: string;
}

/** What is known about an issuer from its URL alone. */
export function knownIssuer(issuer: string): KnownIssuer | undefined {
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
