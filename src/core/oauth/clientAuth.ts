import type * as OpenidClient from 'openid-client';
import type { ClientAuth, CryptoKey } from 'openid-client';
import { decodeBase64url, encodeBase64url } from '../jwt/base64url.ts';
import { IdentityError } from '../errors.ts';
import type { Client, ClientCertificate } from './model.ts';

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/**
 * The client's authentication as openid-client applies it (RFC 6749 §2.3, RFC 7523 §2.2, RFC 8705 §2). Throws
 * `client.certificateBroken`, and what the credential getters throw.
 */
export async function clientAuth(
  { clientId, authentication }: Client,
  library: typeof OpenidClient,
): Promise<ClientAuth> {
  switch (authentication.method) {
    case 'none':
      return library.None();
    case 'client_secret_post':
      return library.ClientSecretPost(await authentication.secret());
    case 'client_secret_basic':
      return library.ClientSecretBasic(await authentication.secret());
    case 'client_secret_jwt':
      return library.ClientSecretJwt(await authentication.secret());
    case 'private_key_jwt':
      return certificateAuth(await authentication.certificate(), authentication.thumbprint, library);
    case 'federated': {
      const assertion = await authentication.assertion();
      return (_server, _client, body) => {
        body.set('client_id', clientId);
        body.set('client_assertion_type', ASSERTION_TYPE);
        body.set('client_assertion', assertion);
      };
    }
    case 'tls_client_auth':
      return library.TlsClientAuth();
  }
}

/**
 * private_key_jwt with the thumbprint of the certificate in its header, as Entra asks for it (Microsoft
 * identity platform, "Application authentication certificate credentials").
 */
async function certificateAuth(
  certificate: ClientCertificate,
  thumbprint: 'x5t#S256' | 'x5t',
  library: typeof OpenidClient,
): Promise<ClientAuth> {
  const key = await importSigningKey(certificate, thumbprint === 'x5t' ? 'RS256' : 'PS256');
  if (certificate.certificate === undefined) return library.PrivateKeyJwt(key);
  const value = await certificateThumbprint(certificate.certificate, thumbprint);
  return library.PrivateKeyJwt(key, {
    [library.modifyAssertion]: (header) => {
      header[thumbprint] = value;
    },
  });
}

/** The private key of a client as CryptoKey; an EC key signs with ES256 whatever is preferred. Throws `client.certificateBroken`. */
export async function importSigningKey(
  { privateKey }: ClientCertificate,
  preferred: 'PS256' | 'RS256',
): Promise<CryptoKey> {
  const { importPKCS8 } = await import('jose');
  for (const alg of [preferred, 'ES256', 'ES384', 'Ed25519']) {
    try {
      return await importPKCS8(privateKey, alg);
    } catch {
      continue;
    }
  }
  throw new IdentityError('client.certificateBroken', {
    reason: 'It has no private key that can be read: PKCS #8 (BEGIN PRIVATE KEY), without a passphrase.',
  });
}

/** Hash of the certificate's DER, base64url (RFC 7515 §4.1.7 and §4.1.8). Throws `client.certificateBroken`. */
export async function certificateThumbprint(certificate: string, kind: 'x5t#S256' | 'x5t'): Promise<string> {
  const base64 = /-----BEGIN CERTIFICATE-----([\s\S]+?)-----END CERTIFICATE-----/.exec(certificate)?.[1];
  if (base64 === undefined)
    throw new IdentityError('client.certificateBroken', { reason: 'It has no BEGIN CERTIFICATE part.' });
  const { bytes } = decodeBase64url(base64.replace(/\s/g, ''));
  return encodeBase64url(
    new Uint8Array(await crypto.subtle.digest(kind === 'x5t' ? 'SHA-1' : 'SHA-256', bytes)),
  );
}
