import { IdentityError } from '../errors.ts';
import { isObject, parseJson, text, type JsonObject } from '../json.ts';
import type { Clock, Disposer, SecretStore } from '../ports.ts';
import { boundTo, type AskAuthority } from './authority.ts';
import type { Tenant, TokenSet } from './model.ts';

/** What rows show of a token set: everything but the tokens and keys. */
export interface TokenRow extends Omit<TokenSet, 'accessToken' | 'idToken' | 'refreshToken' | 'dpopKey'> {
  readonly parts: readonly ('access_token' | 'id_token' | 'refresh_token')[];
}

/** An entry that cannot be read. It is kept until a person forgets it. */
export interface BrokenRow {
  readonly id: string;
  readonly broken: IdentityError<'tokens.unreadable'>;
}

/** Whether the entry of this row could be read. */
export function isReadable(row: TokenRow | BrokenRow): row is TokenRow {
  return !('broken' in row);
}

/** Token sets, one secret each, shared by every window; nothing else knows which there are. */
export interface TokenStore {
  /** Rows, the newest first. */
  list(): Promise<readonly (TokenRow | BrokenRow)[]>;
  /** To be shown or used here. Throws `tokens.unknown` and `tokens.unreadable`. */
  get(id: string): Promise<TokenSet>;
  /** To be sent to the tenant's authority. Throws `secrets.otherAuthority` besides. */
  getFor(id: string, tenant: Tenant): Promise<TokenSet>;
  add(tokens: TokenSet): Promise<void>;
  /** Puts refreshed tokens in the place of old ones; false when they were forgotten meanwhile, which they stay. */
  replace(tokens: TokenSet): Promise<boolean>;
  forget(id: string): Promise<void>;
  forgetAll(): Promise<void>;
  /** Fires with the id of a token set that changed, in this window or another. */
  onDidChange(listener: (id: string) => void): Disposer;
}

/** One of a set's tokens by its protocol name, undefined when the set has none of that kind. */
export function tokenOf(set: TokenSet, part: TokenRow['parts'][number]): string | undefined {
  return { access_token: set.accessToken, id_token: set.idToken, refresh_token: set.refreshToken }[part];
}

const PREFIX = 'token:';
/** Says that the token set of this id was forgotten, to a refresh that is still on its way elsewhere. */
const FORGOTTEN = 'token-forgotten:';
/** Longer than any refresh takes. */
const FORGOTTEN_FOR = 60 * 60 * 1000;

/**
 * The token store over a SecretStore. Forgetting leaves a mark first and deletes then; a refresh writes
 * first and looks for the mark then: whichever comes last, a forgotten token set is gone, after a kill
 * between any two steps as well.
 */
