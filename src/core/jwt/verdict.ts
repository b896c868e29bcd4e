/** Whether a signature holds, as far as could be found out. */
export type VerdictState = 'valid' | 'invalid' | 'undecided';

/** What a verification came to. Texts are templates with `{placeholders}`, which double as l10n keys. */
interface VerdictText {
  readonly state: VerdictState;
  readonly title: string;
  readonly detail: string;
}

/** Every outcome of a verification. A new one is one entry. */
export const verdictTexts = {
  issuerKey: {
    state: 'valid',
    title: 'Signature verified',
    detail: 'Signed with {alg} by {issuer}, with its published key {key} ({url}).',
  },
  givenKey: {
    state: 'valid',
    title: 'Signature verified',
    detail: 'Signed with {alg} and the key given: {key}.',
  },
  shortSecret: {
    state: 'valid',
    title: 'Signature verified',
    detail:
      'Signed with {alg} and the {key} given, which is shorter than the {bits} bits RFC 7518 §3.2 asks for: it can be guessed, and many receivers refuse it.',
  },
  someSignatures: {
    state: 'valid',
    title: 'Signature verified',
    detail: '{held} of the {total} signatures hold ({keys}). A receiver decides which it needs.',
  },
  malformed: {
    state: 'invalid',
    title: 'Not well-formed',
    detail:
      'The {part} is not written as RFC 7515 asks; What to know says how. Receivers refuse such a token, whatever its signature.',
  },
  unsecured: {
    state: 'invalid',
    title: 'Not signed',
    detail: 'The token says alg none: there is no signature to verify. Anyone could have written it.',
  },
  wrongSignature: {
    state: 'invalid',
    title: 'Signature wrong',
    detail: 'The signature does not fit key {key}: the token was altered, or signed with another key.',
  },
  microsoftOwn: {
    state: 'undecided',
    title: 'Not for you to verify',
    detail:
      "This token is for one of Microsoft's own APIs. Its nonce was hashed before signing, so no one but that API can verify it. Nor need you: a client passes it on as it is.",
  },
  noSignature: {
    state: 'invalid',
    title: 'Signature missing',
    detail: 'There is nothing after the last dot to verify.',
  },
  encrypted: {
    state: 'undecided',
    title: 'Encrypted',
    detail: "An encrypted token has no signature of its own. Decrypt it with the recipient's private key.",
  },
  detached: {
    state: 'undecided',
    title: 'Payload missing',
    detail:
      'The payload is detached: the signature can only be verified together with it. Give the payload below.',
  },
  needsSecret: {
    state: 'undecided',
    title: 'Needs the shared secret',
    detail: '{alg} is made with a secret that only issuer and receiver know. Give that secret to verify.',
  },
  noIssuer: {
    state: 'undecided',
    title: 'No issuer to ask',
    detail:
      'The token names no issuer with a web address. Give the key as PEM, certificate or JWK to verify.',
  },
  noUserFlow: {
    state: 'undecided',
    title: 'User flow not named',
    detail:
      'Azure AD B2C has keys for each user flow, and the token names none (tfp). Give the key as JWK set: it stands at the jwks_uri of the discovery document of the user flow.',
  },
  declined: {
    state: 'undecided',
    title: 'Not verified',
    detail: 'Nothing was asked of {host}. Give a key to verify without the network.',
  },
  otherIssuer: {
    state: 'invalid',
    title: 'Issuer does not match',
    detail: 'The document at {url} belongs to {issuer}, which is not the issuer the token names.',
  },
  unpublishedKey: {
    state: 'undecided',
    title: 'Key not published',
    detail:
      '{issuer} does not publish a key {key} for {alg}. Either the key was rotated out since, or the token is not from this issuer.',
  },
  noKeys: {
    state: 'undecided',
    title: 'No keys published',
    detail: 'The document at {url} names no keys that can be read.',
  },
  unreadableKey: {
    state: 'undecided',
    title: 'Key cannot be read',
    detail: 'Give a public key or certificate as PEM, a JWK, a JWK set, or for HS256 the secret. {reason}',
  },
  unfitKey: {
    state: 'undecided',
    title: 'Key does not fit',
    detail: 'No key given can be used with {alg}. {reason}',
  },
  unsupported: {
    state: 'undecided',
    title: 'Cannot be verified here',
    detail: '{alg} is not supported. {reason}',
  },
} as const satisfies Record<string, VerdictText>;

export type VerdictId = keyof typeof verdictTexts;

type Placeholders<Text> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;
export type VerdictData<Id extends VerdictId = VerdictId> = Id extends VerdictId
  ? Readonly<Record<Placeholders<(typeof verdictTexts)[Id]['detail']>, string>>
  : never;

/** One outcome with its data, which is text from outside. */
export interface Verdict {
  readonly id: VerdictId;
  readonly state: VerdictState;
  readonly data: Readonly<Record<string, string>>;
}

/** Makes a verdict; the data is what its text names. */
export function verdict<Id extends VerdictId>(id: Id, data: VerdictData<Id>): Verdict {
  return { id, state: verdictTexts[id].state, data };
}
