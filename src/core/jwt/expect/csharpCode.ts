import type { Expectations } from './expectations.ts';
import { AUDIENCE, each, ISSUER, lines, literal } from './literal.ts';

/** Validation with ASP.NET Core's JWT bearer handler. */
export function csharpCode(expected: Expectations): string {
  const list = (values: readonly string[]) => values.map(literal).join(', ');
  const claim = (name: string, value: string) => `        .RequireClaim(${literal(name)}, ${literal(value)})`;
  return lines(
    'using Microsoft.AspNetCore.Authentication.JwtBearer;',
    'using Microsoft.AspNetCore.Authorization;',
    'using Microsoft.IdentityModel.Tokens;',
    '',
    'var builder = WebApplication.CreateBuilder(args);',
    'builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>',
    '{',
    `    options.Authority = ${literal(expected.issuer ?? ISSUER)};`,
    '    // Keep the names of the claims as they stand in the token.',
    '    options.MapInboundClaims = false;',
    '    options.TokenValidationParameters = new TokenValidationParameters',
    '    {',
    `        ValidIssuer = ${literal(expected.issuer ?? ISSUER)},`,
    `        ValidAudience = ${literal(expected.audience ?? AUDIENCE)},`,
    '        ValidAlgorithms = ["RS256"],',
    '        RequireExpirationTime = true,',
    '        RequireSignedTokens = true,',
    `        ClockSkew = TimeSpan.FromSeconds(${expected.clockSkew}),`,
    '        RoleClaimType = "roles",',
    '    };',
    '});',
    'builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(',
    '    new AuthorizationPolicyBuilder(JwtBearerDefaults.AuthenticationScheme)',
    '        .RequireAuthenticatedUser()',
    each(expected.tenant, (tenant) => claim('tid', tenant)),
    each(
      expected.client,
      (client) =>
        `        .RequireAssertion(context => (context.User.FindFirst("azp") ?? context.User.FindFirst("appid"))?.Value == ${literal(client)})`,
    ),
    each(expected.nonce, (nonce) => claim('nonce', nonce)),
    each(
      expected.scopes,
      (scopes) =>
        `        .RequireAssertion(context => new[] { ${list(scopes)} }.All(((context.User.FindFirst("scp") ?? context.User.FindFirst("scope"))?.Value ?? "").Split(' ').Contains))`,
    ),
    each(expected.roles, (roles) => `        .RequireRole(${list(roles)})`),
    each(
      expected.maxAge,
      (seconds) =>
        `        .RequireAssertion(context => DateTimeOffset.UtcNow.ToUnixTimeSeconds() - long.Parse(context.User.FindFirst("iat")?.Value ?? "0") <= ${seconds + expected.clockSkew})`,
    ),
    '        .Build());',
    '',
    'var app = builder.Build();',
    'app.UseAuthentication();',
    'app.UseAuthorization();',
    'app.MapGet("/", () => "ok");',
    'app.Run();',
  );
}
