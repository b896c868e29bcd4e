/** The tokens that optional claims are added to, as Graph names them. */
export const claimTokens = [
  { id: 'idToken', name: 'ID token' },
  { id: 'accessToken', name: 'Access token' },
  { id: 'saml2Token', name: 'SAML token' },
] as const;
export type ClaimToken = (typeof claimTokens)[number]['id'];

/** A claim that tokens have only where a registration asks for it. */
export interface OptionalClaim {
  readonly name: string;
  readonly detail: string;
  /** `additionalProperties` that change it. */
  readonly properties?: readonly string[];
}

/**
 * The optional claims (https://learn.microsoft.com/entra/identity-platform/optional-claims-reference). A new one is one
 * entry.
 */
export const optionalClaimList: readonly OptionalClaim[] = [
  { name: 'acct', detail: 'Whether the user is a member (0) or a guest (1)' },
  { name: 'acrs', detail: 'Authentication contexts the sign-in met' },
  { name: 'auth_time', detail: 'When the user last signed in' },
  { name: 'ctry', detail: 'Country or region of the user' },
  { name: 'email', detail: 'Mail address; changes, so never a key' },
  { name: 'family_name', detail: 'Surname' },
  { name: 'fwd', detail: 'IP address the request was forwarded from' },
  { name: 'given_name', detail: 'First name' },
  {
    name: 'groups',
    detail: 'Groups, written otherwise than as ids; needs the groups claim',
    properties: [
      'sam_account_name',
      'dns_domain_and_sam_account_name',
      'netbios_domain_and_sam_account_name',
      'cloud_displayname',
      'emit_as_roles',
    ],
  },
  { name: 'idtyp', detail: 'app for application tokens', properties: ['include_user_token'] },
  { name: 'in_corp', detail: 'Whether the user comes from the corporate network' },
  { name: 'ipaddr', detail: 'IP address of the sign-in' },
  { name: 'login_hint', detail: 'An opaque name for silent sign-in and sign-out' },
  { name: 'onprem_sid', detail: 'Security identifier in the on-premises directory' },
  { name: 'preferred_username', detail: 'The name to show; changes, so never a key' },
  { name: 'pwd_exp', detail: 'Seconds until the password ends' },
  { name: 'pwd_url', detail: 'Where the password is changed' },
  { name: 'sid', detail: 'Id of the session, for signing out of one' },
  { name: 'tenant_ctry', detail: 'Country or region of the tenant' },
  { name: 'tenant_region_scope', detail: 'Region of the tenant' },
  {
    name: 'upn',
    detail: 'User principal name; changes, so never a key',
    properties: ['include_externally_authenticated_upn', 'include_externally_authenticated_upn_without_hash'],
  },
  { name: 'verified_primary_email', detail: 'Primary mail address, verified' },
  { name: 'verified_secondary_email', detail: 'Other mail addresses, verified' },
  { name: 'vnet', detail: 'Virtual network of the sign-in' },
  { name: 'xms_cc', detail: 'Whether the client can answer claims challenges' },
  { name: 'xms_edov', detail: 'Whether the domain of the mail address is verified' },
  { name: 'xms_pdl', detail: 'Preferred data location' },
  { name: 'xms_pl', detail: 'Preferred language of the user' },
  { name: 'xms_tpl', detail: 'Preferred language of the tenant' },
  { name: 'ztdid', detail: 'Identity of the device (Windows Autopilot)' },
];
