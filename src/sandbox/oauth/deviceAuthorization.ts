import { base64url } from 'jose';
import { registration } from './client.ts';
import { Form } from './form.ts';
import { DEVICE_CODE_LIFETIME, type DeviceGrant } from './pendingGrants.ts';
import type { Sts } from './sts.ts';

/** No vowels and no look-alikes, so that a code spells nothing and reads well (RFC 8628 §6.1). */
const ALPHABET = 'BCDFGHJKLMNPQRSTVWXZ23456789';
const INTERVAL = 5;

/** Answers `POST /{tenant}/oauth2/v2.0/devicecode` (RFC 8628 §3.2 with Entra's `message`). */
export async function deviceAuthorization(
  sts: Sts,
  segment: string,
  request: Request,
): Promise<Record<string, unknown>> {
  const form = new Form(new URLSearchParams(await request.text()));
  const application = registration(sts.directory, segment, form.required('client_id'));
  const now = sts.clock.now();
  const grant: DeviceGrant = {
    deviceCode: base64url.encode(sts.random(64)),
    userCode: Array.from(sts.random(9), (byte) => ALPHABET.charAt(byte % ALPHABET.length)).join(''),
    clientId: application.appId,
    scope: form.required('scope'),
    segment,
    expires: now + DEVICE_CODE_LIFETIME,
    state: 'pending',
    lastPoll: now - INTERVAL * 1000,
    interval: INTERVAL,
  };
  sts.pending.devices.set(grant.deviceCode, grant);
  sts.pending.devicesByUserCode.set(grant.userCode, grant);
  const verificationUri = `${await sts.addresses.pages()}/devicelogin`;
  return {
    user_code: grant.userCode,
    device_code: grant.deviceCode,
    verification_uri: verificationUri,
    expires_in: DEVICE_CODE_LIFETIME / 1000,
    interval: INTERVAL,
    message: `To sign in to the sandbox, open ${verificationUri} in a browser and enter the code ${grant.userCode}.`,
  };
}