export function tokenStore(secrets: SecretStore, clock: Clock, ask: AskAuthority): TokenStore {
  async function forget(id: string): Promise<void> {
    await secrets.set(FORGOTTEN + id, String(clock.now()));
    await secrets.delete(PREFIX + id);
  }

  async function read(id: string): Promise<TokenSet | undefined> {
    const stored = await secrets.get(PREFIX + id);
    if (stored === undefined || (await secrets.get(FORGOTTEN + id)) !== undefined) return undefined;
    return readTokenSet(id, stored);
  }

  async function row(id: string): Promise<TokenRow | BrokenRow | undefined> {
    try {
      const tokens = await read(id);
      return tokens === undefined ? undefined : withoutTokens(tokens);
    } catch (error) {
      if (IdentityError.is(error, 'tokens.unreadable')) return { id, broken: error };
      throw error;
    }
  }

  async function idsAfterCleaning(): Promise<readonly string[]> {
    const keys = await secrets.keys();
    const forgotten = keys
      .filter((key) => key.startsWith(FORGOTTEN))
      .map((key) => key.slice(FORGOTTEN.length));
    for (const id of forgotten) await finishForgetting(id, keys.includes(PREFIX + id));
    return keys
      .filter((key) => key.startsWith(PREFIX))
      .map((key) => key.slice(PREFIX.length))
      .filter((id) => !forgotten.includes(id));
  }

  async function finishForgetting(id: string, remains: boolean): Promise<void> {
    if (remains) await secrets.delete(PREFIX + id);
    const since = Number(await secrets.get(FORGOTTEN + id));
    if (!(clock.now() - since < FORGOTTEN_FOR)) await secrets.delete(FORGOTTEN + id);
  }

  async function get(id: string): Promise<TokenSet> {
    const tokens = await read(id);
    if (tokens === undefined) throw new IdentityError('tokens.unknown', { tokenId: id });
    return tokens;
  }

  async function replace(tokens: TokenSet): Promise<boolean> {
    if ((await secrets.get(PREFIX + tokens.id)) === undefined) return false;
    await secrets.set(PREFIX + tokens.id, JSON.stringify(tokens));
    if ((await secrets.get(FORGOTTEN + tokens.id)) === undefined) return true;
    await secrets.delete(PREFIX + tokens.id);
    return false;
  }

  return {
    async list() {
      const rows = await Promise.all((await idsAfterCleaning()).map(row));
      return rows.filter((each) => each !== undefined).sort((a, b) => obtained(b) - obtained(a));
    },
    get,
    async getFor(id, tenant) {
      const tokens = await get(id);
      const bound = await boundTo(tokens, tenant, ask);
      if (tokens.authority === undefined) await replace(bound);
      return bound;
    },
    add: (tokens) => secrets.set(PREFIX + tokens.id, JSON.stringify(tokens)),
    replace,
    forget,
    async forgetAll() {
      for (const key of await secrets.keys())
        if (key.startsWith(PREFIX)) await forget(key.slice(PREFIX.length));
    },
    onDidChange: (listener) =>
      secrets.onDidChange((key) => {
        if (key.startsWith(PREFIX)) listener(key.slice(PREFIX.length));
      }),
  };
}

function obtained(row: TokenRow | BrokenRow): number {
  return 'broken' in row ? 0 : row.obtainedAt;
}

function withoutTokens(tokens: TokenSet): TokenRow {
  const { id, tenantId, clientId, flow, scope, obtainedAt, expiresAt, tokenType, ...rest } = tokens;
  const { accessToken, idToken, refreshToken, authority, subject, clientName, credentialRef, origin } = rest;
  return {
    ...{ id, tenantId, clientId, flow, scope, obtainedAt, tokenType },
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(authority === undefined ? {} : { authority }),
    ...(subject === undefined ? {} : { subject }),
    ...(clientName === undefined ? {} : { clientName }),
    ...(credentialRef === undefined ? {} : { credentialRef }),
    ...(origin === undefined ? {} : { origin }),
    parts: [
      ...(accessToken === undefined ? [] : ['access_token' as const]),
      ...(idToken === undefined ? [] : ['id_token' as const]),
      ...(refreshToken === undefined ? [] : ['refresh_token' as const]),
    ],
  };
}

function readTokenSet(id: string, stored: string): TokenSet {
  const json = parseJson(stored);
  const unreadable = (reason: string) => new IdentityError('tokens.unreadable', { tokenId: id, reason });
  if (!isObject(json)) throw unreadable('The entry is not JSON.');
  const required = (name: string): string => {
    const value = text(json, name);
    if (value === undefined) throw unreadable(`The member ${name} is missing.`);
    return value;
  };
  const obtainedAt = json['obtainedAt'];
  if (typeof obtainedAt !== 'number') throw unreadable('The member obtainedAt is missing.');
  return {
    id,
    tenantId: required('tenantId'),
    clientId: required('clientId'),
    flow: required('flow'),
    scope: required('scope'),
    tokenType: required('tokenType'),
    obtainedAt,
    ...optionalMembers(json),
  };
}

const OPTIONAL = [
  'authority',
  'accessToken',
  'idToken',
  'refreshToken',
  'subject',
  'clientName',
  'credentialRef',
  'origin',
] as const;

function optionalMembers(json: JsonObject): Partial<TokenSet> {
  const members: { -readonly [Name in (typeof OPTIONAL)[number]]?: string } = {};
  for (const name of OPTIONAL) {
    const value = text(json, name);
    if (value !== undefined) members[name] = value;
  }
  const { expiresAt, dpopKey } = json;
  return {
    ...members,
    ...(typeof expiresAt === 'number' ? { expiresAt } : {}),
    ...(isObject(dpopKey) ? { dpopKey } : {}),
  };
}
