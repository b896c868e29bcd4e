import { IdentityError } from '../errors.ts';
import { text, type JsonObject } from '../json.ts';
import { readProperties, type CredentialProperty } from './applicationProperties.ts';
import { pagesOf, type Graph } from './graph.ts';

/** A secret or certificate of any application, with where it is. */
export interface ExpiringCredential {
  readonly clientId: string;
  readonly application: string;
  readonly kind: 'secret' | 'certificate';
  readonly credential: CredentialProperty;
}

/** Reads the secrets and certificates of tenants; a tenant read before is asked only for what changed since. */
export interface ExpiryBoard {
  /**
   * Those of all applications of a tenant, the next to end first. `report` is told how many applications were read so
   * far. Throws the `graph.*` errors.
   */
  read(
    tenant: string,
    graph: Graph,
    signal: AbortSignal,
    report: (applications: number) => void,
  ): Promise<readonly ExpiringCredential[]>;
}

/** What is known of a tenant: its applications by object id, and the link to what changes after. */
interface Known {
  readonly applications: Map<string, JsonObject>;
  delta: string | undefined;
}

const SELECT = '$select=id,appId,displayName,passwordCredentials,keyCredentials';
const PERMISSION = 'Application.Read.All';

export function expiryBoard(): ExpiryBoard {
  const tenants = new Map<string, Known>();
  return {
    async read(tenant, graph, signal, report) {
      const before = tenants.get(tenant);
      const known =
        (before === undefined ? undefined : await refreshed(before, graph, signal)) ??
        (await readAll(graph, signal, report));
      tenants.set(tenant, known);
      return [...known.applications.values()]
        .flatMap(credentialsOf)
        .sort((one, other) => one.credential.endsAt - other.credential.endsAt);
    },
  };
}

/** What changed since, put into what is known (Microsoft: delta query); undefined when everything has to be read anew. */
async function refreshed(known: Known, graph: Graph, signal: AbortSignal): Promise<Known | undefined> {
  if (known.delta === undefined) return undefined;
  const { applications } = known;
  try {
    for await (const page of pagesOf(graph, known.delta, { permission: PERMISSION, signal })) {
      for (const json of page.values) {
        const id = text(json, 'id') ?? '';
        if (json['@removed'] !== undefined) applications.delete(id);
        // A changed application may come with its changed members only.
        else applications.set(id, { ...applications.get(id), ...json });
      }
      known.delta = page.delta ?? known.delta;
    }
    return known;
  } catch (error) {
    if (IdentityError.is(error, 'graph.resync')) return undefined;
    throw error;
  }
}

async function readAll(
  graph: Graph,
  signal: AbortSignal,
  report: (applications: number) => void,
): Promise<Known> {
  // The link first: what changes while the pages are read is told twice rather than not at all.
  const delta = await latest(graph, signal);
  const applications = new Map<string, JsonObject>();
  const options = { permission: PERMISSION, signal };
  for await (const page of pagesOf(graph, `/applications?$top=999&${SELECT}`, options)) {
    for (const json of page.values) applications.set(text(json, 'id') ?? '', json);
    report(applications.size);
  }
  return { applications, delta };
}

/** A delta link from now on; a Graph that gives none is read whole each time. */
async function latest(graph: Graph, signal: AbortSignal): Promise<string | undefined> {
  try {
    const path = `/applications/delta?$deltatoken=latest&${SELECT}`;
    return (await graph.list(path, { permission: PERMISSION, signal })).delta;
  } catch (error) {
    if (IdentityError.is(error, 'graph.refused')) return undefined;
    throw error;
  }
}

function credentialsOf(resource: JsonObject): readonly ExpiringCredential[] {
  const { secrets, certificates } = readProperties(resource);
  const clientId = text(resource, 'appId') ?? '';
  const application = text(resource, 'displayName') ?? clientId;
  const of = (kind: ExpiringCredential['kind']) => (credential: CredentialProperty) =>
    ({ clientId, application, kind, credential }) as const;
  return [...secrets.map(of('secret')), ...certificates.map(of('certificate'))];
}
