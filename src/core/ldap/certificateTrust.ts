import { IdentityError } from '../errors.ts';
import { isObject, text } from '../json.ts';
import type { Memory } from '../prompt.ts';

/** A certificate a server showed, as plain facts. */
export interface ShownCertificate {
  readonly subject: string;
  readonly issuer: string;
  /** The names it is for: DNS names and addresses. */
  readonly names: readonly string[];
  readonly validFrom: string;
  readonly validTo: string;
  /** SHA-256, as pairs of hexadecimal digits parted by colons. */
  readonly fingerprint: string;
}

/** A server showed a certificate that nobody vouches for. Its chain begins with the server's own. */
export class UntrustedCertificate extends IdentityError<'ldap.certificateUntrusted'> {
  readonly server: string;
  readonly chain: readonly ShownCertificate[];

  constructor(server: string, reason: string, chain: readonly ShownCertificate[]) {
    const { subject = '–', issuer = '–', fingerprint = '–' } = chain[0] ?? {};
    super('ldap.certificateUntrusted', { server, reason, subject, issuer, fingerprint });
    this.server = server;
    this.chain = chain;
  }
}

/** The certificates a person trusts although no authority does: each for one server, by its fingerprint. */
export interface CertificateTrust {
  has(server: string, fingerprint: string): boolean;
  add(server: string, fingerprint: string): Promise<void>;
  forget(server: string): Promise<void>;
}

const KEY = 'directories.trustedCertificates';

export function certificateTrust(memory: Memory): CertificateTrust {
  const all = (): readonly { readonly server: string; readonly fingerprint: string }[] => {
    const kept = memory.recall(KEY);
    return (Array.isArray(kept) ? kept : []).flatMap((each: unknown) => {
      if (!isObject(each)) return [];
      const [server, fingerprint] = [text(each, 'server'), text(each, 'fingerprint')];
      return server === undefined || fingerprint === undefined ? [] : [{ server, fingerprint }];
    });
  };
  return {
    has: (server, fingerprint) =>
      all().some((each) => each.server === server && each.fingerprint === fingerprint),
    add: (server, fingerprint) =>
      memory.remember(KEY, [...all().filter((each) => each.server !== server), { server, fingerprint }]),
    forget: (server) =>
      memory.remember(
        KEY,
        all().filter((each) => each.server !== server),
      ),
  };
}
