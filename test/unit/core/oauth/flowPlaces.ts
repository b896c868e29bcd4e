import assert from 'node:assert/strict';
import { exportJWK, importX509 } from 'jose';
import { discover } from '../../../../src/core/oauth/discovery.ts';
import type { FlowDefinition, FlowRequest } from '../../../../src/core/oauth/flow.ts';
import type { ClientAuthenticationMethod } from '../../../../src/core/oauth/model.ts';
import type { CredentialValue } from '../../../../src/core/oauth/credentialStore.ts';
import { openidEngine } from '../../../../src/core/oauth/openidEngine.ts';
import { transport } from '../../../../src/platform/node/transport.ts';
import { createCertificate, derBase64, type Certificate } from '../../../../src/sandbox/certificate.ts';
import { clientOf, SECRET, startOidcProvider, TLS_SUBJECT } from '../../../servers/oidcProvider.ts';
import { headlessBrowser } from '../../../support/headlessBrowser.ts';
import { sandboxNetwork } from '../../sandbox/sandboxNetwork.ts';
import { ORIGIN } from '../../sandbox/testSandbox.ts';
import { flowBench, type FlowBench, type FlowBenchOptions } from './flowBench.ts';

type Method = ClientAuthenticationMethod;

/** A server where flows run to their end, and the requests it takes. */
export interface FlowPlace {
  bench(options?: Partial<FlowBenchOptions>): FlowBench;
  /** A request of the flow by a client that proves itself so; its credential and its token are in the bench then. */
  request(own: FlowBench, flow: FlowDefinition, method: Method | undefined): Promise<Runnable>;
  close(): Promise<void>;
}

export type Runnable = Partial<FlowRequest> & Pick<FlowRequest, 'flow' | 'clientId'>;

const LOOPBACK = 'http://127.0.0.1/callback';
const GRAPH = 'https://graph.microsoft.com';
const ADA = 'ada@contoso.sandbox.test';

/** A certified provider over TLS, which asks for client certificates: all that is not Entra's own. */
export async function genericPlace(): Promise<FlowPlace> {
  const [host, client] = await Promise.all([createCertificate('localhost'), createCertificate(TLS_SUBJECT)]);
  const key = { ...(await exportJWK(await importX509(client.certificate, 'PS256'))), kid: 'k', use: 'sig' };
  const tls = { ...host, clientAuthority: client.certificate };
  const server = await startOidcProvider(key, tls);
  const trust = { certificateAuthorities: [host.certificate] };
  const network = transport(trust);
  const { tenant } = await discover(network, server.issuer);
  const person = () => headlessBrowser((url, init) => network(url, init));
  return {
    close: () => server.close(),
    bench: (options = {}) =>
      flowBench({
        fetch: network,
        fetchWith: (clientCertificate) => transport({ ...trust, clientCertificate }),
        tenant,
        browser: (url) => person().open(url),
        onDeviceCode: ({ verificationUriComplete = '' }) => void person().open(verificationUriComplete),
        ...options,
      }),
    async request(own, flow, method = 'none') {
      const clientId = clientOf(method);
      const value = credentialOf(method, SECRET, client);
      if (value !== undefined) await own.credential(clientId, value);
      const base = { clientId, clientAuthentication: method, platform: 'web' } as const;
      const signIn = { ...base, flow: 'authorizationCode', scopes: ['openid', 'offline_access'] };
      const consent = { redirect_uri: LOOPBACK, prompt: 'consent' };
      const token = flow.needs.includes('token')
        ? (await own.run({ ...signIn, parameters: consent })).tokenId
        : undefined;
      const special: Readonly<Record<string, Partial<FlowRequest>>> = {
        refreshToken: { scopes: [] },
        endSession: { parameters: { post_logout_redirect_uri: LOOPBACK } },
        implicit: { parameters: { ...consent, response_mode: 'form_post' } },
      };
      const isPersonal = flow.needs.includes('person');
      return {
        ...base,
        flow: flow.id,
        scopes: isPersonal ? ['openid', 'offline_access'] : ['api:read'],
        ...(flow.needs.includes('redirect') ? { parameters: consent } : {}),
        ...(token === undefined ? {} : { tokenId: token }),
        ...special[flow.id],
      };
    },
  };
}

