import { textOf, textsOf, type Entry } from './entry.ts';

/** What a root DSE says of its server (RFC 4512 §5.1, [MS-ADTS] 3.1.1.3.2). */
export interface ServerFacts {
  readonly namingContexts: readonly string[];
  /** AD's own domain, or the first naming context. */
  readonly defaultNamingContext: string | undefined;
  readonly controls: ReadonlySet<string>;
  readonly extensions: ReadonlySet<string>;
  readonly features: ReadonlySet<string>;
  readonly saslMechanisms: readonly string[];
  readonly subschema: string | undefined;
  /** The server's configuration, where it is in the directory (`cn=config`, AD's configuration partition). */
  readonly configContext: string | undefined;
  readonly kind: ServerKind;
  /** The product as it names itself, undefined when it does not. */
  readonly vendor: string | undefined;
}

export type ServerKind = 'activeDirectory' | 'openLdap' | 'other';

/** The attributes of a root DSE that `readServerFacts` wants; servers keep them operational. */
export const ROOT_DSE_ATTRIBUTES = ['*', '+'] as const;

/** Controls, extended operations and features by their names (RFC 4512 §5.1 lists them by OID). */
export const OIDS = {
  pagedResults: '1.2.840.113556.1.4.319',
  sortRequest: '1.2.840.113556.1.4.473',
  sortResponse: '1.2.840.113556.1.4.474',
  virtualListView: '2.16.840.1.113730.3.4.9',
  manageDsaIt: '2.16.840.1.113730.3.4.2',
  assertion: '1.3.6.1.1.12',
  preRead: '1.3.6.1.1.13.1',
  postRead: '1.3.6.1.1.13.2',
  treeDelete: '1.2.840.113556.1.4.805',
  securityDescriptorParts: '1.2.840.113556.1.4.801',
  showDeleted: '1.2.840.113556.1.4.417',
  passwordPolicy: '1.3.6.1.4.1.42.2.27.8.5.1',
  startTls: '1.3.6.1.4.1.1466.20037',
  passwordModify: '1.3.6.1.4.1.4203.1.11.1',
  whoAmI: '1.3.6.1.4.1.4203.1.11.3',
  noticeOfDisconnection: '1.3.6.1.4.1.1466.20036',
  increment: '1.3.6.1.1.14',
  allOperational: '1.3.6.1.4.1.4203.1.5.1',
  activeDirectory: '1.2.840.113556.1.4.800',
  adLightweight: '1.2.840.113556.1.4.1851',
} as const;

/** Reads a root DSE. What a server leaves out is empty or undefined; nothing is guessed from a name. */
export function readServerFacts(rootDse: Entry): ServerFacts {
  const capabilities = new Set(textsOf(rootDse, 'supportedCapabilities'));
  const isActiveDirectory = capabilities.has(OIDS.activeDirectory) || capabilities.has(OIDS.adLightweight);
  const isOpenLdap = textsOf(rootDse, 'objectClass').some((each) => /^openldaprootdse$/i.test(each));
  const namingContexts = textsOf(rootDse, 'namingContexts');
  return {
    namingContexts,
    defaultNamingContext: textOf(rootDse, 'defaultNamingContext') ?? namingContexts[0],
    controls: new Set(textsOf(rootDse, 'supportedControl')),
    extensions: new Set(textsOf(rootDse, 'supportedExtension')),
    features: new Set(textsOf(rootDse, 'supportedFeatures')),
    saslMechanisms: textsOf(rootDse, 'supportedSASLMechanisms'),
    subschema: textOf(rootDse, 'subschemaSubentry'),
    configContext: textOf(rootDse, 'configContext') ?? textOf(rootDse, 'configurationNamingContext'),
    kind: isActiveDirectory ? 'activeDirectory' : isOpenLdap ? 'openLdap' : 'other',
    vendor: vendorOf(rootDse),
  };
}

function vendorOf(rootDse: Entry): string | undefined {
  const named = [textOf(rootDse, 'vendorName'), textOf(rootDse, 'vendorVersion')].filter(Boolean).join(' ');
  return named === '' ? undefined : named;
}
