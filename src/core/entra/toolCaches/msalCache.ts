import { child, isObject, list, parseJson, text, type JsonObject } from '../../json.ts';
import type { ToolAccount, ToolToken } from './toolCaches.ts';

const SECTIONS = {
  AccessToken: 'access_token',
  IdToken: 'id_token',
  RefreshToken: 'refresh_token',
} as const;

/**
 * The tokens of an MSAL cache in its unified JSON form, without their values; undefined when the bytes are not such a
 * cache, which is what encrypted ones look like.
 */
export function readMsalCache(source: string): readonly ToolToken[] | undefined {
  const cache = parseJson(source);
  if (!isObject(cache)) return undefined;
  const names = new Map(
    Object.values(child(cache, 'Account'))
      .filter(isObject)
      .map((account) => [text(account, 'home_account_id'), text(account, 'username')]),
  );
  return Object.entries(SECTIONS).flatMap(([section, kind]) =>
    Object.entries(child(cache, section)).flatMap(([key, entry]) =>
      isObject(entry) ? [tokenOf(key, kind, entry, names)] : [],
    ),
  );
}

function tokenOf(
  key: string,
  kind: ToolToken['kind'],
  entry: JsonObject,
  names: ReadonlyMap<string | undefined, string | undefined>,
): ToolToken {
  const members = {
    account: names.get(text(entry, 'home_account_id')),
    tenant: text(entry, 'realm'),
    clientId: text(entry, 'client_id'),
    scopes: text(entry, 'target'),
  };
  const given = Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== undefined && value !== ''),
  );
  const seconds = Number(entry['expires_on']);
  return { key, kind, ...given, ...(seconds > 0 ? { expiresAt: seconds * 1000 } : {}) };
}

/** The value of an access token or id_token of an MSAL cache, undefined when it is not there. Secret. */
export function msalSecret(source: string, key: string): string | undefined {
  const cache = parseJson(source);
  if (!isObject(cache)) return undefined;
  const entry = ['AccessToken', 'IdToken'].map((section) => child(cache, section)[key]).find(isObject);
  return entry === undefined ? undefined : text(entry, 'secret');
}

/** The accounts of Azure CLI's azureProfile.json, each once. */
export function readAzureProfile(source: string): readonly ToolAccount[] {
  // Azure CLI writes it with a byte order mark.
  const profile = parseJson(source.replace(/^\uFEFF/, ''));
  if (!isObject(profile)) return [];
  const accounts = list(profile, 'subscriptions')
    .filter(isObject)
    .map((subscription) => ({
      name: text(child(subscription, 'user'), 'name'),
      tenant: text(subscription, 'tenantId'),
    }));
  return distinct(accounts);
}

/** The accounts of Azure PowerShell's AzureRmContext.json, each once. */
export function readAzureRmContext(source: string): readonly ToolAccount[] {
  const context = parseJson(source.replace(/^\uFEFF/, ''));
  if (!isObject(context)) return [];
  const accounts = Object.values(child(context, 'Contexts'))
    .filter(isObject)
    .map((each) => ({ name: text(child(each, 'Account'), 'Id'), tenant: text(child(each, 'Tenant'), 'Id') }));
  return distinct(accounts);
}

function distinct(
  accounts: readonly { readonly name: string | undefined; readonly tenant: string | undefined }[],
): readonly ToolAccount[] {
  const known = new Map<string, ToolAccount>();
  for (const { name, tenant } of accounts)
    if (name !== undefined)
      known.set(`${name} ${tenant ?? ''}`, tenant === undefined ? { name } : { name, tenant });
  return [...known.values()];
}
