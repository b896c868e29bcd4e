import { scopeOf } from '../authorizationRequest.ts';
import { IdentityError } from '../../errors.ts';
import { text, type JsonObject } from '../../json.ts';
import { finishTokens } from '../finishTokens.ts';
import type { FlowContext, FlowDefinition, FlowOutcome, FlowRequest } from '../flow.ts';
import type { TokenResponse } from '../model.ts';
import { answered, configureOpenid } from '../openidEngine.ts';
import { dpop, scope } from '../parameters.ts';
import { isRefusal, readAnswer, refused } from '../serverAnswer.ts';
import { everyMethodOfItsOwn } from './clientMethods.ts';
import * as steps from './steps.ts';

const GRANT = 'urn:ietf:params:oauth:grant-type:device_code';
/** Seconds (RFC 8628 §3.2 and §3.5). */
const DEFAULT_INTERVAL = 5;
const SLOW_DOWN = 5;
const LONGEST_INTERVAL = 60;

/** Device authorization grant (RFC 8628). */
export const deviceCode: FlowDefinition = {
  id: 'deviceCode',
  title: 'Device Code',
  kind: 'flow',
  references: [{ title: 'RFC 8628', url: 'https://www.rfc-editor.org/rfc/rfc8628' }],
  summary: 'A person enters a short code in a browser anywhere, while the client waits.',
  audience: 'Terminals, remote hosts, televisions: clients without a browser of their own.',
  status: {
    level: 'situational',
    why: 'Attackers send people codes of their own ("device code phishing"), so many tenants block it; use a browser redirect where you can.',
  },
  parameters: [scope, dpop],
  clientAuthentication: everyMethodOfItsOwn,
  needs: ['person'],
  steps: [
    {
      id: 'deviceAuthorizationRequest',
      from: 'client',
      to: 'authorizationServer',
      label: 'Device authorization request',
      channel: 'back',
    },
    {
      id: 'deviceAuthorizationResponse',
      from: 'authorizationServer',
      to: 'client',
      label: 'device_code, user_code, verification_uri',
      channel: 'back',
      answer: true,
    },
    {
      id: 'deviceVerification',
      from: 'client',
      to: 'user',
      label: 'Show user_code and address',
      channel: 'person',
    },
    steps.authentication,
    steps.tokenRequest('device_code'),
    {
      id: 'tokenPending',
      from: 'authorizationServer',
      to: 'client',
      label: 'authorization_pending, until the person is done',
      channel: 'back',
      answer: true,
    },
    steps.tokenResponse('access_token, id_token, refresh_token'),
    steps.verification,
  ],
  entra: {
    offered: true,
    note: 'The application must allow public client flows; Conditional Access often blocks device code (530xx).',
  },
  warnings: ['Never enter a code somebody sent you.'],
  requires: ['device_authorization_endpoint', 'token_endpoint'],
  grantType: GRANT,
  run,
};

async function run(context: FlowContext, request: FlowRequest): Promise<FlowOutcome> {
  const startedAt = context.clock.now();
  const answer = await requestCode(context, request);
  const url = context.metadata.device_authorization_endpoint ?? '';
  const [code, userCode, verificationUri] = ['device_code', 'user_code', 'verification_uri'].map(
    (name) => text(answer, name) ?? text(answer, name.replace('_uri', '_url')),
  );
  if (code === undefined || userCode === undefined || verificationUri === undefined)
    throw new IdentityError('server.incomplete', {
      url,
      members: 'device_code, user_code, verification_uri',
    });
  const expiresAt = startedAt + seconds(answer, 'expires_in', 900) * 1000;
  const complete = text(answer, 'verification_uri_complete');
  context.interaction.onDeviceCode({
    userCode,
    verificationUri,
    expiresAt,
    ...(complete === undefined ? {} : { verificationUriComplete: complete }),
  });
  context.trace.note({
    step: 'deviceVerification',
    from: 'client',
    to: 'user',
    channel: 'person',
    label: 'Show user_code and address',
  });
  const tokens = await poll(context, code, expiresAt, seconds(answer, 'interval', DEFAULT_INTERVAL));
  return finishTokens(context, request, tokens);
}

async function requestCode(context: FlowContext, request: FlowRequest): Promise<JsonObject> {
  const openid = await configureOpenid(context);
  return readAnswer(
    await answered(openid, () =>
      openid.library.initiateDeviceAuthorization(openid.configuration, scopeOf(request)),
    ),
  );
}

/** Polls as RFC 8628 §3.5 asks: waits the interval first, 5 s longer after slow_down, longer after lost requests. */
async function poll(
  context: FlowContext,
  code: string,
  expiresAt: number,
  firstInterval: number,
): Promise<TokenResponse> {
  let interval = firstInterval;
  for (;;) {
    const left = Math.max(0, expiresAt - context.clock.now());
    await context.sleep(Math.min(interval * 1000, left), context.signal);
    if (context.clock.now() >= expiresAt) throw refused({ error: 'expired_token' });
    try {
      return await context.grant(GRANT, { device_code: code });
    } catch (error) {
      interval = nextInterval(error, interval);
    }
  }
}

/** The interval to go on with, in seconds; throws the error when it ends the flow. */
function nextInterval(error: unknown, interval: number): number {
  if (isRefusal(error, 'authorization_pending')) return interval;
  if (isRefusal(error, 'slow_down')) return interval + SLOW_DOWN;
  if (IdentityError.is(error, 'server.throttled')) return Math.max(interval, Number(error.data.seconds));
  const passing = ['transport.timedOut', 'transport.reset', 'server.failed'];
  if (IdentityError.is(error) && passing.includes(error.code))
    return Math.min(interval * 2, LONGEST_INTERVAL);
  throw error;
}

function seconds(answer: JsonObject, name: string, fallback: number): number {
  const value = Number(answer[name]);
  return Number.isFinite(value) && value > 0 ? value : fallback;
}
