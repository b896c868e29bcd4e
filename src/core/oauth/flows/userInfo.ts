import { IdentityError } from '../../errors.ts';
import { text } from '../../json.ts';
import type { FlowContext, FlowDefinition, FlowOutcome } from '../flow.ts';
import { decodeToken } from '../mask.ts';
import { answered, configureOpenid } from '../openidEngine.ts';
import { readAnswer } from '../serverAnswer.ts';

/** UserInfo (OpenID Connect Core 1.0 §5.3). */
export const userInfo: FlowDefinition = {
  id: 'userInfo',
  title: 'Read UserInfo',
  kind: 'action',
  references: [
    {
      title: 'OpenID Connect Core 1.0 §5.3',
      url: 'https://openid.net/specs/openid-connect-core-1_0.html#UserInfo',
    },
  ],
  summary: 'Reads claims about the person with an access token.',
  audience: 'Clients that need more about the person than the id_token says.',
  status: { level: 'situational', why: 'Use the id_token first; Entra answers with very little more.' },
  parameters: [],
  clientAuthentication: ['none'],
  needs: ['token'],
  steps: [
    {
      id: 'resourceRequest',
      from: 'client',
      to: 'resource',
      label: 'UserInfo request with the access token',
      channel: 'back',
    },
    {
      id: 'resourceResponse',
      from: 'resource',
      to: 'client',
      label: 'Claims about the person',
      channel: 'back',
      answer: true,
    },
  ],
  entra: {
    offered: true,
    note: 'The endpoint is part of Microsoft Graph; the token must be one for Graph with openid.',
  },
  warnings: [],
  requires: ['userinfo_endpoint'],
  run,
};

async function run(context: FlowContext): Promise<FlowOutcome> {
  const token = await context.token('access_token');
  const openid = await configureOpenid(context);
  const { library, configuration, dpop } = openid;
  const url = new URL(context.metadata.userinfo_endpoint ?? '');
  const answer = await answered(openid, () =>
    library.fetchProtectedResource(configuration, token, url, 'GET', null, undefined, dpop),
  );
  const claims = readAnswer(answer);
  const expected = await subjectOf(context);
  const subject = text(claims, 'sub');
  // OpenID Connect Core 1.0 §5.3.2: another subject means a substituted token.
  if (expected !== undefined && subject !== expected)
    throw new IdentityError('server.incomplete', {
      url: answer.url,
      members: 'sub (not the one of the id_token)',
    });
  return { result: claims };
}

async function subjectOf(context: FlowContext): Promise<string | undefined> {
  try {
    return text(decodeToken(await context.token('id_token'))?.claims ?? {}, 'sub');
  } catch (error) {
    if (IdentityError.is(error, 'flow.tokenMissing')) return undefined;
    throw error;
  }
}
