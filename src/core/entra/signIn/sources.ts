import { IdentityError } from '../../errors.ts';
import { isCancellation } from '../../explain.ts';
import { isObject, text } from '../../json.ts';
import { decodeToken, stringClaim, wordsClaim } from '../../jwt/decode.ts';
import type { FlowInteraction, FlowRequest } from '../../oauth/flow.ts';
import type { TokenSet } from '../../oauth/model.ts';
import type { RedirectStrategy } from '../../oauth/redirect.ts';
import type { FlowRun } from '../../oauth/runFlow.ts';
import { isFor } from '../../oauth/authority.ts';
import { isReadable, type TokenStore } from '../../oauth/tokenStore.ts';
import type { Clock } from '../../ports.ts';
import { isMicrosoftApi } from '../clouds.ts';
import { resourceOf, scopesOf, type TokenSource, type TokenWish } from './accessTokens.ts';
import type { SignInMethodId } from './methods.ts';

/** The command line tools that give tokens. */
export type TokenTool = 'azureCli' | 'azureDeveloperCli' | 'azurePowerShell';

/** What the ways to sign in take from outside. */
export interface SignInPorts {
  readonly clock: Clock;
  readonly tokens: TokenStore;
  /** Runs a flow whose tokens are not kept. Resolves to the access token. */
  readonly runQuietly: (run: FlowRun) => Promise<string | undefined>;
  /** The application with which the sandbox's own directory is read. */
  readonly sandbox: TokenSource;
  /** VS Code's account, without a question. */
  readonly microsoftAccount: TokenSource;
  /** Throws `signIn.toolMissing` and `signIn.toolFailed`. */
  readonly tool: (tool: TokenTool, wish: TokenWish) => Promise<string | undefined>;
}

/** A token this close to its end is not worth a request, in milliseconds. */
const SPARE = 60_000;
/** What of an authorization server says that a person has to act. */
const PERSON_NEEDED = ['interaction_required', 'invalid_grant', 'consent_required', 'login_required'];

/** Where the tokens of each way to sign in come from. */
export function tokenSources(ports: SignInPorts): Readonly<Record<SignInMethodId, TokenSource>> {
  const own = (flow: 'authorizationCode' | 'deviceCode'): TokenSource => ownClientSource(ports, flow);
  const application = (method: FlowRequest['clientAuthentication']): TokenSource =>
    applicationSource(ports, method);
  return {
    sandbox: ports.sandbox,
    vscode: ports.microsoftAccount,
    browser: own('authorizationCode'),
    deviceCode: own('deviceCode'),
    azureCli: (wish) => ports.tool('azureCli', wish),
    azureDeveloperCli: (wish) => ports.tool('azureDeveloperCli', wish),
    azurePowerShell: (wish) => ports.tool('azurePowerShell', wish),
    clientSecret: application('client_secret_post'),
    clientCertificate: application('private_key_jwt'),
    federatedAssertion: application('federated'),
    managedIdentity: managedIdentitySource(ports),
    token: cachedSource(ports),
  };
}

/** Tokens of a person through a client of ours: the last sign-in, refreshed for what is needed now. */
function ownClientSource({ tokens, clock, runQuietly }: SignInPorts, flow: string): TokenSource {
  return async (wish) => {
    const clientId = wish.tenant.signIn?.clientId;
    // A challenge is for the person: a refreshed token would not meet it.
    if (clientId === undefined || wish.claims !== undefined) return undefined;
    const rows = (await tokens.list()).filter(isReadable);
    const row = rows.find(
      (each) => isFor(each, wish.tenant) && each.clientId === clientId && each.flow === flow,
    );
    if (row === undefined) return undefined;
    const set = await tokens.get(row.id);
    if (serves(set, wish, clock.now())) return set.accessToken;
    if (set.refreshToken === undefined) return undefined;
    const request: FlowRequest = {
      flow: 'refreshToken',
      tenant: wish.tenant.id,
      clientId,
      scopes: scopesOf(wish),
      tokenId: set.id,
      platform: 'publicClient',
    };
    return orPerson(() => runQuietly(quietly(request, wish)));
  };
}

/** Client credentials; application permissions come whole with `.default`. */
function applicationSource(
  { runQuietly }: SignInPorts,
  clientAuthentication: FlowRequest['clientAuthentication'],
): TokenSource {
  return async (wish) => {
    const clientId = wish.tenant.signIn?.clientId;
    if (clientId === undefined || clientAuthentication === undefined) return undefined;
    const request: FlowRequest = {
      flow: 'clientCredentials',
      tenant: wish.tenant.id,
      clientId,
      scopes: [`${resourceOf(wish)}/.default`],
      clientAuthentication,
      ...(wish.claims === undefined ? {} : { parameters: { claims: wish.claims } }),
    };
    return runQuietly(quietly(request, wish));
  };
}

