import { IdentityError } from '../errors.ts';
import { importSigningKey } from './clientAuth.ts';
import type { FlowContext, FlowDefinition, FlowRequest } from './flow.ts';
import { answered, configureOpenid } from './openidEngine.ts';
import { isOn } from './requestParameters.ts';
import { readAnswer } from './serverAnswer.ts';
import { text } from '../json.ts';

/**
 * The address of an authorization request that was pushed (RFC 9126) or signed (RFC 9101), when the request
 * asks for that. Throws `flow.notOffered` where the server has no endpoint for it: it is never sent plainly instead.
 */
export async function pushedOrSignedUrl(
  context: FlowContext,
  request: FlowRequest,
  definition: FlowDefinition,
  parameters: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  const [par, jar] = [isOn(request, 'par'), isOn(request, 'jar')];
  if (!par && !jar) return undefined;
  const refuse = (reason: string) =>
    new IdentityError('flow.notOffered', { tenant: context.tenant.name, flow: definition.title, reason });
  const { metadata, client } = context;
  if (par && metadata.pushed_authorization_request_endpoint === undefined)
    throw refuse('Its discovery document has no pushed_authorization_request_endpoint (PAR).');
  if (jar && metadata['request_parameter_supported'] !== true)
    throw refuse('Its discovery document does not say request_parameter_supported (JAR).');
  const openid = await configureOpenid(context);
  const { library, configuration, dpop } = openid;
  let sent: Record<string, string> = { ...parameters };
  if (jar) {
    const { authentication } = client;
    if (authentication.method !== 'private_key_jwt') throw refuse('A signed request needs private_key_jwt.');
    const alg = authentication.thumbprint === 'x5t' ? 'RS256' : 'PS256';
    const key = await importSigningKey(await authentication.certificate(), alg);
    const url = await library.buildAuthorizationUrlWithJAR(configuration, sent, key);
    if (!par) return url.href;
    sent = Object.fromEntries(url.searchParams);
  }
  const answer = readAnswer(
    await answered(openid, () => library.buildAuthorizationUrlWithPAR(configuration, sent, dpop)),
  );
  const requestUri = text(answer, 'request_uri');
  const endpoint = metadata.authorization_endpoint;
  if (requestUri === undefined || endpoint === undefined)
    throw new IdentityError('server.incomplete', {
      url: metadata.pushed_authorization_request_endpoint ?? '',
      members: 'request_uri',
    });
  const url = new URL(endpoint);
  url.searchParams.set('client_id', client.clientId);
  url.searchParams.set('request_uri', requestUri);
  return url.href;
}
