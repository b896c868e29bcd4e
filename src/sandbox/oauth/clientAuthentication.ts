import { decodeJwt, decodeProtectedHeader, errors, importX509, jwtVerify } from 'jose';
import { base64url } from 'jose';
import { fromBase64 } from '../certificate.ts';
import type { Application, KeyCredential } from '../directory/model.ts';
import { aadsts } from './aadsts.ts';
import { checkFederatedAssertion } from './federatedAssertion.ts';
import type { TokenRequest } from './tokenRequest.ts';

/** How the client proved who it is; `azpacr` and `appidacr` carry the number (Microsoft: access token claims). */
export const authenticationLevel = { none: '0', secret: '1', certificate: '2' } as const;
export type Authentication = keyof typeof authenticationLevel;

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** The credential a token request carries, by body or HTTP Basic (RFC 6749 §2.3.1, RFC 7523 §2.2). */
export function presentedCredential(request: TokenRequest): 'none' | 'secret' | 'assertion' {
  if (request.form.get('client_assertion') !== undefined) return 'assertion';
  return request.secret === undefined ? 'none' : 'secret';
}

/** Refuses credentials from a client that is public in this grant. Throws AADSTS 700025. */
export function requirePublic(request: TokenRequest): Authentication {
  const { appId } = request.application;
  if (presentedCredential(request) !== 'none') throw aadsts(700025, { clientId: appId });
  return 'none';
}

/** Checks the credential of a confidential client. Throws AADSTS 7000218 without one, and what is wrong with it. */
export async function requireConfidential(request: TokenRequest): Promise<Authentication> {
  switch (presentedCredential(request)) {
    case 'none':
      throw aadsts(7000218, { clientId: request.application.appId });
    case 'secret':
      checkSecret(request);
      return 'secret';
    case 'assertion':
      await checkAssertion(request);
      return 'certificate';
  }
}

/** Device code and password: public when the registration allows public client flows. */
export async function allowPublic(request: TokenRequest): Promise<Authentication> {
  const isPublic = request.application.isFallbackPublicClient && presentedCredential(request) === 'none';
  return isPublic ? 'none' : await requireConfidential(request);
}

function checkSecret({ sts, application, secret }: TokenRequest): void {
  const clientId = application.appId;
  const credential = application.passwordCredentials.find(
    ({ keyId }) => sts.directory.credentials.secrets.get(keyId) === secret,
  );
  if (!credential) throw aadsts(7000215, { clientId });
  if (Date.parse(credential.endDateTime) < sts.clock.now()) {
    throw aadsts(7000222, { clientId, expired: credential.endDateTime.slice(0, 10) });
  }
}

async function checkAssertion(request: TokenRequest): Promise<void> {
  const { form, application, sts } = request;
  if (form.get('client_assertion_type') !== ASSERTION_TYPE) {
    throw aadsts(900144, { parameter: 'client_assertion_type' });
  }
  const assertion = form.required('client_assertion');
  const { issuer, subject, audience } = unverifiedClaims(assertion);
  const { appId } = application;
  if (issuer !== appId && URL.canParse(issuer)) {
    await checkFederatedAssertion(request, assertion, { issuer, subject, audience });
    return;
  }
  if (issuer !== appId || subject !== appId) throw aadsts(700030, { clientId: appId });
  const accepted = assertionAudiences(request);
  const meant = audience.some((each) => accepted.includes(each));
  if (!meant) throw aadsts(700023, { audience: audience.join(' '), expected: accepted[0] ?? '' });
  const credential = await credentialOf(application, assertion);
  await verify(assertion, credential, sts.clock.now());
}

function unverifiedClaims(assertion: string) {
  try {
    const { iss: issuer = '', sub: subject = '', aud } = decodeJwt(assertion);
    return { issuer, subject, audience: [aud ?? ''].flat() };
  } catch (error) {
    throw aadsts(50027, { reason: error instanceof Error ? error.message : 'it cannot be decoded' });
  }
}

/** The registered certificate that the header names by `x5t#S256` or the older `x5t` (RFC 7515 §4.1.7, §4.1.8). */
async function credentialOf(application: Application, assertion: string): Promise<KeyCredential> {
  const header = decodeProtectedHeader(assertion);
  const algorithm = header['x5t#S256'] === undefined ? 'SHA-1' : 'SHA-256';
  const named = header['x5t#S256'] ?? header.x5t;
  // MSAL for Python pads the thumbprint although base64url in JOSE has no padding.
  const wanted = typeof named === 'string' ? named.replace(/=+$/, '') : '';
  if (wanted === '')
    throw aadsts(700027, { reason: 'its header has neither x5t#S256 nor x5t to find the certificate by' });
  for (const credential of application.keyCredentials) {
    if ((await thumbprint(credential, algorithm)) === wanted) return credential;
  }
  throw aadsts(700027, { reason: `no certificate of the application has the thumbprint ${wanted}` });
}

async function thumbprint(credential: KeyCredential, algorithm: 'SHA-1' | 'SHA-256'): Promise<string> {
  return base64url.encode(new Uint8Array(await crypto.subtle.digest(algorithm, fromBase64(credential.key))));
}

async function verify(assertion: string, credential: KeyCredential, now: number): Promise<void> {
  const pem = `-----BEGIN CERTIFICATE-----\n${credential.key}\n-----END CERTIFICATE-----`;
  const { alg } = decodeProtectedHeader(assertion);
  if (alg !== 'PS256' && alg !== 'RS256')
    throw aadsts(700027, { reason: `the algorithm is ${alg ?? 'missing'}, not PS256 or RS256` });
  try {
    const options = {
      algorithms: [alg],
      currentDate: new Date(now),
      clockTolerance: 300,
      requiredClaims: ['exp'],
    };
    await jwtVerify(assertion, await importX509(pem, alg), options);
  } catch (error) {
    if (error instanceof errors.JWTExpired || error instanceof errors.JWTClaimValidationFailed)
      throw aadsts(700024, {});
    throw aadsts(700027, { reason: 'it was not made with the private key of the registered certificate' });
  }
}

/** Addresses a client may name as audience: the token endpoint under any name of the tenant, or the issuer. */
function assertionAudiences({ sts, segment, tenant }: TokenRequest): string[] {
  const names = [
    ...new Set([segment, ...(tenant ? [tenant.id, tenant.domain] : []), 'common', 'organizations']),
  ];
  const paths = ['/oauth2/v2.0/token', '/oauth2/token', '/v2.0', '/'];
  return names.flatMap((name) => paths.map((path) => `${sts.addresses.origin}/${name}${path}`));
}
