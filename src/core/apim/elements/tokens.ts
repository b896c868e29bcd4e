import {
  attr,
  BOOLEAN,
  INBOUND,
  type AttributeDefinition,
  type ChildDefinition,
  type PolicyDefinition,
} from './definition.ts';

const PLACE: readonly AttributeDefinition[] = [
  attr('header-name', 'The header that holds the token, usually Authorization.'),
  attr('query-parameter-name', 'The query parameter that holds the token.'),
  attr('token-value', 'An expression for the token itself, without "Bearer ".'),
];
const FAILURE: readonly AttributeDefinition[] = [
  attr('failed-validation-httpcode', 'The status of the answer when the token is refused; 401 by default.'),
  attr('failed-validation-error-message', 'The message of the answer when the token is refused.'),
  attr('output-token-variable-name', 'A context variable that receives the validated token as a Jwt.'),
];
const audiences: ChildDefinition = {
  name: 'audiences',
  summary: 'Values of aud that are accepted; without it any audience is.',
  children: [{ name: 'audience', summary: 'One accepted aud, compared character by character.' }],
};
const requiredClaims: ChildDefinition = {
  name: 'required-claims',
  summary: 'Claims that all have to be there.',
  children: [
    {
      name: 'claim',
      summary: 'One claim, with the values that let a caller in.',
      attributes: [
        attr('name!', 'The name of the claim, such as roles or scp.'),
        attr('match', 'Whether all listed values must be in the claim, or any one; all by default.', [
          'all',
          'any',
        ]),
        attr('separator', 'What separates the values of a claim that is one string: a space for scp.'),
      ],
      children: [
        { name: 'value', summary: 'A value the claim must have. None: the claim must only be there.' },
      ],
    },
  ],
};
const key: ChildDefinition = {
  name: 'key',
  summary: 'A key: base64 text, a certificate of the service, or an RSA modulus and exponent.',
  attributes: [
    attr('id', 'The kid of tokens it is for.'),
    attr('certificate-id', 'The id of a certificate of the API Management service.'),
    attr('n', 'RSA modulus, base64url.'),
    attr('e', 'RSA exponent, base64url.'),
  ],
};
const decryptionKeys: ChildDefinition = {
  name: 'decryption-keys',
  summary: 'Keys for encrypted tokens (JWE).',
  children: [key],
};
const applicationIds = (name: string, summary: string): ChildDefinition => ({
  name,
  summary,
  children: [{ name: 'application-id', summary: 'An application (client) ID.' }],
});

/** Policies that accept or refuse a token. */
export const tokenPolicies: readonly PolicyDefinition[] = [
  {
    name: 'validate-jwt',
    summary: 'Accepts a JSON Web Token: signature, lifetime, audience, issuer and claims.',
    sections: INBOUND,
    page: 'validate-jwt-policy',
    isOrdered: true,
    attributes: [
      ...PLACE,
      ...FAILURE,
      attr('require-expiration-time', 'Whether exp is required; true by default.', BOOLEAN),
      attr('require-scheme', 'The scheme before the token. Only counts when the header is Authorization.', [
        'Bearer',
      ]),
      attr('require-signed-tokens', 'Whether a signature is required; true by default.', BOOLEAN),
      attr('clock-skew', 'Seconds by which clocks may differ; 0 by default.'),
      attr('id', 'A name for this policy in traces.'),
    ],
    children: [
      {
        name: 'openid-config',
        summary: 'An issuer, by its discovery document: its keys and its issuer name are accepted.',
        attributes: [
          attr('url!', 'Address of the OpenID configuration.'),
          attr('validate-connectivity', 'Whether the address is tried when the policy is saved.', BOOLEAN),
        ],
      },
      { name: 'issuer-signing-keys', summary: 'Keys that verify the signature.', children: [key] },
      decryptionKeys,
      audiences,
      {
        name: 'issuers',
        summary: 'Values of iss that are accepted, besides those of the discovery documents.',
        children: [{ name: 'issuer', summary: 'One accepted iss, compared character by character.' }],
      },
      requiredClaims,
    ],
  },
  {
    name: 'validate-azure-ad-token',
    summary: 'Accepts a token of Microsoft Entra ID: keys and issuers follow from the tenant.',
    sections: INBOUND,
    page: 'validate-azure-ad-token-policy',
    attributes: [
      attr('tenant-id!', 'Tenant ID, domain, or organizations for every Entra tenant.'),
      ...PLACE,
      ...FAILURE,
      attr(
        'authentication-endpoint',
        'Sign-in address of another cloud, such as https://login.microsoftonline.us.',
      ),
      attr('require-scheme', 'The scheme before the token.', ['Bearer']),
      attr('allow-protected-forwarded-tokens', 'Whether protected forwarded tokens are accepted.', BOOLEAN),
      attr('allow-proof-of-possession-tokens', 'Whether proof-of-possession tokens are accepted.', BOOLEAN),
    ],
    children: [
      applicationIds('backend-application-ids', 'Application IDs of the API itself, accepted as aud.'),
      applicationIds('client-application-ids', 'Applications that may call: azp in v2 tokens, appid in v1.'),
      audiences,
      requiredClaims,
      decryptionKeys,
    ],
  },
];
