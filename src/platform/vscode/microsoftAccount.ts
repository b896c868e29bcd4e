import * as vscode from 'vscode';
import type { Tenant } from '../../core/oauth/model.ts';

/**
 * A Graph token from VS Code's own Microsoft account, for one tenant. `isAsked` says that the person asked to sign in;
 * otherwise only a session that is there already is used.
 */
export async function microsoftAccountToken(
  { id, graph }: Tenant,
  isAsked: boolean,
): Promise<string | undefined> {
  if (graph === undefined) return undefined;
  const scopes = [`VSCODE_TENANT:${id}`, `${graph}/Application.Read.All`];
  const session = await vscode.authentication.getSession(
    'microsoft',
    scopes,
    isAsked ? { createIfNone: true } : { silent: true },
  );
  return session?.accessToken;
}
