import type { PolicyComment, PolicyNode } from '../write.ts';

export type SectionName = 'inbound' | 'backend' | 'outbound' | 'on-error';

/** What a generated policy may be filled with. Whatever is left out becomes a reference to a named value. */
export interface PolicyValues {
  /** Tenant id (GUID) or domain. */
  readonly tenantId?: string;
  /** First part of the tenant's External ID or B2C host: `contoso` of `contoso.ciamlogin.com`. */
  readonly tenantName?: string;
  /** B2C user flow or custom policy, such as `B2C_1_signin`. */
  readonly userFlow?: string;
  /** Address of the issuer's discovery document. */
  readonly openidConfig?: string;
  readonly issuer?: string;
  readonly audiences?: readonly string[];
  /** Client IDs of the applications that may call. */
  readonly clientIds?: readonly string[];
  /** Delegated permissions (`scp`), any of which lets a caller in. */
  readonly scopes?: readonly string[];
  /** Application roles (`roles`), any of which lets a caller in. */
  readonly roles?: readonly string[];
  /** App ID URI or v1 resource a managed identity asks a token for, without `/.default`. */
  readonly backendResource?: string;
  readonly backendUrl?: string;
  /** Client ID of the user-assigned managed identity; absent for the system-assigned one. */
  readonly managedIdentityClientId?: string;
  /** Thumbprint of the certificate a client must present. */
  readonly thumbprint?: string;
  readonly headerName?: string;
  readonly headerValue?: string;
}

/** One policy that can be generated: what it is for, where it belongs, and its elements. */
export interface PolicyTemplate {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly section: SectionName;
  /** What has to exist before it works. */
  readonly needs?: readonly string[];
  /** The Microsoft page it follows. */
  readonly source: string;
  readonly nodes: (values: PolicyValues) => readonly (PolicyNode | PolicyComment)[];
}

export const POLICY_DOCS = 'https://learn.microsoft.com/azure/api-management/';

/** The values, or a reference to a named value where there are none. */
export function named(values: string | readonly string[] | undefined, name: string): readonly string[] {
  const list = typeof values === 'string' ? [values] : (values ?? []);
  return list.length === 0 ? [`{{${name}}}`] : list;
}

/** One value, or a reference to a named value. */
export function one(value: string | undefined, name: string): string {
  return value ?? `{{${name}}}`;
}

/** A list element with one child per value. */
export function listNode(name: string, item: string, values: readonly string[]): PolicyNode {
  return { name, children: values.map((text) => ({ name: item, text })) };
}

/** `<required-claims>`, absent when nothing is required. `scp` is one string with spaces between, `roles` an array. */
export function requiredClaims({ scopes = [], roles = [] }: PolicyValues): readonly PolicyNode[] {
  const claim = (name: string, separator: string | undefined, values: readonly string[]): PolicyNode => ({
    ...listNode('claim', 'value', values),
    attributes: { name, match: 'any', separator },
  });
  const claims = [
    ...(scopes.length === 0 ? [] : [claim('scp', ' ', scopes)]),
    ...(roles.length === 0 ? [] : [claim('roles', undefined, roles)]),
  ];
  return claims.length === 0 ? [] : [{ name: 'required-claims', children: claims }];
}
