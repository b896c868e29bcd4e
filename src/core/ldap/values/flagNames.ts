/** Bits and numbers of Active Directory by their names in its specifications. Each table is one attribute's. */

/** [MS-ADTS] 2.2.16 */
export const userAccountControl = {
  SCRIPT: 0x1,
  ACCOUNTDISABLE: 0x2,
  HOMEDIR_REQUIRED: 0x8,
  LOCKOUT: 0x10,
  PASSWD_NOTREQD: 0x20,
  PASSWD_CANT_CHANGE: 0x40,
  ENCRYPTED_TEXT_PWD_ALLOWED: 0x80,
  TEMP_DUPLICATE_ACCOUNT: 0x100,
  NORMAL_ACCOUNT: 0x200,
  INTERDOMAIN_TRUST_ACCOUNT: 0x800,
  WORKSTATION_TRUST_ACCOUNT: 0x1000,
  SERVER_TRUST_ACCOUNT: 0x2000,
  DONT_EXPIRE_PASSWORD: 0x1_0000,
  MNS_LOGON_ACCOUNT: 0x2_0000,
  SMARTCARD_REQUIRED: 0x4_0000,
  TRUSTED_FOR_DELEGATION: 0x8_0000,
  NOT_DELEGATED: 0x10_0000,
  USE_DES_KEY_ONLY: 0x20_0000,
  DONT_REQ_PREAUTH: 0x40_0000,
  PASSWORD_EXPIRED: 0x80_0000,
  TRUSTED_TO_AUTH_FOR_DELEGATION: 0x100_0000,
  NO_AUTH_DATA_REQUIRED: 0x200_0000,
  PARTIAL_SECRETS_ACCOUNT: 0x400_0000,
  USE_AES_KEYS: 0x800_0000,
} as const;

/** [MS-ADTS] 2.2.12 */
export const groupType = {
  BUILTIN_LOCAL: 0x1,
  GLOBAL: 0x2,
  DOMAIN_LOCAL: 0x4,
  UNIVERSAL: 0x8,
  APP_BASIC: 0x10,
  APP_QUERY: 0x20,
  SECURITY: 0x8000_0000,
} as const;

/** [MS-SAMR] 2.2.1.9 */
export const samAccountType = {
  0: 'domain object',
  [0x1000_0000]: 'security group, global or universal',
  [0x1000_0001]: 'distribution group, global or universal',
  [0x2000_0000]: 'security group, domain local',
  [0x2000_0001]: 'distribution group, domain local',
  [0x3000_0000]: 'user',
  [0x3000_0001]: 'computer',
  [0x3000_0002]: 'trust account',
  [0x4000_0000]: 'application basic group',
  [0x4000_0001]: 'application query group',
} as const;

/** [MS-ADTS] 2.2.10; the lowest bits of attributes, the highest of any object. */
export const systemFlags = {
  NOT_REPLICATED: 0x1,
  REQ_PARTIAL_SET_MEMBER: 0x2,
  IS_CONSTRUCTED: 0x4,
  IS_OPERATIONAL: 0x8,
  SCHEMA_BASE_OBJECT: 0x10,
  IS_RDN: 0x20,
  DISALLOW_MOVE_ON_DELETE: 0x200_0000,
  DOMAIN_DISALLOW_MOVE: 0x400_0000,
  DOMAIN_DISALLOW_RENAME: 0x800_0000,
  CONFIG_ALLOW_LIMITED_MOVE: 0x1000_0000,
  CONFIG_ALLOW_MOVE: 0x2000_0000,
  CONFIG_ALLOW_RENAME: 0x4000_0000,
  DISALLOW_DELETE: 0x8000_0000,
} as const;

/** [MS-ADTS] 2.2.9 */
export const searchFlags = {
  ATTINDEX: 0x1,
  PDNTATTINDEX: 0x2,
  ANR: 0x4,
  PRESERVEONDELETE: 0x8,
  COPY: 0x10,
  TUPLEINDEX: 0x20,
  SUBTREEATTINDEX: 0x40,
  CONFIDENTIAL: 0x80,
  NEVERVALUEAUDIT: 0x100,
  RODC_FILTERED: 0x200,
  EXTENDEDLINKTRACKING: 0x400,
  BASEONLY: 0x800,
  PARTITIONSECRET: 0x1000,
} as const;

/** [MS-ADTS] 3.1.1.1.9 */
export const instanceType = {
  NC_HEAD: 0x1,
  UNINSTANTIATED: 0x2,
  WRITABLE: 0x4,
  NC_ABOVE: 0x8,
  NC_COMING: 0x10,
  NC_GOING: 0x20,
} as const;

