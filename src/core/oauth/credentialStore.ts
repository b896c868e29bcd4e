import { encodeBase64url } from '../jwt/base64url.ts';
import { IdentityError } from '../errors.ts';
import { isObject, parseJson, text } from '../json.ts';
import type { Disposer, Random, SecretStore } from '../ports.ts';
import { authorityOf, boundTo, isFor, type AskAuthority, type TenantSecret } from './authority.ts';
import type { ClientAuthentication, ClientAuthenticationMethod, Tenant } from './model.ts';

/** Where a federated token (client assertion) comes from; no secret itself. */
export type AssertionSource =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'environment'; readonly variable: string }
  /** A file whose path is in the variable, as workload identity sets it. */
  | { readonly kind: 'environmentFile'; readonly variable: string }
  | { readonly kind: 'tokenSet'; readonly tokenId: string };

/** What a client proves itself with. Secret. */
export type CredentialValue =
  | { readonly kind: 'secret'; readonly secret: string }
  | { readonly kind: 'certificate'; readonly privateKey: string; readonly certificate?: string }
  | { readonly kind: 'federated'; readonly source: AssertionSource };

/** What is known of a stored credential without its secret. */
export interface CredentialRow extends TenantSecret {
  readonly id: string;
  readonly clientId: string;
  readonly name: string;
  readonly kind: CredentialValue['kind'];
}

/** A stored credential. Secret. */
export interface Credential extends Omit<CredentialRow, 'kind'> {
  readonly value: CredentialValue;
}

/** A client of a tenant. */
export interface TenantClient {
  readonly tenant: Tenant;
  readonly clientId: string;
}

/** Client credentials, one secret each, and each for the authority of its tenant alone. */
export interface CredentialStore {
  /** Those of a client, or all. Unreadable entries are left out and left alone. */
  list(client?: TenantClient): Promise<readonly CredentialRow[]>;
  /** The credential, to be sent to the tenant's authority. Throws `credentials.unknown` and `secrets.otherAuthority`. */
  get(id: string, tenant: Tenant): Promise<Credential>;
  add(credential: TenantClient & Pick<Credential, 'name' | 'value'>): Promise<CredentialRow>;
  forget(id: string): Promise<void>;
  onDidChange(listener: (id: string) => void): Disposer;
}

const PREFIX = 'credential:';

/** The credential store over a SecretStore. */
export function credentialStore(secrets: SecretStore, random: Random, ask: AskAuthority): CredentialStore {
  const all = async (): Promise<readonly CredentialRow[]> => {
    const ids = (await secrets.keys())
      .filter((key) => key.startsWith(PREFIX))
      .map((key) => key.slice(PREFIX.length));
    const found = await Promise.all(
      ids.map(async (id) => readCredential(id, await secrets.get(PREFIX + id))),
    );
    // One that is bound already asks nobody.
    return found
      .filter((each) => each !== undefined)
      .map(toRow)
      .toSorted((one, other) => Number(one.authority === undefined) - Number(other.authority === undefined));
  };
  return {
    list: async (client) =>
      (await all()).filter(
        (each) => client === undefined || (isFor(each, client.tenant) && each.clientId === client.clientId),
      ),
    async get(id, tenant) {
      const credential = readCredential(id, await secrets.get(PREFIX + id));
      if (credential === undefined) throw new IdentityError('credentials.unknown', { credential: id });
      const bound = await boundTo(credential, tenant, ask);
      // The question may have taken long: what was forgotten meanwhile stays so.
      if (credential.authority === undefined && (await secrets.get(PREFIX + id)) !== undefined)
        await secrets.set(PREFIX + id, JSON.stringify(bound));
      return bound;
    },
    async add({ tenant, clientId, name, value }) {
      const id = encodeBase64url(random(12));
      const credential = { tenantId: tenant.id, authority: authorityOf(tenant), clientId, name, value };
      await secrets.set(PREFIX + id, JSON.stringify(credential));
      return toRow({ ...credential, id });
    },
    forget: (id) => secrets.delete(PREFIX + id),
    onDidChange: (listener) =>
      secrets.onDidChange((key) => {
        if (key.startsWith(PREFIX)) listener(key.slice(PREFIX.length));
      }),
  };
}

