import { child, isObject, list, parseJson, text, type JsonObject } from '../json.ts';

/**
 * One signature or recipient of a token written in JSON (RFC 7515 §7.2, RFC 7516 §7.2), with the parts it would have
 * in the compact form.
 */
export interface JsonForm {
  readonly kind: 'jws' | 'jwe';
  /** Header, payload and signature; or header, encrypted key, initialization vector, ciphertext and tag. */
  readonly parts: readonly string[];
  /** Whether there is no payload, not even an empty one. */
  readonly isDetached: boolean;
  /** Header parameters that nothing protects: not those of the protected header. */
  readonly unprotected: JsonObject;
  /** The same in the flattened form. */
  readonly flattened: JsonObject;
}

/** The signatures or recipients of a token written in JSON, in order; none when the text is no such thing. */
export function jsonForms(source: string): readonly JsonForm[] {
  if (!/^\s*\{/.test(source)) return [];
  const json = parseJson(source);
  if (!isObject(json)) return [];
  if ('signature' in json || 'signatures' in json) return signaturesOf(json);
  return 'ciphertext' in json ? recipientsOf(json) : [];
}

function signaturesOf(json: JsonObject): readonly JsonForm[] {
  const payload = text(json, 'payload');
  const each = 'signatures' in json ? list(json, 'signatures') : [json];
  return each.filter(isObject).flatMap((entry): readonly JsonForm[] => {
    const signature = text(entry, 'signature');
    const header = text(entry, 'protected');
    const unprotected = child(entry, 'header');
    if (signature === undefined || (header === undefined && unprotected['alg'] === undefined)) return [];
    return [
      {
        kind: 'jws',
        parts: [header ?? '', payload ?? '', signature],
        isDetached: payload === undefined,
        unprotected,
        flattened: {
          ...(payload === undefined ? {} : { payload }),
          ...(header === undefined ? {} : { protected: header }),
          ...('header' in entry ? { header: unprotected } : {}),
          signature,
        },
      },
    ];
  });
}

function recipientsOf(json: JsonObject): readonly JsonForm[] {
  const shared = Object.fromEntries(Object.entries(json).filter(([name]) => name !== 'recipients'));
  const each = 'recipients' in json ? list(json, 'recipients').filter(isObject) : [json];
  const part = (from: JsonObject, name: string) => text(from, name) ?? '';
  return each.map((recipient): JsonForm => ({
    kind: 'jwe',
    parts: [
      part(json, 'protected'),
      part(recipient, 'encrypted_key'),
      ...['iv', 'ciphertext', 'tag'].map((name) => part(json, name)),
    ],
    isDetached: false,
    unprotected: { ...child(json, 'unprotected'), ...child(recipient, 'header') },
    flattened: { ...shared, ...recipient },
  }));
}
