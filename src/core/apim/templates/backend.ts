import { one, POLICY_DOCS, type PolicyTemplate } from './template.ts';

const HEADER = `${POLICY_DOCS}set-header-policy`;

/** How the gateway identifies itself, or its caller, to the backend. */
export const backendTemplates: readonly PolicyTemplate[] = [
  {
    id: 'managedIdentity',
    title: 'Call the backend with a managed identity',
    summary: "authentication-managed-identity: the gateway's own token replaces the caller's.",
    section: 'inbound',
    needs: [
      'A managed identity on the API Management service, with a role or app role at the backend.',
      'The caller validated before it: from here on the backend sees the gateway only.',
    ],
    source: `${POLICY_DOCS}authentication-managed-identity-policy`,
    nodes: ({ backendResource, managedIdentityClientId }) => [
      {
        name: 'authentication-managed-identity',
        attributes: {
          resource: one(backendResource, 'backend-resource'),
          'client-id': managedIdentityClientId,
        },
      },
    ],
  },
  {
    id: 'passThrough',
    title: 'Pass the caller’s token through',
    summary:
      'The gateway forwards Authorization unchanged; this only says where to, and keeps other secrets back.',
    section: 'inbound',
    source: `${POLICY_DOCS}set-backend-service-policy`,
    nodes: ({ backendUrl }) => [
      {
        comment: 'Authorization is forwarded as it came. The backend validates it: aud must be the backend.',
      },
      { name: 'set-backend-service', attributes: { 'base-url': one(backendUrl, 'backend-url') } },
      {
        name: 'set-header',
        attributes: { name: 'Ocp-Apim-Subscription-Key', 'exists-action': 'delete' },
      },
    ],
  },
  {
    id: 'removeAuthorization',
    title: 'Keep the caller’s token from the backend',
    summary: 'set-header deletes Authorization, for a backend that must not see it.',
    section: 'inbound',
    source: HEADER,
    nodes: () => [{ name: 'set-header', attributes: { name: 'Authorization', 'exists-action': 'delete' } }],
  },
  {
    id: 'setHeader',
    title: 'Set a header for the backend',
    summary: 'set-header with a fixed or named value.',
    section: 'inbound',
    source: HEADER,
    nodes: ({ headerName, headerValue }) => [
      {
        name: 'set-header',
        attributes: { name: one(headerName, 'header-name'), 'exists-action': 'override' },
        children: [{ name: 'value', text: one(headerValue, 'header-value') }],
      },
    ],
  },
  {
    id: 'forwardCertificate',
    title: 'Hand the client certificate to the backend',
    summary: 'TLS ends at the gateway, so the certificate travels as a header the client cannot forge.',
    section: 'inbound',
    needs: ['"Negotiate client certificate" on the host name, and a backend that trusts only the gateway.'],
    source: `${POLICY_DOCS}api-management-howto-mutual-certificates-for-clients`,
    nodes: () => [
      {
        name: 'set-header',
        attributes: { name: 'X-Client-Certificate', 'exists-action': 'override' },
        children: [
          {
            name: 'value',
            text: '@(context.Request.Certificate == null ? string.Empty : Convert.ToBase64String(context.Request.Certificate.RawData))',
          },
        ],
      },
    ],
  },
  {
    id: 'backendCertificate',
    title: 'Call the backend with a certificate (mTLS)',
    summary: 'authentication-certificate with a certificate of the service, by its id.',
    section: 'inbound',
    needs: ['The certificate uploaded to the service, or in Key Vault, under the id "backend-client".'],
    source: `${POLICY_DOCS}authentication-certificate-policy`,
    nodes: () => [{ name: 'authentication-certificate', attributes: { 'certificate-id': 'backend-client' } }],
  },
  {
    id: 'backendBasic',
    title: 'Call the backend with user name and password',
    summary: 'authentication-basic, the password from a secret named value.',
    section: 'inbound',
    needs: ['Named values "backend-user" and, as a secret, "backend-password".'],
    source: `${POLICY_DOCS}authentication-basic-policy`,
    nodes: () => [
      {
        name: 'authentication-basic',
        attributes: { username: '{{backend-user}}', password: '{{backend-password}}' },
      },
    ],
  },
];
