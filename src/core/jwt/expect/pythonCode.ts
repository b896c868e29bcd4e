import type { Expectations } from './expectations.ts';
import { AUDIENCE, each, ISSUER, lines, literal } from './literal.ts';

/** Validation with PyJWT (https://pyjwt.readthedocs.io). */
export function pythonCode(expected: Expectations): string {
  const set = (values: readonly string[]) => `{${values.map(literal).join(', ')}}`;
  return lines(
    'import json',
    expected.maxAge === undefined ? undefined : 'import time',
    'import urllib.request',
    '',
    'import jwt',
    '',
    `ISSUER = ${literal(expected.issuer ?? ISSUER)}`,
    'with urllib.request.urlopen(ISSUER.rstrip("/") + "/.well-known/openid-configuration") as response:',
    '    KEYS = jwt.PyJWKClient(json.load(response)["jwks_uri"])',
    '',
    '',
    'def validate(token: str) -> dict:',
    '    claims = jwt.decode(',
    '        token,',
    '        KEYS.get_signing_key_from_jwt(token).key,',
    '        algorithms=["RS256"],',
    '        issuer=ISSUER,',
    `        audience=${literal(expected.audience ?? AUDIENCE)},`,
    `        leeway=${expected.clockSkew},`,
    '        options={"require": ["exp", "iss", "aud"]},',
    '    )',
    each(
      expected.maxAge,
      (seconds) =>
        `    if time.time() - claims.get("iat", 0) > ${seconds + expected.clockSkew}:\n        raise jwt.InvalidTokenError("too old")`,
    ),
    each(
      expected.tenant,
      (tenant) =>
        `    if claims.get("tid") != ${literal(tenant)}:\n        raise jwt.InvalidTokenError("wrong tenant")`,
    ),
    each(
      expected.client,
      (client) =>
        `    if (claims.get("azp") or claims.get("appid")) != ${literal(client)}:\n        raise jwt.InvalidTokenError("wrong client")`,
    ),
    each(
      expected.nonce,
      (nonce) =>
        `    if claims.get("nonce") != ${literal(nonce)}:\n        raise jwt.InvalidTokenError("wrong nonce")`,
    ),
    each(
      expected.scopes,
      (scopes) =>
        `    if not ${set(scopes)} <= set((claims.get("scp") or claims.get("scope") or "").split()):\n        raise jwt.InvalidTokenError("missing scope")`,
    ),
    each(
      expected.roles,
      (roles) =>
        `    if not ${set(roles)} & set(claims.get("roles", [])):\n        raise jwt.InvalidTokenError("missing role")`,
    ),
    '    return claims',
  );
}
