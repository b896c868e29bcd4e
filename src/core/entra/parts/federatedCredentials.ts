import { strings, text, type JsonObject } from '../../json.ts';
import { applicationPath } from '../application.ts';
import { WRITE_APPLICATIONS } from '../change.ts';
import type { FederatedCredential } from '../federatedCredential.ts';
import type { Graph } from '../graph.ts';
import type { PartKind } from './part.ts';

/** Trust in tokens of another issuer: GitHub Actions, Kubernetes, … */
export const federatedCredentials: PartKind<'federatedCredential'> = {
  id: 'federatedCredential',
  title: 'Federated credentials',
  icon: 'git-merge',
  load: async ({ graph, application: { clientId }, signal }) =>
    (await readFederatedCredentials(graph, clientId, signal)).map(({ name, issuer, subject, audiences }) => ({
      key: name,
      label: name,
      description: subject,
      detail: [issuer, subject, ...audiences].join('\n'),
      value: subject,
    })),
  async remove({ graph, application: { clientId }, signal }, { key }) {
    const credential = (await readFederatedCredentials(graph, clientId, signal)).find(
      ({ name }) => name === key,
    );
    const path = `${applicationPath(clientId)}/federatedIdentityCredentials`;
    return {
      writes: [{ method: 'DELETE', path: `${path}/${encodeURIComponent(key)}` }],
      ...(credential === undefined ? {} : { undo: [{ method: 'POST', path, body: { ...credential } }] }),
      permission: WRITE_APPLICATIONS,
    };
  },
};

/** The federated credentials of an application, at most twenty. Throws the `graph.*` errors. */
export async function readFederatedCredentials(
  graph: Graph,
  clientId: string,
  signal?: AbortSignal,
): Promise<readonly FederatedCredential[]> {
  const page = await graph.list(`${applicationPath(clientId)}/federatedIdentityCredentials`, {
    permission: 'Application.Read.All',
    ...(signal === undefined ? {} : { signal }),
  });
  return page.values.map(readFederated);
}

function readFederated(json: JsonObject): FederatedCredential {
  return {
    name: text(json, 'name') ?? '',
    issuer: text(json, 'issuer') ?? '',
    subject: text(json, 'subject') ?? '',
    audiences: strings(json, 'audiences'),
  };
}
