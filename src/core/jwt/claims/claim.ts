/** Why a claim's value needs care; the texts are in `cautions`. */
export type Caution = 'mutable' | 'opaque' | 'undocumented' | 'optional' | 'overage';

/** What one claim or header parameter means. A new claim is one entry in one of the lists of this folder. */
export interface ClaimMeaning {
  readonly name: string;
  readonly meaning: string;
  /** The JSON type, or what a string holds. */
  readonly type: string;
  /** A specification or page, as `sourceUrl` understands it. */
  readonly source: string;
  readonly caution?: Caution;
  /** The same fact under the other token version's name, in Entra ID. */
  readonly twin?: string;
}

/** What each caution tells. */
export const cautions: Readonly<Record<Caution, string>> = {
  mutable:
    'Can change, and can be given to someone else: show it, never decide access by it. Use oid with tid, or sub.',
  opaque: 'For the issuer only. Do not parse or compare it.',
  undocumented: 'Seen in tokens but described in no reference: do not rely on it.',
  optional: 'Only there when the application asks for it as an optional claim.',
  overage: 'The groups did not fit into the token: ask Microsoft Graph for them (/me/getMemberObjects).',
};
