import { one, POLICY_DOCS, type PolicyTemplate } from './template.ts';

/** What the gateway itself asks of a caller, and what it answers when that fails. */
export const gatewayTemplates: readonly PolicyTemplate[] = [
  {
    id: 'validateClientCertificate',
    title: 'Require a client certificate (mTLS)',
    summary: 'validate-client-certificate: trusted, in time, not revoked, and one of those listed.',
    section: 'inbound',
    needs: ['"Negotiate client certificate" on the host name of the gateway.'],
    source: `${POLICY_DOCS}validate-client-certificate-policy`,
    nodes: ({ thumbprint }) => [
      {
        name: 'validate-client-certificate',
        attributes: {
          'validate-revocation': 'true',
          'validate-trust': 'true',
          'validate-not-before': 'true',
          'validate-not-after': 'true',
          'ignore-error': 'false',
        },
        children: [
          {
            name: 'identities',
            children: [
              {
                name: 'identity',
                attributes: { thumbprint: one(thumbprint, 'client-certificate-thumbprint') },
              },
            ],
          },
        ],
      },
    ],
  },
  {
    id: 'checkHeader',
    title: 'Require a header',
    summary: 'check-header: refuses requests without one of the values.',
    section: 'inbound',
    source: `${POLICY_DOCS}check-header-policy`,
    nodes: ({ headerName, headerValue }) => [
      {
        name: 'check-header',
        attributes: {
          name: one(headerName, 'header-name'),
          'failed-check-httpcode': '401',
          'failed-check-error-message': 'Not authorized',
          'ignore-case': 'false',
        },
        children: [{ name: 'value', text: one(headerValue, 'header-value') }],
      },
    ],
  },
  {
    id: 'errorHandling',
    title: 'Answer authorization errors the OAuth way',
    summary: 'on-error: WWW-Authenticate as RFC 6750 §3 asks, and the reason as JSON.',
    section: 'on-error',
    source: `${POLICY_DOCS}api-management-error-handling-policies`,
    nodes: () => [
      {
        name: 'choose',
        children: [
          {
            name: 'when',
            attributes: { condition: '@(context.Response.StatusCode == 401)' },
            children: [
              {
                name: 'set-header',
                attributes: { name: 'WWW-Authenticate', 'exists-action': 'override' },
                children: [{ name: 'value', text: 'Bearer error="invalid_token"' }],
              },
              {
                name: 'set-header',
                attributes: { name: 'Content-Type', 'exists-action': 'override' },
                children: [{ name: 'value', text: 'application/json' }],
              },
              {
                name: 'set-body',
                text: '@(new JObject(new JProperty("error", context.LastError.Reason), new JProperty("message", context.LastError.Message)).ToString())',
              },
            ],
          },
        ],
      },
    ],
  },
];
