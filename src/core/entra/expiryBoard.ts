import { listApplications } from './application.ts';
import { readProperties, type CredentialProperty } from './applicationProperties.ts';
import type { Graph } from './graph.ts';

/** A secret or certificate of any application, with where it is. */
export interface ExpiringCredential {
  readonly clientId: string;
  readonly application: string;
  readonly kind: 'secret' | 'certificate';
  readonly credential: CredentialProperty;
}

/** Every secret and certificate of a tenant's applications, the next to end first. Throws the `graph.*` errors. */
export async function expiringCredentials(
  graph: Graph,
  signal: AbortSignal,
  report: (applications: number) => void,
): Promise<readonly ExpiringCredential[]> {
  const found: ExpiringCredential[] = [];
  let count = 0;
  let next: string | undefined;
  do {
    const page = await listApplications(graph, {
      signal,
      pageSize: 999,
      ...(next === undefined ? {} : { next }),
    });
    for (const { clientId, name, resource } of page.applications) {
      const { secrets, certificates } = readProperties(resource);
      const of = (kind: ExpiringCredential['kind']) => (credential: CredentialProperty) =>
        ({ clientId, application: name, kind, credential }) as const;
      found.push(...secrets.map(of('secret')), ...certificates.map(of('certificate')));
    }
    count += page.applications.length;
    report(count);
    next = page.next;
  } while (next !== undefined);
  return found.sort((one, other) => one.credential.endsAt - other.credential.endsAt);
}
