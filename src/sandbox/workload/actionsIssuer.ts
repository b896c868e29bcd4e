import { aadsts } from '../oauth/aadsts.ts';
import { Form } from '../oauth/form.ts';
import { randomId, seconds, type Sts } from '../oauth/sts.ts';
import { WORKFLOW_SUBJECT } from './workloadSeed.ts';

/** Path of the issuer of workflow tokens, which stands in for GitHub Actions'. */
export const ACTIONS_PATH = '/actions';

const LIFETIME = 300;

type Document = Readonly<Record<string, unknown>>;

/** The issuer as tokens name it. */
export function actionsIssuer({ addresses }: Sts): string {
  return addresses.origin + ACTIONS_PATH;
}

/** Its OpenID configuration: an issuer of tokens and nothing else, as GitHub's is. */
export function actionsConfiguration(sts: Sts): Document {
  const issuer = actionsIssuer(sts);
  return {
    issuer,
    jwks_uri: `${issuer}/.well-known/jwks`,
    subject_types_supported: ['public', 'pairwise'],
    response_types_supported: ['id_token'],
    claims_supported: [
      'sub',
      'aud',
      'exp',
      'iat',
      'iss',
      'jti',
      'nbf',
      'ref',
      'repository',
      'repository_owner',
    ],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid'],
  };
}

/**
 * A workflow's token, asked for as GitHub's runner does: `audience` in the query, the request token as bearer. `sub`
 * is the sandbox's addition. Throws AADSTS 9002313 without the request token.
 */
export async function mintWorkflowToken(sts: Sts, request: Request): Promise<Document> {
  if (request.headers.get('authorization') !== `Bearer ${sts.workload.secrets.requestToken}`)
    throw aadsts(9002313, { reason: 'send ACTIONS_ID_TOKEN_REQUEST_TOKEN as bearer token' });
  const form = new Form(new URL(request.url).searchParams);
  const subject = form.get('sub') ?? WORKFLOW_SUBJECT;
  const [repository = '', ref = ''] = subject.replace(/^repo:/, '').split(':ref:');
  const now = seconds(sts);
  const owner = repository.split('/')[0] ?? '';
  const claims = {
    ...{ iss: actionsIssuer(sts), sub: subject, aud: form.get('audience') ?? `https://github.com/${owner}` },
    ...{ iat: now, nbf: now, exp: now + LIFETIME, jti: randomId(sts.random) },
    ...{
      repository,
      repository_owner: owner,
      ref,
      workflow: 'deploy',
      event_name: 'push',
      xms_sandbox: true,
    },
  };
  return { value: await sts.signer.sign(claims, 2), count: 1 };
}
