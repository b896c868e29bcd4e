import { isObject, list, parseJson, text } from '../../json.ts';
import { isSecureAddress } from '../../oauth/secureAddress.ts';
import type { Clock, Fetch } from '../../ports.ts';
import type { IssuerDocument } from './model.ts';

/** Reads the issuer of an OpenID configuration; undefined when it cannot be read or may not be asked. */
export type ReadIssuer = (url: string, signal: AbortSignal) => Promise<IssuerDocument | undefined>;

/** The gateway keeps metadata for an hour; ten minutes are enough to try policies in a row. */
const KEPT = 10 * 60_000;

/**
 * Reads OpenID configurations and their keys (OpenID Connect Discovery 1.0 §4), kept for ten minutes. `mayContact` is
 * asked before the first request to a host, that of the keys included; only what nobody can listen to is asked.
 */
export function issuerDocuments(
  { fetch, clock }: { readonly fetch: Fetch; readonly clock: Clock },
  mayContact: (host: string) => Promise<boolean>,
): ReadIssuer {
  const kept = new Map<string, { readonly at: number; readonly document: IssuerDocument }>();
  return async (url, signal) => {
    const before = kept.get(url);
    if (before !== undefined && clock.now() - before.at < KEPT) return before.document;
    const document = await read(url, async (address) =>
      isSecureAddress(address) && (await mayContact(new URL(address).host))
        ? getJson(fetch, address, signal)
        : undefined,
    );
    if (document !== undefined) kept.set(url, { at: clock.now(), document });
    return document;
  };
}

async function read(
  url: string,
  get: (address: string) => Promise<unknown>,
): Promise<IssuerDocument | undefined> {
  const configuration = await get(url);
  if (!isObject(configuration)) return undefined;
  const [issuer, jwksUri] = [text(configuration, 'issuer'), text(configuration, 'jwks_uri')];
  if (issuer === undefined || jwksUri === undefined) return undefined;
  const jwks = await get(jwksUri);
  const accessTokenIssuer = text(configuration, 'access_token_issuer');
  return {
    issuers: [issuer, ...(accessTokenIssuer === undefined ? [] : [accessTokenIssuer])],
    keys: isObject(jwks) ? list(jwks, 'keys').filter(isObject) : [],
  };
}

async function getJson(fetch: Fetch, url: string, signal: AbortSignal): Promise<unknown> {
  try {
    const response = await fetch(url, {
      headers: { accept: 'application/json' },
      redirect: 'manual',
      signal,
    });
    return response.ok ? parseJson(await response.text()) : undefined;
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}
