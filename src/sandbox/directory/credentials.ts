import { base64url } from 'jose';
import { derBase64, fromBase64 } from '../certificate.ts';
import type { SandboxKeys } from '../keys.ts';
import type { KeyCredential } from './model.ts';
import type { ApplicationSeed, TenantSeed, UserSeed } from './tenantSeed.ts';
import { sandboxId } from './sandboxId.ts';

/** The secrets of the sandbox's users and applications, which no Graph resource shows. */
export interface Credentials {
  /** By user id. */
  readonly passwords: Map<string, string>;
  /** By `keyId` of the password credential. */
  readonly secrets: Map<string, string>;
  /** The certificate daemons' credential. */
  readonly certificate: KeyCredential;
}

/** Bytes for a purpose, the same for the same installation: HMAC-SHA-256 of the label under the seed. */
export async function derive(seed: string, label: string): Promise<Uint8Array<ArrayBuffer>> {
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', fromBase64Url(seed), hmac, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(label)));
}

export const userId = (tenant: TenantSeed, user: UserSeed): string =>
  sandboxId(`${tenant.domain}/user/${user.name}`);
export const secretId = (application: ApplicationSeed, kind: string): string =>
  sandboxId(`credential/${application.slug}/${kind}`);

/** Derives every user's password and every application's secret from the installation's keys. */
export async function deriveCredentials(
  keys: SandboxKeys,
  tenants: readonly TenantSeed[],
): Promise<Credentials> {
  const passwords = new Map<string, string>();
  const secrets = new Map<string, string>();
  for (const tenant of tenants) {
    for (const user of tenant.users) {
      const name = user.guestOf ?? `${user.name}@${tenant.domain}`;
      const bytes = await derive(keys.seed, `password/${name}`);
      passwords.set(userId(tenant, user), `Sandbox-${letters(bytes)}`);
    }
    for (const application of tenant.applications) {
      for (const kind of application.credentials ?? []) {
        const id = secretId(application, kind);
        secrets.set(id, `sandbox-${base64url.encode(await derive(keys.seed, id)).slice(0, 32)}`);
      }
    }
  }
  return { passwords, secrets, certificate: await certificateCredential(keys) };
}

/** A credential as Graph shows it for the certificate of the certificate daemons. */
async function certificateCredential(keys: SandboxKeys): Promise<KeyCredential> {
  const key = derBase64(keys.application.certificate);
  const sha1 = new Uint8Array(await crypto.subtle.digest('SHA-1', fromBase64(key)));
  return {
    keyId: sandboxId('credential/certificate'),
    displayName: 'CN=Contoso Sandbox daemon',
    type: 'AsymmetricX509Cert',
    usage: 'Verify',
    customKeyIdentifier: btoa(String.fromCharCode(...sha1)),
    key,
    startDateTime: '2025-01-01T00:00:00Z',
    endDateTime: '2036-01-01T00:00:00Z',
  };
}

function letters(bytes: Uint8Array): string {
  return Array.from(bytes.slice(0, 8), (byte) => 'abcdefghjkmnpqrstuvwxyz23456789'.charAt(byte % 31)).join(
    '',
  );
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(base64url.decode(text));
}