/** [MS-ADTS] 6.1.6.7.12 */
export const trustDirection = { 0: 'disabled', 1: 'inbound', 2: 'outbound', 3: 'bidirectional' } as const;

/** [MS-ADTS] 6.1.6.7.15 */
export const trustType = {
  1: 'Windows NT domain',
  2: 'Active Directory domain',
  3: 'Kerberos realm',
  4: 'DCE realm',
  5: 'Entra ID',
} as const;

/** [MS-ADTS] 6.1.6.7.9 */
export const trustAttributes = {
  NON_TRANSITIVE: 0x1,
  UPLEVEL_ONLY: 0x2,
  QUARANTINED_DOMAIN: 0x4,
  FOREST_TRANSITIVE: 0x8,
  CROSS_ORGANIZATION: 0x10,
  WITHIN_FOREST: 0x20,
  TREAT_AS_EXTERNAL: 0x40,
  USES_RC4_ENCRYPTION: 0x80,
  CROSS_ORGANIZATION_NO_TGT_DELEGATION: 0x200,
  PIM_TRUST: 0x400,
  CROSS_ORGANIZATION_ENABLE_TGT_DELEGATION: 0x800,
  DISABLE_AUTH_TARGET_VALIDATION: 0x1000,
} as const;

/** [MS-KILE] 2.2.7 */
export const encryptionTypes = {
  DES_CBC_CRC: 0x1,
  DES_CBC_MD5: 0x2,
  RC4_HMAC: 0x4,
  AES128_CTS_HMAC_SHA1_96: 0x8,
  AES256_CTS_HMAC_SHA1_96: 0x10,
  AES256_CTS_HMAC_SHA1_96_SK: 0x20,
  FAST_SUPPORTED: 0x1_0000,
  COMPOUND_IDENTITY_SUPPORTED: 0x2_0000,
  CLAIMS_SUPPORTED: 0x4_0000,
  RESOURCE_SID_COMPRESSION_DISABLED: 0x8_0000,
} as const;

/** [MS-SAMR] 2.2.3.11 (the domain's password properties) */
export const passwordProperties = {
  COMPLEX: 0x1,
  NO_ANONYMOUS_CHANGE: 0x2,
  NO_CLEAR_CHANGE: 0x4,
  LOCKOUT_ADMINS: 0x8,
  STORE_CLEARTEXT: 0x10,
  REFUSE_CHANGE: 0x20,
} as const;

/** [MS-ADTS] 6.1.4.2 to 6.1.4.4 */
export const functionalLevel = {
  0: 'Windows 2000',
  1: 'Windows Server 2003 interim',
  2: 'Windows Server 2003',
  3: 'Windows Server 2008',
  4: 'Windows Server 2008 R2',
  5: 'Windows Server 2012',
  6: 'Windows Server 2012 R2',
  7: 'Windows Server 2016',
  10: 'Windows Server 2025',
} as const;

/** [MS-ADTS] 3.1.1.4.5.6: which parts of the permissions the client may change. */
export const securityParts = { OWNER: 0x1, GROUP: 0x2, DACL: 0x4, SACL: 0x8 } as const;

/** [MS-ADTS] 2.2.17 */
export const optionalFeatureFlags = {
  FOREST_OPTIONAL_FEATURE: 0x1,
  DOMAIN_OPTIONAL_FEATURE: 0x2,
  DISABLABLE_OPTIONAL_FEATURE: 0x4,
  SERVER_OPTIONAL_FEATURE: 0x8,
} as const;

/** [MS-CRTD] 2.26 */
export const enrollmentFlags = {
  INCLUDE_SYMMETRIC_ALGORITHMS: 0x1,
  PEND_ALL_REQUESTS: 0x2,
  PUBLISH_TO_KRA_CONTAINER: 0x4,
  PUBLISH_TO_DS: 0x8,
  AUTO_ENROLLMENT_CHECK_USER_DS_CERTIFICATE: 0x10,
  AUTO_ENROLLMENT: 0x20,
  PREVIOUS_APPROVAL_VALIDATE_REENROLLMENT: 0x40,
  USER_INTERACTION_REQUIRED: 0x100,
  REMOVE_INVALID_CERTIFICATE_FROM_PERSONAL_STORE: 0x400,
  ALLOW_ENROLL_ON_BEHALF_OF: 0x800,
  ADD_OCSP_NOCHECK: 0x1000,
  ENABLE_KEY_REUSE_ON_NT_TOKEN_KEYSET_STORAGE_FULL: 0x2000,
  NOREVOCATIONINFOINISSUEDCERTS: 0x4000,
  INCLUDE_BASIC_CONSTRAINTS_FOR_EE_CERTS: 0x8000,
  ALLOW_PREVIOUS_APPROVAL_KEYBASEDRENEWAL_VALIDATE_REENROLLMENT: 0x1_0000,
  ISSUANCE_POLICIES_FROM_REQUEST: 0x2_0000,
  SKIP_AUTO_RENEWAL: 0x4_0000,
  NO_SECURITY_EXTENSION: 0x8_0000,
} as const;

