import { errors, type JWTPayload } from 'jose';
import type { FederatedIdentityCredential } from '../directory/model.ts';
import { actionsIssuer } from '../workload/actionsIssuer.ts';
import { TOKEN_EXCHANGE_APP_ID, TOKEN_EXCHANGE_URI } from '../workload/workloadSeed.ts';
import { aadsts } from './aadsts.ts';
import { issuer as issuerOf, type Sts } from './sts.ts';
import type { TokenRequest } from './tokenRequest.ts';

/** What an assertion claims before its signature is checked. */
export interface AssertedIdentity {
  readonly issuer: string;
  readonly subject: string;
  readonly audience: readonly string[];
}

function federatedCredentials({ sts, application }: TokenRequest): readonly FederatedIdentityCredential[] {
  return sts.directory.tenants
    .flatMap(({ content }) => content.federatedIdentityCredentials)
    .filter(({ of }) => of === application.id)
    .map(({ credential }) => credential);
}

/**
 * Checks a token of another issuer that stands in for a client's secret (Microsoft: workload identity federation).
 * Issuer, subject and audience must equal one credential's, letter case included. Throws AADSTS 70021, 700211, 700213,
 * 7002138, 700212, 700024 and 700027.
 */
export async function checkFederatedAssertion(
  request: TokenRequest,
  assertion: string,
  asserted: AssertedIdentity,
): Promise<void> {
  const { sts, application } = request;
  const { issuer, subject } = asserted;
  const credentials = federatedCredentials(request);
  if (credentials.length === 0) throw aadsts(70021, { clientId: application.appId });
  const trusted = credentials.filter((each) => each.issuer === issuer);
  if (trusted.length === 0) throw aadsts(700211, { issuer });
  const credential = trusted.find((each) => each.subject === subject);
  if (!credential) {
    const isCaseOnly = trusted.some((each) => each.subject.toLowerCase() === subject.toLowerCase());
    throw isCaseOnly ? aadsts(7002138, { subject }) : aadsts(700213, { subject });
  }
  // Entra's own tokens name the exchange resource by its client id.
  const named = asserted.audience.map((each) => (each === TOKEN_EXCHANGE_APP_ID ? TOKEN_EXCHANGE_URI : each));
  if (!named.some((each) => credential.audiences.includes(each)))
    throw aadsts(700212, { audience: named.join(' '), expected: credential.audiences.join(' ') });
  await verify(sts, assertion, issuer);
}

async function verify(sts: Sts, assertion: string, issuer: string): Promise<JWTPayload> {
  const own = [actionsIssuer(sts), ...sts.directory.tenants.map(({ id }) => issuerOf(sts, id, 2))];
  if (!own.includes(issuer))
    throw aadsts(700027, {
      reason: `the sandbox fetches no keys, so it knows only issuers of its own: ${own.join(', ')}`,
    });
  try {
    return await sts.signer.verify(assertion, sts.clock.now());
  } catch (error) {
    if (error instanceof errors.JWTExpired || error instanceof errors.JWTClaimValidationFailed)
      throw aadsts(700024, {});
    throw aadsts(700027, { reason: 'it was not made with a key that its issuer publishes' });
  }
}
