import { IdentityError } from '../errors.ts';
import type { FlowContext, FlowOutcome, FlowRequest } from './flow.ts';
import type { TokenResponse } from './model.ts';
import { verifyIdToken, type IdTokenExpectation } from './verifyIdToken.ts';

/** What a flow knows about the id_token it expects, beyond client and server. */
export type ExpectedIdToken = Pick<IdTokenExpectation, 'nonce' | 'code' | 'frontChannel'>;

/**
 * Ends a flow that obtained tokens: verifies the id_token if there is one. Throws `idToken.invalid`, and
 * `server.incomplete` when openid was asked and no id_token came; then no token is kept.
 */
export async function finishTokens(
  context: FlowContext,
  request: FlowRequest,
  tokens: TokenResponse,
  expected: ExpectedIdToken = {},
): Promise<FlowOutcome> {
  const { metadata, client, clock, fetch, signal } = context;
  if (tokens.id_token === undefined) {
    if (expected.nonce !== undefined && request.scopes.includes('openid'))
      throw new IdentityError('server.incomplete', {
        url: metadata.token_endpoint ?? '',
        members: 'id_token',
      });
    return { tokens };
  }
  const maxAge = Number(request.parameters?.['max_age'] ?? Number.NaN);
  const { authentication } = client;
  const { claims, checks } = await verifyIdToken(
    tokens.id_token,
    {
      metadata,
      clientId: client.clientId,
      ...expected,
      ...(Number.isFinite(maxAge) ? { maxAge } : {}),
      ...(tokens.access_token === undefined ? {} : { accessToken: tokens.access_token }),
      ...('secret' in authentication ? { secret: authentication.secret } : {}),
    },
    { fetch, clock, signal },
  );
  context.trace.note({
    step: 'verification',
    from: 'client',
    to: 'client',
    channel: 'local',
    label: `id_token verified: ${checks.map(({ check }) => check).join(', ')}`,
  });
  return { tokens, idTokenClaims: claims, idTokenChecks: checks };
}