/** The sandbox tenant, for what only Entra has. */
export async function sandboxPlace(): Promise<FlowPlace> {
  const { sandbox, network, tenant } = await sandboxNetwork();
  const { workload } = sandbox.sandbox.describe();
  const person = () => headlessBrowser((url, init) => network(url, init), { username: ADA });
  const certificate = await createCertificate('middle tier');
  const directory = await directoryOf(network, tenant.id, sandbox.application('Identity Workbench'));
  for (const name of ['Contoso Web', 'Contoso Legacy Portal', 'Contoso Tasks API', 'Contoso Desktop']) {
    const path = `/applications(appId='${sandbox.application(name).clientId}')`;
    await directory('PATCH', path, { keyCredentials: [keyCredential(certificate)] });
    await directory('POST', `${path}/federatedIdentityCredentials`, {
      name: 'workflow',
      issuer: `${ORIGIN}/actions`,
      subject: SUBJECT,
      audiences: ['api://AzureADTokenExchange'],
    });
  }
  const workflowToken = async () => {
    const headers = { authorization: `Bearer ${workload.actionsRequestToken}` };
    const answer = await network(`${workload.actionsTokenUrl}?audience=api://AzureADTokenExchange`, {
      headers,
    });
    return /"value":"([^"]+)"/.exec(await answer.text())?.[1] ?? '';
  };
  const applicationOf: Readonly<Record<string, string>> = {
    authorizationCode: 'Contoso Web',
    refreshToken: 'Contoso Web',
    hybrid: 'Contoso Legacy Portal',
    onBehalfOf: 'Contoso Tasks API',
    adminConsent: 'Contoso Admin Tool',
    password: 'Contoso Web',
    clientCredentials: 'Contoso Tasks API',
    workloadIdentity: 'Contoso Sync Service',
  };
  const { password } = sandbox.sandbox.describe().users.find((each) => each.userPrincipalName === ADA)!;
  return {
    close: () => Promise.resolve(),
    bench: (options = {}) =>
      flowBench({
        fetch: network,
        tenant,
        clock: sandbox.clock,
        engines: [openidEngine],
        browser: (url) => person().open(url),
        assertion: workflowToken,
        secret: () => password,
        environment: {
          IDENTITY_ENDPOINT: ORIGIN + workload.identityPath,
          IDENTITY_HEADER: workload.identityHeader,
        },
        ...options,
      }),
    async request(own, flow, method) {
      const isPublic = flow.id === 'password' && method === 'none';
      const name = isPublic ? 'Contoso Desktop' : (applicationOf[flow.id] ?? 'Contoso Desktop');
      const { clientId, clientSecret } = sandbox.application(name);
      const value = method === undefined ? undefined : credentialOf(method, clientSecret ?? '', certificate);
      if (value !== undefined && flow.id !== 'workloadIdentity') await own.credential(clientId, value);
      const base = {
        clientId,
        scopes: ['openid', 'offline_access', `${GRAPH}/User.Read`],
        ...(method === undefined ? {} : { clientAuthentication: method }),
      };
      if (flow.id === 'workloadIdentity' || flow.id === 'clientCredentials' || flow.id === 'managedIdentity')
        return {
          flow: flow.id,
          clientId,
          scopes: [`${GRAPH}/.default`],
          ...(flow.id === 'clientCredentials' && method !== undefined
            ? { clientAuthentication: method }
            : {}),
        };
      if (flow.id === 'adminConsent') return { flow: flow.id, clientId, scopes: [] };
      if (flow.id === 'password') return { ...base, flow: flow.id, parameters: { username: ADA } };
      if (flow.id === 'onBehalfOf') {
        const web = sandbox.application('Contoso Web');
        await own.credential(web.clientId, { kind: 'secret', secret: web.clientSecret ?? '' });
        const scopes = ['openid', `api://${clientId}/Tasks.Read`];
        const { tokenId = '' } = await own.run({
          flow: 'authorizationCode',
          clientId: web.clientId,
          platform: 'web',
          scopes,
        });
        return { ...base, flow: flow.id, tokenId, scopes: [`${GRAPH}/User.Read`] };
      }
      const web = { ...base, platform: 'web' } as const;
      if (flow.id !== 'refreshToken') return { ...web, flow: flow.id };
      const { tokenId = '' } = await own.run({ ...web, flow: 'authorizationCode' });
      return { ...web, flow: flow.id, tokenId };
    },
  };
}

const SUBJECT = 'repo:contoso/sync:ref:refs/heads/main';

function credentialOf(
  method: Method,
  secret: string,
  { privateKey, certificate }: Certificate,
): CredentialValue | undefined {
  if (method === 'none') return undefined;
  if (method.startsWith('client_secret')) return { kind: 'secret', secret };
  if (method === 'federated')
    return { kind: 'federated', source: { kind: 'environment', variable: 'WORKFLOW_TOKEN' } };
  return { kind: 'certificate', privateKey, certificate };
}

const keyCredential = ({ certificate }: Certificate) => ({
  key: derBase64(certificate),
  type: 'AsymmetricX509Cert',
  usage: 'Verify',
});

/** Changes the sandbox's directory as an application with the permission does. */
async function directoryOf(
  network: ReturnType<typeof transport>,
  tenantId: string,
  { clientId, clientSecret = '' }: { readonly clientId: string; readonly clientSecret?: string },
) {
  const answer = await network(`${ORIGIN}/${tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      scope: `${GRAPH}/.default`,
    }),
  });
  const token = /"access_token":"([^"]+)"/.exec(await answer.text())?.[1] ?? '';
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return async (method: string, path: string, body: object): Promise<void> => {
    const url = `${ORIGIN}/graph/v1.0${path}`;
    const response = await network(url, { method, headers, body: JSON.stringify(body) });
    assert.ok(response.ok, `${method} ${path}: ${await response.text()}`);
  };
}
