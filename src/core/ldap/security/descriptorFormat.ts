import { untranslated } from '../../explain.ts';
import { decodeUtf8 } from '../../jwt/base64url.ts';
import { utf8 } from '../bytes.ts';
import { sidName } from '../values/sid.ts';
import type { ReadableAttribute, ValueFormat } from '../values/format.ts';
import { hasFlag, reachInWords, rightsInWords } from './aceWords.ts';
import type { Ace } from './ace.ts';
import { readDescriptor, writeDescriptor, type Acl, type SecurityDescriptor } from './descriptor.ts';
import { parseSddl, printSddl, withBitsOf, type SddlDomains } from './sddl.ts';

const DOMAIN = /^(S-1-5-21-\d+-\d+-\d+)-\d+$/;

/** Every security identifier of a descriptor, each once. */
export function sidsOf({ owner, group, dacl, sacl }: SecurityDescriptor): readonly string[] {
  const trustees = [...(dacl?.aces ?? []), ...(sacl?.aces ?? [])].map(({ trustee }) => trustee);
  return [...new Set([owner, group, ...trustees].filter((sid) => sid !== undefined))];
}

/** The domain whose words may stand in a changed text: the one the descriptor names already, if it is only one. */
function domainsOf(descriptor: SecurityDescriptor | undefined): SddlDomains {
  const all =
    descriptor === undefined ? [] : sidsOf(descriptor).flatMap((sid) => DOMAIN.exec(sid)?.[1] ?? []);
  const [domain, ...others] = new Set(all);
  return others.length > 0 ? {} : { domain };
}

function aceInWords(ace: Ace): string {
  const { trustee, kind } = ace;
  const who = sidName(trustee) ?? trustee;
  const condition = kind.hasRest ? ', on a condition' : '';
  const inherited = hasFlag(ace, 'ID') ? ', inherited' : '';
  return `${kind.effect} ${who}: ${rightsInWords(ace, untranslated)} (${reachInWords(ace, untranslated)}${condition}${inherited})`;
}

const listInWords = (acl: Acl | null | undefined): readonly string[] =>
  acl === null ? ['allow Everyone: everything, for there is no list'] : (acl?.aces ?? []).map(aceInWords);

/** Security descriptors: told line by line, written as SDDL. */
export const securityDescriptor: ValueFormat = {
  read(value) {
    const descriptor = readDescriptor(value);
    return descriptor && (printSddl(descriptor) ?? (tell(descriptor).join('; ') || undefined));
  },
  tell(value) {
    const descriptor = readDescriptor(value);
    return descriptor && tell(descriptor);
  },
  write(text, before) {
    const old = before && readDescriptor(before);
    const made = parseSddl(text, domainsOf(old));
    return made && writeDescriptor(old === undefined ? made : withBitsOf(made, old));
  },
  example: 'O:BAD:(A;;GA;;;SY)(OA;CI;WP;bf9679c0-0de6-11d0-a285-00aa003049e2;;AU)',
};

/** A domain that stands for whichever the text will be used in. */
const ANY_DOMAIN = { domain: 'S-1-5-21-0-0-0', forest: 'S-1-5-21-0-0-0' } as const;

/** Security descriptors that are kept as SDDL. */
const sddlText: ValueFormat = {
  read: (value) => (inText(value) === undefined ? undefined : decodeUtf8(value)),
  tell(value) {
    const descriptor = inText(value);
    return descriptor && tell(descriptor);
  },
  write: (text) => (parseSddl(text, ANY_DOMAIN) === undefined ? undefined : utf8(text)),
  example: 'D:(A;;GA;;;DA)(A;;RPLCLORC;;;AU)',
};

function inText(value: Uint8Array): SecurityDescriptor | undefined {
  const text = value.length > 0xffff ? undefined : decodeUtf8(value);
  return text === undefined ? undefined : parseSddl(text, ANY_DOMAIN);
}

function tell(descriptor: SecurityDescriptor): readonly string[] {
  const { owner, group, dacl, sacl } = descriptor;
  const named = (sid: string) => sidName(sid) ?? sid;
  return [
    ...(owner === undefined ? [] : [`owner ${named(owner)}`]),
    ...(group === undefined ? [] : [`group ${named(group)}`]),
    ...listInWords(dacl),
    ...listInWords(sacl),
  ];
}

/** Attributes that hold access rights. */
export const securityAttributes: readonly ReadableAttribute[] = [
  {
    names: ['nTSecurityDescriptor'],
    syntaxes: ['1.2.840.113556.1.4.907'],
    about: 'Who owns the object and who may do what to it.',
    format: securityDescriptor,
    source: '[MS-DTYP] 2.4.6',
  },
  {
    names: ['msDS-AllowedToActOnBehalfOfOtherIdentity'],
    about: 'The accounts that may act as anyone towards it (resource-based constrained delegation).',
    format: securityDescriptor,
    source: '[MS-ADA2] msDS-AllowedToActOnBehalfOfOtherIdentity',
  },
  {
    names: ['msDS-GroupMSAMembership'],
    about: 'The accounts that may read the password of a group managed service account.',
    format: securityDescriptor,
    source: '[MS-ADA2] msDS-GroupMSAMembership',
  },
  {
    names: [
      'fRSRootSecurity',
      'pKIEnrollmentAccess',
      'msExchMailboxSecurityDescriptor',
      'msDFS-LinkSecurityDescriptorv2',
    ],
    about: 'Who may do what to something the object stands for.',
    format: securityDescriptor,
    source: '[MS-DTYP] 2.4.6',
  },
  {
    names: [
      'msDS-UserAllowedToAuthenticateTo',
      'msDS-UserAllowedToAuthenticateFrom',
      'msDS-ServiceAllowedToAuthenticateTo',
      'msDS-ServiceAllowedToAuthenticateFrom',
      'msDS-ComputerAllowedToAuthenticateTo',
    ],
    about: 'Whom an authentication policy lets sign in, where and on which condition.',
    format: securityDescriptor,
    source: '[MS-ADA2] msDS-UserAllowedToAuthenticateTo',
  },
  {
    names: ['defaultSecurityDescriptor'],
    about: 'The access rights that new objects of the class get, as SDDL.',
    format: sddlText,
    source: '[MS-ADTS] 3.1.1.2.4.8',
  },
];
