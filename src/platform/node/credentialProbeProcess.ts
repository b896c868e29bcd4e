/**
 * The child process that tries one credential of DefaultAzureCredential: `<credential> <scope> <isAlone>`. It answers
 * with one message, which holds what the token says and never the token.
 */

import type { TokenCredential } from '@azure/identity';
import { decodeJwt } from 'jose';
import type { ProbeOutcome } from '../../core/entra/credentialChain/diagnose.ts';
import { isObject, text, type JsonObject } from '../../core/json.ts';
import { redact } from '../../core/redact.ts';

/** Errors by which the chain goes on to the next credential. */
const GOES_ON = ['CredentialUnavailableError', 'AuthenticationRequiredError', 'AggregateAuthenticationError'];
/** The retries DefaultAzureCredential gives the managed identity. */
const RETRY = { maxRetries: 5, retryDelayInMs: 800 };

async function credentialOf(name: string, isAlone: boolean): Promise<TokenCredential> {
  const identity = await import('@azure/identity');
  const disableInstanceDiscovery = isLoopback();
  // The chain keeps to itself what this one lacks; asked directly, it says so.
  if (name === 'WorkloadIdentityCredential')
    return new identity.WorkloadIdentityCredential({ disableInstanceDiscovery });
  if (name === 'ManagedIdentityCredential' && !isAlone) {
    const clientId = process.env['AZURE_CLIENT_ID'];
    // Within the chain it first asks whether the metadata service is there at all; alone it does not.
    const options = { sendProbeRequest: true, retryOptions: RETRY };
    return new identity.ManagedIdentityCredential(
      clientId === undefined || clientId === '' ? options : { ...options, clientId },
    );
  }
  process.env['AZURE_TOKEN_CREDENTIALS'] = name;
  return new identity.DefaultAzureCredential({ disableInstanceDiscovery });
}

/** Microsoft's instance discovery knows no authority of the own machine, such as the sandbox. */
function isLoopback(): boolean {
  const host = process.env['AZURE_AUTHORITY_HOST'] ?? '';
  return /^https:\/\/(127\.0\.0\.1|\[::1\]|localhost)(:\d+)?(\/|$)/.test(host);
}

async function probe(name: string, scope: string, isAlone: boolean): Promise<ProbeOutcome> {
  try {
    const credential = await credentialOf(name, isAlone);
    const token = await credential.getToken(scope);
    return token === null
      ? { state: 'unavailable', reason: 'It returned no token.' }
      : { state: 'succeeded', ...saidBy(token.token), expiresAt: token.expiresOnTimestamp };
  } catch (error) {
    const reason = redact(error instanceof Error ? innerReason(error) : String(error)).slice(0, 2000);
    const isSkipped = error instanceof Error && GOES_ON.includes(error.name);
    return { state: isSkipped ? 'unavailable' : 'failed', reason };
  }
}

/** A chain of one wraps the error of its only credential. */
function innerReason(error: Error): string {
  const inner: unknown = 'errors' in error && Array.isArray(error.errors) ? error.errors[0] : undefined;
  return inner instanceof Error ? inner.message : error.message;
}

/** What an access token says of whose it is; nothing when it cannot be read. */
function saidBy(token: string): Omit<ProbeOutcome & { readonly state: 'succeeded' }, 'state'> {
  const claims = claimsOf(token);
  const audience = text(claims, 'aud');
  const tenant = text(claims, 'tid');
  const clientId = text(claims, 'appid') ?? text(claims, 'azp');
  const identity =
    text(claims, 'upn') ??
    text(claims, 'preferred_username') ??
    text(claims, 'unique_name') ??
    text(claims, 'app_displayname') ??
    clientId ??
    text(claims, 'sub');
  return {
    ...(tenant === undefined ? {} : { tenant }),
    ...(identity === undefined ? {} : { identity }),
    ...(clientId === undefined ? {} : { clientId }),
    ...(audience === undefined ? {} : { audience }),
  };
}

function claimsOf(token: string): JsonObject {
  try {
    const claims: unknown = decodeJwt(token);
    return isObject(claims) ? claims : {};
  } catch {
    return {};
  }
}

// What the extension host needed to start Node is none of the business of programs started from here.
delete process.env['ELECTRON_RUN_AS_NODE'];
const [name = '', scope = '', isAlone = ''] = process.argv.slice(2);
const outcome = await probe(name, scope, isAlone === 'true');
process.send?.(outcome, () => process.exit(0));
