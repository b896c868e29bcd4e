import { parentDn, parseDn, rdnLabel } from '../dn.ts';
import { IdentityError } from '../../errors.ts';

/** The nth name above an entry, as people say it: 1 is the one right above. Empty where there is none. */
export function nameAbove(dn: string, levels: number): string {
  try {
    let above: string | undefined = dn;
    for (let level = 0; level < levels && above !== undefined; level++) above = parentDn(above);
    return above === undefined || above === '' ? '' : rdnLabel(above);
  } catch (error) {
    if (IdentityError.is(error, 'ldap.invalidDn')) return '';
    throw error;
  }
}

/** The DNS name of a domain: `ad.example.test` of `DC=ad,DC=example,DC=test`; the DN itself when it is none. */
export function dnsNameOf(dn: string): string {
  try {
    const names = parseDn(dn);
    const isDomain = names.length > 0 && names.every((rdn) => rdn.every(({ type }) => /^dc$/i.test(type)));
    return isDomain
      ? names.map((rdn) => rdn.map(({ value }) => new TextDecoder().decode(value)).join('')).join('.')
      : dn;
  } catch (error) {
    if (IdentityError.is(error, 'ldap.invalidDn')) return dn;
    throw error;
  }
}
