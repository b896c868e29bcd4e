import type { PolicyNode } from '../write.ts';
import {
  listNode,
  named,
  one,
  POLICY_DOCS,
  requiredClaims,
  type PolicyTemplate,
  type PolicyValues,
} from './template.ts';

const UNAUTHORIZED = 'Unauthorized. Access token is missing or invalid.';
const JWT = `${POLICY_DOCS}validate-jwt-policy`;

/** `<validate-jwt>` of a bearer token; children in the order the gateway's schema asks for. */
function validateJwt(values: PolicyValues, keys: PolicyNode, issuers: readonly string[]): PolicyNode {
  return {
    name: 'validate-jwt',
    attributes: {
      'header-name': 'Authorization',
      'require-scheme': 'Bearer',
      'failed-validation-httpcode': '401',
      'failed-validation-error-message': UNAUTHORIZED,
    },
    children: [
      keys,
      listNode('audiences', 'audience', named(values.audiences, 'api-audience')),
      listNode('issuers', 'issuer', issuers),
      ...requiredClaims(values),
    ],
  };
}

/** Accept tokens of Entra ID, External ID, B2C and other issuers. */
export const entraTemplates: readonly PolicyTemplate[] = [
  {
    id: 'validateAzureAdToken',
    title: 'Accept tokens of one Entra tenant',
    summary:
      'validate-azure-ad-token: keys and issuers follow from the tenant; names the clients that may call.',
    section: 'inbound',
    source: `${POLICY_DOCS}validate-azure-ad-token-policy`,
    nodes: (values) => [
      {
        name: 'validate-azure-ad-token',
        attributes: {
          'tenant-id': one(values.tenantId, 'tenant-id'),
          'header-name': 'Authorization',
          'failed-validation-httpcode': '401',
          'failed-validation-error-message': UNAUTHORIZED,
        },
        children: [
          listNode('client-application-ids', 'application-id', named(values.clientIds, 'client-id')),
          listNode('audiences', 'audience', named(values.audiences, 'api-audience')),
          ...requiredClaims(values),
        ],
      },
    ],
  },
  {
    id: 'validateJwtEntra',
    title: 'Accept tokens of Entra ID (validate-jwt)',
    summary: 'v1 and v2 access tokens of one tenant: the audience and both issuers are listed.',
    section: 'inbound',
    source: JWT,
    nodes(values) {
      const tenant = one(values.tenantId, 'tenant-id');
      return [
        validateJwt(
          values,
          openidConfig(`https://login.microsoftonline.com/${tenant}/v2.0/.well-known/openid-configuration`),
          [`https://login.microsoftonline.com/${tenant}/v2.0`, `https://sts.windows.net/${tenant}/`],
        ),
      ];
    },
  },
  {
    id: 'validateJwtExternalId',
    title: 'Accept tokens of Entra External ID',
    summary: 'validate-jwt for a ciamlogin.com tenant.',
    section: 'inbound',
    source: JWT,
    nodes(values) {
      const tenant = one(values.tenantId, 'tenant-id');
      const host = `https://${one(values.tenantName, 'tenant-name')}.ciamlogin.com`;
      const config = openidConfig(`${host}/${tenant}/v2.0/.well-known/openid-configuration`);
      return [validateJwt(values, config, [`https://${tenant}.ciamlogin.com/${tenant}/v2.0`])];
    },
  },
  {
    id: 'validateJwtB2c',
    title: 'Accept tokens of Azure AD B2C',
    summary:
      'validate-jwt for one user flow: its discovery document carries the policy name, its issuer does not.',
    section: 'inbound',
    source: JWT,
    nodes(values) {
      const [tenant, name] = [one(values.tenantId, 'tenant-id'), one(values.tenantName, 'tenant-name')];
      const host = `https://${name}.b2clogin.com`;
      const flow = one(values.userFlow, 'user-flow');
      const config = openidConfig(
        `${host}/${name}.onmicrosoft.com/${flow}/v2.0/.well-known/openid-configuration`,
      );
      return [validateJwt(values, config, [`${host}/${tenant}/v2.0/`])];
    },
  },
  {
    id: 'validateJwtGeneric',
    title: 'Accept tokens of any OpenID Connect issuer',
    summary: 'validate-jwt with a discovery document of your own.',
    section: 'inbound',
    source: JWT,
    nodes: (values) => [
      validateJwt(
        values,
        openidConfig(one(values.openidConfig, 'openid-configuration-url')),
        named(values.issuer, 'issuer'),
      ),
    ],
  },
  {
    id: 'validateJwtSecret',
    title: 'Accept tokens signed with a shared secret (HS256)',
    summary: 'validate-jwt with a symmetric key, in base64, from a secret named value.',
    section: 'inbound',
    needs: ['A secret named value "jwt-signing-key" that holds the key in base64.'],
    source: JWT,
    nodes: (values) => [
      validateJwt(
        values,
        { name: 'issuer-signing-keys', children: [{ name: 'key', text: '{{jwt-signing-key}}' }] },
        named(values.issuer, 'issuer'),
      ),
    ],
  },
];

function openidConfig(url: string): PolicyNode {
  return { name: 'openid-config', attributes: { url } };
}