/** [MS-CRTD] 2.28 */
export const certificateNameFlags = {
  ENROLLEE_SUPPLIES_SUBJECT: 0x1,
  OLD_CERT_SUPPLIES_SUBJECT_AND_ALT_NAME: 0x8,
  ENROLLEE_SUPPLIES_SUBJECT_ALT_NAME: 0x1_0000,
  SUBJECT_ALT_REQUIRE_DOMAIN_DNS: 0x40_0000,
  SUBJECT_ALT_REQUIRE_SPN: 0x80_0000,
  SUBJECT_ALT_REQUIRE_DIRECTORY_GUID: 0x100_0000,
  SUBJECT_ALT_REQUIRE_UPN: 0x200_0000,
  SUBJECT_ALT_REQUIRE_EMAIL: 0x400_0000,
  SUBJECT_ALT_REQUIRE_DNS: 0x800_0000,
  SUBJECT_REQUIRE_DNS_AS_CN: 0x1000_0000,
  SUBJECT_REQUIRE_EMAIL: 0x2000_0000,
  SUBJECT_REQUIRE_COMMON_NAME: 0x4000_0000,
  SUBJECT_REQUIRE_DIRECTORY_PATH: 0x8000_0000,
} as const;

/** RFC 5280 §4.2.1.12, [MS-WCCE], RFC 4556 */
export const keyUsages = {
  '1.3.6.1.5.5.7.3.1': 'server authentication',
  '1.3.6.1.5.5.7.3.2': 'client authentication',
  '1.3.6.1.5.5.7.3.3': 'code signing',
  '1.3.6.1.5.5.7.3.4': 'mail protection',
  '1.3.6.1.5.5.7.3.8': 'time stamping',
  '1.3.6.1.5.5.7.3.9': 'OCSP signing',
  '1.3.6.1.5.2.3.4': 'Kerberos client authentication (PKINIT)',
  '1.3.6.1.5.2.3.5': 'Kerberos domain controller (PKINIT)',
  '1.3.6.1.4.1.311.20.2.1': 'enrolment for others (certificate request agent)',
  '1.3.6.1.4.1.311.20.2.2': 'smart card sign-in',
  '1.3.6.1.4.1.311.10.3.4': 'encrypting file system',
  '1.3.6.1.4.1.311.10.3.4.1': 'recovery of encrypted files',
  '1.3.6.1.4.1.311.21.5': 'private key archival',
  '1.3.6.1.4.1.311.21.6': 'key recovery agent',
  '1.3.6.1.4.1.311.21.19': 'directory service e-mail replication',
  '1.3.6.1.4.1.311.67.1.1': 'BitLocker drive encryption',
  '2.5.29.37.0': 'any purpose',
} as const;

/** [MS-ADTS] 3.1.1.2.4.8 */
export const objectClassCategory = {
  0: '88 class',
  1: 'structural',
  2: 'abstract',
  3: 'auxiliary',
} as const;

/** [MS-ADTS] 3.1.1.2.2.2 */
export const attributeSyntax = {
  '2.5.5.1': 'DN',
  '2.5.5.2': 'OID',
  '2.5.5.3': 'Case-exact String',
  '2.5.5.4': 'Case-ignore String',
  '2.5.5.5': 'IA5 or Printable String',
  '2.5.5.6': 'Numeric String',
  '2.5.5.7': 'DN With Binary, or OR-Name',
  '2.5.5.8': 'Boolean',
  '2.5.5.9': 'Integer or Enumeration',
  '2.5.5.10': 'Octet String or Replica Link',
  '2.5.5.11': 'Time',
  '2.5.5.12': 'Unicode String',
  '2.5.5.13': 'Presentation Address',
  '2.5.5.14': 'DN With String, or Access Point',
  '2.5.5.15': 'Security Descriptor',
  '2.5.5.16': 'Large Integer',
  '2.5.5.17': 'SID',
} as const;
