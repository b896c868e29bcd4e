/** The terse form in which the sandbox's tenants are written down; `buildTenant` turns it into Graph resources. */

export interface TenantSeed {
  readonly id: string;
  readonly domain: string;
  /** Further verified domains, whose users sign in at a federation server. */
  readonly federatedDomains?: readonly string[];
  /** Synchronized from an on-premises directory. */
  readonly synced?: true;
  readonly name: string;
  readonly country: string;
  readonly users: readonly UserSeed[];
  readonly groups: readonly GroupSeed[];
  readonly applications: readonly ApplicationSeed[];
  /** Applications of other tenants that have a service principal here: slug, and whether an admin consented. */
  readonly visitors: readonly { readonly slug: string; readonly consent: Consent }[];
}

export interface UserSeed {
  /** First part of the user principal name. */
  readonly name: string;
  readonly given: string;
  readonly surname: string;
  readonly job?: string;
  readonly department?: string;
  readonly office?: string;
  /** Directory roles by display name. */
  readonly roles?: readonly string[];
  readonly disabled?: true;
  /** The user's own address, when this is a guest from there. */
  readonly guestOf?: string;
  /** objectGUID of the on-premises user it is synchronized from. */
  readonly objectGuid?: string;
}

export interface GroupSeed {
  readonly name: string;
  readonly description: string;
  /** Names of users, and of groups as `group:<name>`. */
  readonly members: readonly string[];
  readonly microsoft365?: true;
  /** Makes it a dynamic group; `members` are those whom the rule finds. */
  readonly rule?: string;
}

/** Whether permissions asked for are granted for everybody, or left to the user's consent. */
export type Consent = 'granted' | 'user';

export interface ApplicationSeed {
  /** Never changes: the client id is made from it. */
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly consent: Consent;
  readonly multitenant?: true;
  readonly web?: readonly string[];
  readonly spa?: readonly string[];
  readonly native?: readonly string[];
  /** Issue tokens from the authorization endpoint. */
  readonly implicit?: true;
  readonly credentials?: readonly ('secret' | 'expiredSecret' | 'certificate')[];
  readonly identifierUri?: string;
  readonly tokenVersion?: 1 | 2;
  readonly scopes?: readonly { readonly value: string; readonly title: string; readonly admin?: true }[];
  readonly appRoles?: readonly {
    readonly value: string;
    readonly title: string;
    readonly for: 'User' | 'Application';
  }[];
  /** Permissions it asks for, by resource slug (`graph` for Microsoft Graph). */
  readonly needs?: Readonly<
    Record<string, { readonly scopes?: readonly string[]; readonly roles?: readonly string[] }>
  >;
  /** Only assigned users may sign in: user names with the app role each holds. */
  readonly assigned?: Readonly<Record<string, string>>;
  readonly assignmentRequired?: true;
  readonly groupClaims?: true;
  /** Names of the users who own it. */
  readonly owners?: readonly string[];
  readonly federated?: readonly {
    readonly name: string;
    readonly issuer: string;
    readonly subject: string;
  }[];
}
