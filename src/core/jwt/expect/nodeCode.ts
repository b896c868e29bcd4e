import type { Expectations } from './expectations.ts';
import { AUDIENCE, each, ISSUER, lines, literal } from './literal.ts';

/** Validation with jose (https://github.com/panva/jose). */
export function nodeCode(expected: Expectations): string {
  const list = (values: readonly string[]) => `[${values.map(literal).join(', ')}]`;
  return lines(
    `import { createRemoteJWKSet, jwtVerify } from 'jose';`,
    '',
    `const issuer = ${literal(expected.issuer ?? ISSUER)};`,
    `const discovery = await fetch(issuer.replace(/\\/$/, '') + '/.well-known/openid-configuration');`,
    `const { jwks_uri } = await discovery.json();`,
    `const keys = createRemoteJWKSet(new URL(jwks_uri));`,
    '',
    `export async function validate(token) {`,
    `  const { payload } = await jwtVerify(token, keys, {`,
    `    issuer,`,
    `    audience: ${literal(expected.audience ?? AUDIENCE)},`,
    `    algorithms: ['RS256'],`,
    `    requiredClaims: ['exp'],`,
    `    clockTolerance: ${expected.clockSkew},`,
    each(expected.maxAge, (seconds) => `    maxTokenAge: ${seconds},`),
    `  });`,
    each(
      expected.tenant,
      (tenant) => `  if (payload.tid !== ${literal(tenant)}) throw new Error('wrong tenant');`,
    ),
    each(
      expected.client,
      (client) =>
        `  if ((payload.azp ?? payload.appid) !== ${literal(client)}) throw new Error('wrong client');`,
    ),
    each(
      expected.nonce,
      (nonce) => `  if (payload.nonce !== ${literal(nonce)}) throw new Error('wrong nonce');`,
    ),
    each(expected.scopes, () => `  const scopes = (payload.scp ?? payload.scope ?? '').split(' ');`),
    each(
      expected.scopes,
      (scopes) =>
        `  if (!${list(scopes)}.every((scope) => scopes.includes(scope))) throw new Error('missing scope');`,
    ),
    each(
      expected.roles,
      (roles) =>
        `  if (!${list(roles)}.some((role) => payload.roles?.includes(role))) throw new Error('missing role');`,
    ),
    `  return payload;`,
    `}`,
  );
}
