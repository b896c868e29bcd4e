import type { Expectations } from './expectations.ts';
import { AUDIENCE, each, ISSUER, lines, literal } from './literal.ts';

/** Validation with the Nimbus libraries (https://connect2id.com/products/nimbus-oauth-openid-connect-sdk). */
export function javaCode(expected: Expectations): string {
  const list = (values: readonly string[]) => `List.of(${values.map(literal).join(', ')})`;
  const refuse = (condition: string, reason: string) =>
    `        if (${condition}) throw new BadJWTException(${literal(reason)});`;
  return lines(
    'import com.nimbusds.jose.JWSAlgorithm;',
    'import com.nimbusds.jose.jwk.source.JWKSourceBuilder;',
    'import com.nimbusds.jose.proc.JWSVerificationKeySelector;',
    'import com.nimbusds.jose.proc.SecurityContext;',
    'import com.nimbusds.jwt.JWTClaimsSet;',
    'import com.nimbusds.jwt.proc.BadJWTException;',
    'import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;',
    'import com.nimbusds.jwt.proc.DefaultJWTProcessor;',
    'import com.nimbusds.oauth2.sdk.id.Issuer;',
    'import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;',
    'import java.util.*;',
    '',
    'final class TokenValidator {',
    `    private static final String ISSUER = ${literal(expected.issuer ?? ISSUER)};`,
    '    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();',
    '',
    '    TokenValidator() throws Exception {',
    '        var metadata = OIDCProviderMetadata.resolve(new Issuer(ISSUER));',
    '        var keys = JWKSourceBuilder.create(metadata.getJWKSetURI().toURL()).retrying(true).build();',
    '        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, keys));',
    '        var verifier = new DefaultJWTClaimsVerifier<SecurityContext>(',
    `            ${literal(expected.audience ?? AUDIENCE)},`,
    '            new JWTClaimsSet.Builder().issuer(ISSUER).build(),',
    '            Set.of("exp"));',
    `        verifier.setMaxClockSkew(${expected.clockSkew});`,
    '        processor.setJWTClaimsSetVerifier(verifier);',
    '    }',
    '',
    '    JWTClaimsSet validate(String token) throws Exception {',
    '        var claims = processor.process(token, null);',
    each(expected.tenant, (tenant) =>
      refuse(`!${literal(tenant)}.equals(claims.getStringClaim("tid"))`, 'wrong tenant'),
    ),
    each(expected.client, (client) =>
      refuse(
        `!${literal(client)}.equals(Optional.ofNullable(claims.getStringClaim("azp")).orElse(claims.getStringClaim("appid")))`,
        'wrong client',
      ),
    ),
    each(expected.nonce, (nonce) =>
      refuse(`!${literal(nonce)}.equals(claims.getStringClaim("nonce"))`, 'wrong nonce'),
    ),
    each(expected.scopes, () =>
      [
        '        var scope = Optional.ofNullable(claims.getStringClaim("scp")).orElse(claims.getStringClaim("scope"));',
        '        var scopes = Arrays.asList(Objects.requireNonNullElse(scope, "").split(" "));',
      ].join('\n'),
    ),
    each(expected.scopes, (scopes) => refuse(`!scopes.containsAll(${list(scopes)})`, 'missing scope')),
    each(
      expected.roles,
      () =>
        '        var roles = Objects.requireNonNullElse(claims.getStringListClaim("roles"), List.<String>of());',
    ),
    each(expected.roles, (roles) => refuse(`Collections.disjoint(roles, ${list(roles)})`, 'missing role')),
    each(expected.maxAge, (seconds) =>
      refuse(
        `claims.getIssueTime() == null || new Date().getTime() - claims.getIssueTime().getTime() > ${(seconds + expected.clockSkew) * 1000}L`,
        'too old',
      ),
    ),
    '        return claims;',
    '    }',
    '}',
  );
}
