import type { Expectations } from './expectations.ts';
import { AUDIENCE, each, ISSUER, lines, literal } from './literal.ts';

/** Validation with go-oidc (https://github.com/coreos/go-oidc). */
export function goCode(expected: Expectations): string {
  const refuse = (condition: string, reason: string) =>
    `\tif ${condition} {\n\t\treturn nil, errors.New(${literal(reason)})\n\t}`;
  const needsSlices = expected.scopes !== undefined || expected.roles !== undefined;
  return lines(
    'package api',
    '',
    'import (',
    expected.client === undefined && expected.scopes === undefined ? undefined : '\t"cmp"',
    '\t"context"',
    '\t"errors"',
    needsSlices ? '\t"slices"' : undefined,
    expected.scopes === undefined ? undefined : '\t"strings"',
    '\t"time"',
    '',
    '\t"github.com/coreos/go-oidc/v3/oidc"',
    ')',
    '',
    'type Claims struct {',
    '\tNotBefore float64  `json:"nbf"`',
    '\tTenant    string   `json:"tid"`',
    '\tClient    string   `json:"azp"`',
    '\tClientV1  string   `json:"appid"`',
    '\tScopes    string   `json:"scp"`',
    '\tScope     string   `json:"scope"`',
    '\tRoles     []string `json:"roles"`',
    '}',
    '',
    'func NewVerifier(ctx context.Context) (*oidc.IDTokenVerifier, error) {',
    `\tprovider, err := oidc.NewProvider(ctx, ${literal(expected.issuer ?? ISSUER)})`,
    '\tif err != nil {',
    '\t\treturn nil, err',
    '\t}',
    '\tconfig := &oidc.Config{',
    `\t\tClientID:             ${literal(expected.audience ?? AUDIENCE)},`,
    '\t\tSupportedSigningAlgs: []string{oidc.RS256},',
    '\t\t// Checked below, with the clock skew that is allowed.',
    '\t\tSkipExpiryCheck: true,',
    '\t}',
    '\treturn provider.Verifier(config), nil',
    '}',
    '',
    'func Validate(ctx context.Context, verifier *oidc.IDTokenVerifier, raw string) (*Claims, error) {',
    '\ttoken, err := verifier.Verify(ctx, raw)',
    '\tif err != nil {',
    '\t\treturn nil, err',
    '\t}',
    '\tvar claims Claims',
    '\tif err := token.Claims(&claims); err != nil {',
    '\t\treturn nil, err',
    '\t}',
    `\tconst skew = ${expected.clockSkew} * time.Second`,
    refuse('time.Now().After(token.Expiry.Add(skew))', 'expired'),
    refuse('time.Now().Add(skew).Before(time.Unix(int64(claims.NotBefore), 0))', 'not valid yet'),
    each(expected.maxAge, (seconds) =>
      refuse(`time.Since(token.IssuedAt) > ${seconds}*time.Second+skew`, 'too old'),
    ),
    each(expected.nonce, (nonce) => refuse(`token.Nonce != ${literal(nonce)}`, 'wrong nonce')),
    each(expected.tenant, (tenant) => refuse(`claims.Tenant != ${literal(tenant)}`, 'wrong tenant')),
    each(expected.client, (client) =>
      refuse(`cmp.Or(claims.Client, claims.ClientV1) != ${literal(client)}`, 'wrong client'),
    ),
    each(expected.scopes, (scopes) =>
      [
        `\tfor _, scope := range []string{${scopes.map(literal).join(', ')}} {`,
        '\t\tif !slices.Contains(strings.Fields(cmp.Or(claims.Scopes, claims.Scope)), scope) {',
        '\t\t\treturn nil, errors.New("missing scope")',
        '\t\t}',
        '\t}',
      ].join('\n'),
    ),
    each(expected.roles, (roles) =>
      refuse(
        roles.map((role) => `!slices.Contains(claims.Roles, ${literal(role)})`).join(' && '),
        'missing role',
      ),
    ),
    '\treturn &claims, nil',
    '}',
  );
}
