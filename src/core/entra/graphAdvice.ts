/** What to do about the refusals of Microsoft Graph that people meet when they change applications. */
interface Advice {
  /** Graph's error code, or a part of its message where the code is the general one. */
  readonly matches: RegExp;
  readonly next: string;
}

const advices: readonly Advice[] = [
  {
    matches: /CannotDeleteOrUpdateEnabledEntitlement|cannot be deleted or updated unless disabled/i,
    next: 'Disable the scope or app role first, and remove it in a second change.',
  },
  {
    matches: /HostNameNotOnVerifiedDomain|verified domain/i,
    next: 'Use api://<client id>, or a domain that is verified in this tenant.',
  },
  {
    matches: /MultipleObjectsWithSameKeyValue|already exists/i,
    next: 'Choose another value: it has to be unique in the tenant.',
  },
  {
    matches: /CredentialInvalidEndDate|EndDate/i,
    next: 'Choose an earlier end date; a policy of the tenant may limit the lifetime.',
  },
  {
    matches: /CredentialTypeNotAllowedAsPerAppPolicy|appManagementPolic/i,
    next: 'A policy of the tenant forbids this kind of credential: use a certificate or a federated credential.',
  },
  {
    matches: /reply ?url|redirect ?uri/i,
    next: 'Correct the redirect URI: https:, or http: on localhost; no wildcard, no fragment, at most 256 characters.',
  },
  { matches: /ConsistencyLevel/i, next: 'Report this: the request has to ask for eventual consistency.' },
];

/** The next step for a refusal, by its code and message. */
export function graphAdvice(code: string | undefined, reason: string): string {
  const said = `${code ?? ''} ${reason}`;
  return advices.find(({ matches }) => matches.test(said))?.next ?? 'Correct what it names, then try again.';
}