function managedIdentitySource({ runQuietly }: SignInPorts): TokenSource {
  return async (wish) => {
    const identity = wish.tenant.signIn?.clientId;
    const request: FlowRequest = {
      flow: 'managedIdentity',
      tenant: wish.tenant.id,
      clientId: identity ?? 'managed identity',
      scopes: [`${resourceOf(wish)}/.default`],
      ...(identity === undefined ? {} : { parameters: { client_id: identity } }),
    };
    return runQuietly(quietly(request, wish));
  };
}

/** The token of any flow, or a pasted one, that the API would take: still valid, with most permissions. */
function cachedSource({ tokens, clock }: SignInPorts): TokenSource {
  return async (wish) => {
    if (wish.claims !== undefined) return undefined;
    const rows = (await tokens.list()).filter(isReadable);
    const own = rows.filter((row) => isFor(row, wish.tenant));
    const sets = await Promise.all(own.map(({ id }) => tokens.get(id)));
    const usable = sets.filter((set) => isAlive(set, clock.now()) && isForApi(set, wish));
    return usable.toSorted((one, other) => permissionsOf(other).length - permissionsOf(one).length)[0]
      ?.accessToken;
  };
}

function serves(set: TokenSet, wish: TokenWish, now: number): boolean {
  const permissions = permissionsOf(set);
  return (
    isAlive(set, now) &&
    isForApi(set, wish) &&
    wish.permissions.every((permission) => permissions.includes(permission))
  );
}

function isAlive({ expiresAt = 0 }: TokenSet, now: number): boolean {
  return expiresAt > now + SPARE;
}

function isForApi(set: TokenSet, wish: TokenWish): boolean {
  return set.accessToken !== undefined && isAudience(set.accessToken, wish);
}

/** Microsoft's application ids of the APIs, the `aud` of some tokens instead of an address. */
const APP_IDS: Readonly<Record<string, readonly string[]>> = {
  graph: ['00000003-0000-0000-c000-000000000000'],
  arm: ['797f4846-ba00-4fd7-ba43-dac1f8f63013', 'https://management.core.windows.net'],
};

/**
 * Whether a token is for the API of the wish. Microsoft's names count at Microsoft's addresses only: settings that name
 * another server under a tenant's id get no token that was made for Microsoft.
 */
export function isAudience(token: string, wish: Pick<TokenWish, 'tenant' | 'resource'>): boolean {
  const audience = stringClaim(decodeToken(token).payload.claims, 'aud')?.replace(/\/$/, '') ?? '';
  const api = wish.resource === wish.tenant.graph ? 'graph' : 'arm';
  const isMicrosofts = wish.tenant.kind === 'sandbox' || isMicrosoftApi(wish.resource);
  return [wish.resource, resourceOf(wish), ...((isMicrosofts && APP_IDS[api]) || [])]
    .map((name) => name.replace(/\/$/, ''))
    .includes(audience);
}

function permissionsOf({ accessToken }: TokenSet): readonly string[] {
  if (accessToken === undefined) return [];
  const { claims } = decodeToken(accessToken).payload;
  return [...wordsClaim(claims, 'scp'), ...wordsClaim(claims, 'roles')];
}

/** A flow that asks nobody. */
function quietly(request: FlowRequest, { tenant, signal }: TokenWish): FlowRun {
  return {
    request,
    tenant,
    redirect: NO_REDIRECT,
    interaction: NOBODY,
    signal: signal ?? new AbortController().signal,
  };
}

const NO_REDIRECT: RedirectStrategy = {
  id: 'paste',
  title: 'none',
  capabilities: { hosts: [], responseModes: [], serves: () => false },
  start: () => Promise.reject(new IdentityError('redirect.noBrowser', {})),
};

const NOBODY: FlowInteraction = {
  onDeviceCode: () => {},
  secret: () => Promise.resolve(undefined),
  openBrowser: () => Promise.resolve(false),
};

/** Undefined when the server says that a person has to act, as when consent is missing. */
async function orPerson(work: () => Promise<string | undefined>): Promise<string | undefined> {
  try {
    return await work();
  } catch (error) {
    if (isCancellation(error) || !IdentityError.is(error, 'server.refused')) throw error;
    const code = isObject(error.cause) ? text(error.cause, 'error') : undefined;
    if (code !== undefined && PERSON_NEEDED.includes(code)) return undefined;
    throw error;
  }
}
