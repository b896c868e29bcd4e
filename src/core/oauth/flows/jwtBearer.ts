import { encodeBase64url } from '../../jwt/base64url.ts';
import { IdentityError } from '../../errors.ts';
import { scopeOf } from '../authorizationRequest.ts';
import { certificateThumbprint, importSigningKey } from '../clientAuth.ts';
import type { FlowContext, FlowDefinition, FlowOutcome, FlowRequest } from '../flow.ts';
import { scope } from '../parameters.ts';
import { optionalParameter } from '../requestParameters.ts';
import * as steps from './steps.ts';

const LIFETIME_SECONDS = 300;

/** JWT bearer grant (RFC 7523 §2.1). */
export const jwtBearer: FlowDefinition = {
  id: 'jwtBearer',
  title: 'JWT Bearer',
  kind: 'flow',
  references: [{ title: 'RFC 7523 §2.1', url: 'https://www.rfc-editor.org/rfc/rfc7523#section-2.1' }],
  summary: 'The client presents a signed JWT about a subject and obtains an access token for it.',
  audience: 'Service accounts and trust between organizations.',
  status: {
    level: 'situational',
    why: 'Sound where server and issuer of the assertion trust each other by arrangement.',
  },
  parameters: [
    scope,
    {
      name: 'sub',
      reference: 'RFC 7523 §3',
      explanation:
        'Subject of the assertion that is signed with the key of the client; the client itself when empty.',
    },
    {
      name: 'aud',
      reference: 'RFC 7523 §3',
      explanation: 'Audience of the assertion; the token endpoint when empty.',
    },
  ],
  clientAuthentication: ['private_key_jwt'],
  needs: ['clientCredential'],
  steps: [
    { id: 'assertion', from: 'client', to: 'client', label: 'Sign the assertion', channel: 'local' },
    steps.tokenRequest('assertion'),
    steps.tokenResponse('access_token'),
    steps.resourceRequest,
    steps.resourceResponse,
  ],
  entra: {
    offered: false,
    note: 'Entra takes this grant only as on-behalf-of (requested_token_use); for a signed assertion of the client itself, use client credentials with a certificate.',
  },
  warnings: [],
  requires: ['token_endpoint'],
  grantType: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
  run,
};

async function run(context: FlowContext, request: FlowRequest): Promise<FlowOutcome> {
  const assertion = await signAssertion(context, request);
  return {
    tokens: await context.grant('urn:ietf:params:oauth:grant-type:jwt-bearer', {
      assertion,
      ...scopeOf(request),
    }),
  };
}

async function signAssertion(context: FlowContext, request: FlowRequest): Promise<string> {
  const { client, clock, metadata, random, trace } = context;
  const { authentication, clientId } = client;
  if (authentication.method !== 'private_key_jwt')
    throw new IdentityError('client.credentialMissing', {
      clientId,
      method: 'private_key_jwt',
      kind: 'certificate',
    });
  const certificate = await authentication.certificate();
  const key = await importSigningKey(certificate, 'PS256');
  const { SignJWT } = await import('jose');
  const now = Math.floor(clock.now() / 1000);
  const alg = key.algorithm.name === 'ECDSA' ? 'ES256' : key.algorithm.name === 'Ed25519' ? 'EdDSA' : 'PS256';
  const header =
    certificate.certificate === undefined
      ? { alg }
      : { alg, 'x5t#S256': await certificateThumbprint(certificate.certificate, 'x5t#S256') };
  trace.note({
    step: 'assertion',
    from: 'client',
    to: 'client',
    channel: 'local',
    label: `Sign the assertion (${alg})`,
  });
  return new SignJWT({ jti: encodeBase64url(random(16)) })
    .setProtectedHeader(header)
    .setIssuer(clientId)
    .setSubject(optionalParameter(request, jwtBearer, 'sub') ?? clientId)
    .setAudience(optionalParameter(request, jwtBearer, 'aud') ?? metadata.token_endpoint ?? metadata.issuer)
    .setIssuedAt(now)
    .setExpirationTime(now + LIFETIME_SECONDS)
    .sign(key);
}
