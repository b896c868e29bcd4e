import { leavesB64Unsaid, listClaim, stringClaim } from '../decode.ts';
import { when, type Examined, type FindingRule } from '../finding.ts';
import { expectedSignatureLengths } from '../signatureLength.ts';

const WEAK = new Set(['RS1', 'HS1', 'RSA1_5', 'RSA-OAEP']);
const alg = ({ token }: Examined) => stringClaim(token.header, 'alg') ?? '';
const signature = ({ token }: Examined) => {
  const text = token.segments[2]?.text;
  return text?.endsWith('=') === true ? text.replace(/=+$/, '') : text;
};
const isSigned = ({ token }: Examined) => token.serialization === 'jws';
const isUnsecured = (examined: Examined) => isSigned(examined) && alg(examined).toLowerCase() === 'none';

/** What can be wrong with how a token is signed or encrypted, without verifying it. */
export const signatureRules: readonly FindingRule[] = [
  {
    id: 'algNone',
    severity: 'error',
    claim: 'alg',
    what: 'The token is not signed (alg: none).',
    why: 'Anyone could have written it. Receivers must refuse it (RFC 8725 §3.2).',
    find: (examined) => when(isUnsecured(examined)),
  },
  {
    id: 'algMissing',
    severity: 'error',
    claim: 'alg',
    what: 'The header names no algorithm.',
    why: 'RFC 7515 §4.1.1 requires alg; no receiver accepts the token.',
    find: (examined) => when(alg(examined) === '' && examined.token.header.size > 0),
  },
  {
    id: 'algWeak',
    severity: 'warning',
    claim: 'alg',
    what: '{alg} is out of date.',
    why: 'It rests on SHA-1 or on a padding with known attacks. Use PS256, ES256 or RSA-OAEP-256.',
    find: (examined) => (WEAK.has(alg(examined)) ? { alg: alg(examined) } : undefined),
  },
  {
    id: 'algSymmetric',
    severity: 'info',
    claim: 'alg',
    what: 'Signed with a shared secret ({alg}).',
    why: 'Whoever can verify the token can also forge one. Between organizations use a key pair (RS256, PS256, ES256).',
    find: (examined) => (alg(examined).startsWith('HS') ? { alg: alg(examined) } : undefined),
  },
  {
    id: 'signatureMissing',
    severity: 'error',
    what: 'The signature is missing.',
    why: 'The header promises {alg}, and nothing stands after the last dot: it was removed, or cut off while copying.',
    find: (examined) =>
      isSigned(examined) && signature(examined) === '' && !isUnsecured(examined)
        ? { alg: alg(examined) }
        : undefined,
  },
  {
    id: 'signatureSurplus',
    severity: 'error',
    what: 'There is a signature although alg is none.',
    why: 'An unsigned token ends with its last dot (RFC 7519 §6).',
    find: (examined) => when(isUnsecured(examined) && (signature(examined) ?? '') !== ''),
  },
  {
    id: 'signatureLength',
    severity: 'error',
    what: 'The signature has {length} characters, which {alg} never has.',
    why: 'It is cut off, altered or a placeholder; it cannot verify.',
    find: (examined) => {
      const text = signature(examined);
      const expected = expectedSignatureLengths(alg(examined));
      if (
        !isSigned(examined) ||
        text === undefined ||
        text === '' ||
        expected === undefined ||
        isUnsecured(examined)
      )
        return undefined;
      return expected.includes(text.length) ? undefined : { length: text.length, alg: alg(examined) };
    },
  },
  {
    id: 'keyInHeader',
    severity: 'warning',
    what: 'The header brings its own key ({names}).',
    why: 'A receiver that trusts it accepts tokens from anyone. Keys come from the issuer, never from the token (RFC 8725 §3.10).',
    find: ({ token, kind }) => {
      const names = ['jwk', 'jku', 'x5u'].filter((name) => token.header.has(name));
      return names.length === 0 || kind.id === 'dpopProof' ? undefined : { names: names.join(', ') };
    },
  },
  {
    id: 'critical',
    severity: 'info',
    claim: 'crit',
    what: 'Receivers must understand {names}, or refuse the token.',
    why: 'The header marks these parameters as critical (RFC 7515 §4.1.11).',
    find: ({ token }) => {
      const names = listClaim(token.header, 'crit');
      return names.length === 0 ? undefined : { names: names.join(', ') };
    },
  },
  {
    id: 'b64NotCritical',
    severity: 'error',
    claim: 'b64',
    what: 'b64 is not named in crit.',
    why: 'Receivers that do not know b64 would read and verify another payload than those that do (RFC 7797 §6).',
    find: ({ token }) => when(leavesB64Unsaid(token.header)),
  },
  {
    id: 'graphNonce',
    severity: 'info',
    claim: 'nonce',
    what: "This token is for one of Microsoft's own APIs; its signature does not verify by the usual rules.",
    why: 'The nonce in the header was hashed before signing. Only that API checks it, and you need not: to its client the token is opaque.',
    find: ({ token }) => when(token.serialization === 'jws' && token.header.has('nonce')),
  },
  {
    id: 'detached',
    severity: 'info',
    what: 'The payload is not in the token (detached).',
    why: 'The signature covers content that travels separately (RFC 7515 appendix F).',
    find: ({ token }) => when(token.payload.kind === 'detached' && token.segments.length === 3),
  },
  {
    id: 'unprotected',
    severity: 'warning',
    what: '{names} in the header can be changed by anyone on the way.',
    why: 'It stands outside the protected header (RFC 7515 §7.2.1, RFC 7516 §7.2.1).',
    find: ({ token: { json } }) => {
      const names = Object.keys(json?.unprotected ?? {});
      return names.length === 0 ? undefined : { names: names.join(', ') };
    },
  },
  {
    id: 'several',
    severity: 'info',
    what: 'The first of {count} is shown.',
    why: 'Written in JSON, a token can have several signatures or recipients. Verify and Decrypt look at all of them.',
    find: ({ token: { json } }) => (json !== undefined && json.count > 1 ? { count: json.count } : undefined),
  },
  {
    id: 'forged',
    severity: 'info',
    claim: 'kid',
    what: 'Made by Identity Workbench for testing.',
    why: 'It is signed with a test key. No real issuer stands behind it.',
    find: ({ token }) => when((stringClaim(token.header, 'kid') ?? '').startsWith('forged-')),
  },
];
