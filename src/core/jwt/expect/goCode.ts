import type { Expectations } from './expectations.ts';
import { AUDIENCE, each, ISSUER, lines, literal } from './literal.ts';

/** Validation with go-oidc (https://github.com/coreos/go-oidc). */
export function goCode(expected: Expectations): string {
  const refuse = (condition: string, reason: string) =>
    `\tif ${condition} {\n\t\treturn nil, errors.New(${literal(reason)})\n\t}`;
  const needsErrors = [
    expected.tenant,
    expected.client,
    expected.nonce,
    expected.scopes,
    expected.roles,
    expected.maxAge,
  ].some((value) => value !== undefined);
  const needsSlices = expected.scopes !== undefined || expected.roles !== undefined;
  return lines(
    'package api',
    '',
    'import (',
    '\t"context"',
    needsErrors ? '\t"errors"' : undefined,
    needsSlices ? '\t"slices"' : undefined,
    expected.scopes === undefined ? undefined : '\t"strings"',
    '\t"time"',
    '',
    '\t"github.com/coreos/go-oidc/v3/oidc"',
    ')',
    '',
    'type Claims struct {',
    '\tTenant string   `json:"tid"`',
    '\tClient string   `json:"azp"`',
    '\tScopes string   `json:"scp"`',
    '\tRoles  []string `json:"roles"`',
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
    `\t\tNow:                  func() time.Time { return time.Now().Add(-${expected.clockSkew} * time.Second) },`,
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
    each(expected.maxAge, (seconds) =>
      refuse(`time.Since(token.IssuedAt) > ${seconds + expected.clockSkew}*time.Second`, 'too old'),
    ),
    each(expected.nonce, (nonce) => refuse(`token.Nonce != ${literal(nonce)}`, 'wrong nonce')),
    each(expected.tenant, (tenant) => refuse(`claims.Tenant != ${literal(tenant)}`, 'wrong tenant')),
    each(expected.client, (client) => refuse(`claims.Client != ${literal(client)}`, 'wrong client')),
    each(expected.scopes, (scopes) =>
      [
        `\tfor _, scope := range []string{${scopes.map(literal).join(', ')}} {`,
        '\t\tif !slices.Contains(strings.Fields(claims.Scopes), scope) {',
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
