import { IdentityError } from '../errors.ts';
import { OIDS } from './serverFacts.ts';
import type { LdapSession } from './session.ts';

export interface NewPassword {
  readonly to: string;
  /** The old password, for a person who changes their own; absent for an administrator who sets it. */
  readonly from?: string;
}

/**
 * Sets the password of an entry as its server wants it: `unicodePwd` of Active Directory ([MS-ADTS] 3.1.1.3.1.5.1),
 * which takes it over an encrypted connection only; the Password Modify operation (RFC 3062) where there is one;
 * `userPassword` else, hashed or not as the server is set up. Throws `ldap.emptyPassword`, `ldap.passwordNeedsTls`.
 */
export async function setPassword(
  session: LdapSession,
  dn: string,
  { to, from }: NewPassword,
  signal?: AbortSignal,
): Promise<void> {
  if (to === '') throw new IdentityError('ldap.emptyPassword', {});
  if (session.server.kind === 'activeDirectory') {
    if (!session.isPrivate) throw new IdentityError('ldap.passwordNeedsTls', {});
    await session.modify(dn, replacing('unicodePwd', quoted(to), from === undefined ? from : quoted(from)), {
      ...(signal === undefined ? {} : { signal }),
    });
  } else if (session.server.extensions.has(OIDS.passwordModify))
    await session.modifyPassword({ user: dn, to, ...(from === undefined ? {} : { from }) }, signal);
  else {
    const bytes = new TextEncoder();
    await session.modify(
      dn,
      replacing('userPassword', bytes.encode(to), from === undefined ? from : bytes.encode(from)),
    );
  }
}

/** A change proves that the old value is known by deleting it; an administrator replaces. */
function replacing(name: string, to: Uint8Array, from: Uint8Array | undefined) {
  if (from === undefined) return [{ operation: 'replace', name, values: [to] }] as const;
  return [
    { operation: 'delete', name, values: [from] },
    { operation: 'add', name, values: [to] },
  ] as const;
}

/** In quotes, as UTF-16 with the low byte first. */
function quoted(password: string): Uint8Array {
  const text = `"${password}"`;
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < text.length; index++) view.setUint16(index * 2, text.charCodeAt(index), true);
  return bytes;
}