/** The methods a credential of a kind can be used with, the default first. */
export const methodsOf: Readonly<Record<CredentialValue['kind'], readonly ClientAuthenticationMethod[]>> = {
  secret: ['client_secret_basic', 'client_secret_post', 'client_secret_jwt'],
  certificate: ['private_key_jwt', 'tls_client_auth'],
  federated: ['federated'],
};

/**
 * The authentication of a client with a stored credential. `assertion` reads a federated token where it is.
 * Throws `client.credentialMissing` when the credential is of another kind than the method needs.
 */
export function authenticationWith(
  credential: Credential,
  method: ClientAuthenticationMethod,
  thumbprint: 'x5t#S256' | 'x5t',
  assertion: (source: AssertionSource) => Promise<string>,
): ClientAuthentication {
  const { value, clientId } = credential;
  switch (method) {
    case 'none':
      return { method };
    case 'tls_client_auth':
      if (value.kind === 'certificate') return { method, certificate: () => Promise.resolve(value) };
      throw new IdentityError('client.credentialMissing', { clientId, method, kind: 'certificate' });
    case 'client_secret_basic':
    case 'client_secret_post':
    case 'client_secret_jwt':
      if (value.kind === 'secret') return { method, secret: () => Promise.resolve(value.secret) };
      throw new IdentityError('client.credentialMissing', { clientId, method, kind: 'client secret' });
    case 'private_key_jwt':
      if (value.kind === 'certificate')
        return { method, thumbprint, certificate: () => Promise.resolve(value) };
      throw new IdentityError('client.credentialMissing', { clientId, method, kind: 'certificate' });
    case 'federated':
      if (value.kind === 'federated') return { method, assertion: () => assertion(value.source) };
      throw new IdentityError('client.credentialMissing', { clientId, method, kind: 'federated credential' });
  }
}

function toRow({ value, ...row }: Credential): CredentialRow {
  return { ...row, kind: value.kind };
}

function readCredential(id: string, stored: string | undefined): Credential | undefined {
  const json = stored === undefined ? undefined : parseJson(stored);
  if (!isObject(json)) return undefined;
  const [tenantId, clientId, authority] = ['tenantId', 'clientId', 'authority'].map((name) =>
    text(json, name),
  );
  const value = readValue(json['value']);
  if (tenantId === undefined || clientId === undefined || value === undefined) return undefined;
  const name = text(json, 'name') ?? value.kind;
  return { id, tenantId, clientId, name, value, ...(authority === undefined ? {} : { authority }) };
}

function readValue(json: unknown): CredentialValue | undefined {
  if (!isObject(json)) return undefined;
  const [kind, secret, privateKey, certificate] = ['kind', 'secret', 'privateKey', 'certificate'].map(
    (name) => text(json, name),
  );
  if (kind === 'secret' && secret !== undefined) return { kind, secret };
  if (kind === 'certificate' && privateKey !== undefined)
    return { kind, privateKey, ...(certificate === undefined ? {} : { certificate }) };
  const source = readSource(json['source']);
  return kind === 'federated' && source !== undefined ? { kind, source } : undefined;
}

function readSource(json: unknown): AssertionSource | undefined {
  if (!isObject(json)) return undefined;
  const [kind, path, variable, tokenId] = ['kind', 'path', 'variable', 'tokenId'].map((name) =>
    text(json, name),
  );
  if (kind === 'file' && path !== undefined) return { kind, path };
  if ((kind === 'environment' || kind === 'environmentFile') && variable !== undefined)
    return { kind, variable };
  return kind === 'tokenSet' && tokenId !== undefined ? { kind, tokenId } : undefined;
}
