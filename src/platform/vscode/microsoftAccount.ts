import * as vscode from 'vscode';
import { cloudOfHost } from '../../core/entra/clouds.ts';
import { scopesOf, type TokenWish } from '../../core/entra/signIn/accessTokens.ts';

/**
 * A token from VS Code's own Microsoft account, for one tenant, through VS Code's client or the one of the tenant's
 * entry. `isAsked` says that the person asked to sign in; otherwise only a session that is there already is used. A
 * claims challenge is passed on, which asks the person. Microsoft's clouds of countries have a provider of their own.
 */
export async function microsoftAccountToken(wish: TokenWish, isAsked: boolean): Promise<string | undefined> {
  const { tenant, claims } = wish;
  if (tenant.graph === undefined) return undefined;
  const cloud = cloudOfHost(new URL(tenant.authority).host);
  const provider = cloud === undefined || cloud.id === 'public' ? 'microsoft' : 'microsoft-sovereign-cloud';
  const clientId = tenant.signIn?.clientId;
  const scopes = [
    `VSCODE_TENANT:${tenant.id}`,
    ...(clientId === undefined ? [] : [`VSCODE_CLIENT_ID:${clientId}`]),
    ...scopesOf(wish),
  ];
  const request =
    claims === undefined
      ? scopes
      : {
          wwwAuthenticate: `Bearer error="insufficient_claims", claims="${Buffer.from(claims).toString('base64')}"`,
          fallbackScopes: scopes,
        };
  const session = await vscode.authentication.getSession(
    provider,
    request,
    isAsked ? { createIfNone: true } : { silent: true },
  );
  return session?.accessToken;
}
