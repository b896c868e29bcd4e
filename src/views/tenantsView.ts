import type { TenantRegistry } from '../core/entra/tenantRegistry.ts';
import type { SignedIn } from '../core/entra/signIn/accessTokens.ts';
import { signInMethodOf } from '../core/entra/signIn/methods.ts';
import type { AuthorityKind, Tenant } from '../core/oauth/model.ts';
import { directoryRows, type DirectoryRowsDeps } from './directoryRows.ts';
import { problemRow } from './problemRow.ts';
import { page, row, type Page, type Row } from './treeNode.ts';

export interface TenantsViewDeps extends DirectoryRowsDeps {
  readonly signedIn: (tenantId: string) => SignedIn | undefined;
  readonly tenants: TenantRegistry;
}

/** How each kind of authority is named and drawn. */
const KINDS: Readonly<Record<AuthorityKind, { readonly name: string; readonly icon: string }>> = {
  sandbox: { name: 'Sandbox', icon: 'beaker' },
  entra: { name: 'Microsoft Entra ID', icon: 'organization' },
  externalId: { name: 'Entra External ID', icon: 'globe' },
  b2c: { name: 'Azure AD B2C', icon: 'globe' },
  adfs: { name: 'AD FS', icon: 'server-environment' },
  oidc: { name: 'OpenID Connect', icon: 'verified' },
};

/** The Tenants view: each tenant with its issuer, its documents and its directory, and a row for each broken setting. */
export function tenantsView(deps: TenantsViewDeps): () => Promise<Page> {
  const { tenants, translate } = deps;
  return async () => {
    const { tenants: all, problems } = await tenants.list();
    return page([
      ...all.map((tenant) => tenantRow(tenant, deps)),
      ...problems.map((problem) => problemRow(problem, 'identity.tenants.openSettings', translate)),
    ]);
  };
}

function tenantRow(tenant: Tenant, deps: TenantsViewDeps): Row {
  const { translate } = deps;
  const { name, icon } = KINDS[tenant.kind];
  const target = { tenant: tenant.id };
  const method = translate(signInMethodOf(tenant).title);
  const signIn: Row = {
    id: 'signIn',
    // Who it is becomes known with the first token, after the row was drawn.
    present() {
      const { name: who, permissions = [] } = deps.signedIn(tenant.id) ?? {};
      return {
        label: translate('Sign-in'),
        description: [method, who].filter(Boolean).join(' · '),
        tooltip: [method, who, permissions.toSorted().join('\n')].filter(Boolean).join('\n\n'),
        icon: 'account',
      };
    },
    context: 'tenant.signIn',
    target,
    command: 'identity.tenant.changeSignIn',
  };
  const children = [
    ...(tenant.graph === undefined ? [] : [signIn]),
    row('authority', { label: translate('Authority'), description: tenant.authority, icon: 'link' }),
    row('id', { label: translate('Id'), description: tenant.id, icon: 'key' }),
    row(
      'discovery',
      { label: translate('Discovery document'), description: 'openid-configuration', icon: 'json' },
      { target, command: 'identity.tenant.openDiscovery' },
    ),
    row(
      'jwks',
      { label: translate('Signing keys'), description: 'JWKS', icon: 'json' },
      { target, command: 'identity.tenant.openJwks' },
    ),
  ];
  return row(
    tenant.id,
    {
      label: tenant.name,
      description: [name, tenant.signIn === undefined ? undefined : method].filter(Boolean).join(' · '),
      tooltip: `${tenant.name}\n${name}\n${tenant.authority}\n${method}`,
      icon,
    },
    {
      context: tenant.kind === 'sandbox' ? 'tenant.sandbox' : 'tenant.configured',
      target,
      load: () =>
        Promise.resolve(
          page([...children, ...(tenant.graph === undefined ? [] : directoryRows(tenant, deps))]),
        ),
    },
  );
}
