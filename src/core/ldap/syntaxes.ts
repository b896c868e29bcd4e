/** What values of a syntax look like. */
export interface Syntax {
  readonly name: string;
  /** Whether values are octets that no one reads as text. */
  readonly isBinary?: true;
}

const RFC = '1.3.6.1.4.1.1466.115.121.1.';
const MICROSOFT = '1.2.840.113556.1.4.';

/** Syntaxes by OID: RFC 4517 §3.3, RFC 4523, RFC 4530, RFC 2252 and [MS-ADTS] 3.1.1.2.2.2. */
const syntaxes: ReadonlyMap<string, Syntax> = new Map(
  Object.entries<Syntax>({
    [`${RFC}3`]: { name: 'Attribute Type Description' },
    [`${RFC}5`]: { name: 'Binary', isBinary: true },
    [`${RFC}6`]: { name: 'Bit String' },
    [`${RFC}7`]: { name: 'Boolean' },
    [`${RFC}8`]: { name: 'Certificate', isBinary: true },
    [`${RFC}9`]: { name: 'Certificate List', isBinary: true },
    [`${RFC}10`]: { name: 'Certificate Pair', isBinary: true },
    [`${RFC}11`]: { name: 'Country String' },
    [`${RFC}12`]: { name: 'DN' },
    [`${RFC}14`]: { name: 'Delivery Method' },
    [`${RFC}15`]: { name: 'Directory String' },
    [`${RFC}16`]: { name: 'DIT Content Rule Description' },
    [`${RFC}17`]: { name: 'DIT Structure Rule Description' },
    [`${RFC}21`]: { name: 'Enhanced Guide' },
    [`${RFC}22`]: { name: 'Facsimile Telephone Number' },
    [`${RFC}23`]: { name: 'Fax', isBinary: true },
    [`${RFC}24`]: { name: 'Generalized Time' },
    [`${RFC}25`]: { name: 'Guide' },
    [`${RFC}26`]: { name: 'IA5 String' },
    [`${RFC}27`]: { name: 'Integer' },
    [`${RFC}28`]: { name: 'JPEG', isBinary: true },
    [`${RFC}30`]: { name: 'Matching Rule Description' },
    [`${RFC}31`]: { name: 'Matching Rule Use Description' },
    [`${RFC}34`]: { name: 'Name And Optional UID' },
    [`${RFC}35`]: { name: 'Name Form Description' },
    [`${RFC}36`]: { name: 'Numeric String' },
    [`${RFC}37`]: { name: 'Object Class Description' },
    [`${RFC}38`]: { name: 'OID' },
    [`${RFC}39`]: { name: 'Other Mailbox' },
    [`${RFC}40`]: { name: 'Octet String', isBinary: true },
    [`${RFC}41`]: { name: 'Postal Address' },
    [`${RFC}43`]: { name: 'Presentation Address' },
    [`${RFC}44`]: { name: 'Printable String' },
    [`${RFC}49`]: { name: 'Supported Algorithm', isBinary: true },
    [`${RFC}50`]: { name: 'Telephone Number' },
    [`${RFC}51`]: { name: 'Teletex Terminal Identifier' },
    [`${RFC}52`]: { name: 'Telex Number' },
    [`${RFC}53`]: { name: 'UTC Time' },
    [`${RFC}54`]: { name: 'LDAP Syntax Description' },
    [`${RFC}58`]: { name: 'Substring Assertion' },
    '1.3.6.1.1.16.1': { name: 'UUID' },
    '1.3.6.1.1.1.0.0': { name: 'NIS Netgroup Triple' },
    '1.3.6.1.1.1.0.1': { name: 'Boot Parameter' },
    '1.3.6.1.4.1.4203.666.11.2.1': { name: 'CSN' },
    '1.3.6.1.4.1.4203.1.1.1': { name: 'Authorization Password' },
    [`${MICROSOFT}903`]: { name: 'DN With Binary' },
    [`${MICROSOFT}904`]: { name: 'DN With String' },
    [`${MICROSOFT}905`]: { name: 'Case-ignore String' },
    [`${MICROSOFT}906`]: { name: 'Large Integer' },
    [`${MICROSOFT}907`]: { name: 'Security Descriptor', isBinary: true },
    [`${MICROSOFT}1221`]: { name: 'OR-Name' },
    [`${MICROSOFT}1362`]: { name: 'Case-exact String' },
  }),
);

/** What is known of a syntax, undefined for a server's own. */
export function findSyntax(oid: string): Syntax | undefined {
  return syntaxes.get(oid);
}
