import type { Services } from '../commands/services.ts';
import type { DocumentKind } from '../core/documentAddress.ts';
import { manifestTarget } from '../core/entra/applicationDocument.ts';
import { changesAddress } from '../core/ldap/entryDocument.ts';
import { IdentityDocuments, type DocumentReader } from '../providers/identityDocuments.ts';

/** The virtual documents; a new kind is one entry. */
export function identityDocuments(services: Services): IdentityDocuments {
  const documents = new IdentityDocuments(
    { ...oauthReaders(services), ...toolReaders(services), ...directoryReaders(services) },
    {
      manifest: async (...save) =>
        (await import('../commands/application/applicationManifest.ts')).saveManifest(services, ...save),
      entry: async (...save) => (await import('../commands/ldif/entrySave.ts')).entrySave(services, ...save),
    },
    services.translate,
  );
  documents.own(
    services.changes.onDidChange(() => {
      documents.tellChanged(changesAddress('changes'));
      documents.tellChanged(changesAddress('undo'));
    }),
  );
  return documents;
}

function oauthReaders({ fetch, tenants, sandbox, graph, diagnoses }: Services) {
  const manifest: DocumentReader = async (id) => {
    const { readManifest } = await import('../core/entra/applicationManifest.ts');
    const { tenant, clientId } = manifestTarget(id);
    return readManifest(graph(await tenants.find(tenant)), clientId);
  };
  return {
    advice: async (answers) =>
      (await import('../core/oauth/advisor/adviceDocument.ts')).adviceDocument(answers),
    audit: async () => `${JSON.stringify((await sandbox()).audit(), undefined, 2)}\n`,
    'credential-chain': async (id) =>
      (await import('../providers/credentialChainDocument.ts')).credentialChainDocument(diagnoses.find(id)),
    discovery: async (id) =>
      (await import('../core/oauth/tenantDocuments.ts')).discoveryDocument(fetch, await tenants.find(id)),
    error: async (name) => (await import('../core/oauth/errorDocument.ts')).errorDocument(name),
    'flow-mermaid': async (id) => (await import('../core/oauth/flowDocuments.ts')).mermaidDocument(id),
    'flow-plantuml': async (id) => (await import('../core/oauth/flowDocuments.ts')).plantUmlDocument(id),
    keys: async (id) =>
      (await import('../core/oauth/tenantDocuments.ts')).keysDocument(fetch, await tenants.find(id)),
    manifest,
    'tenant-manifest': manifest,
  } satisfies Partial<Record<DocumentKind, DocumentReader>>;
}

function toolReaders({ workbench, policyReports, connectionStrings, translate }: Services) {
  return {
    'connection-string': async (id) =>
      (await import('../providers/connectionDocument.ts')).connectionDocument(
        connectionStrings.find(id),
        translate,
      ),
    'policy-evaluation': async (id) =>
      (await import('../providers/policyEvaluationDocument.ts')).policyEvaluationDocument(
        policyReports.find(id),
        translate,
      ),
    'policy-mermaid': async (uri) =>
      (await import('../core/apim/diagram.ts')).policyMermaid(await workbench.readText(uri)),
    'policy-plantuml': async (uri) =>
      (await import('../core/apim/diagram.ts')).policyPlantUml(await workbench.readText(uri)),
    setup: async (name) => (await import('../core/code/setupDocument.ts')).setupDocument(name),
  } satisfies Partial<Record<DocumentKind, DocumentReader>>;
}

function directoryReaders(services: Services) {
  const { directories, connections, directoryReports, changes, translate } = services;
  return {
    changes: async () => (await import('../core/ldap/changeTexts.ts')).changesText(changes.list()),
    'compared-entry': async (id) =>
      (await import('../core/ldap/entryText.ts')).entryText(services, id, 'compared'),
    'directory-report': async (id) =>
      (await import('../providers/directoryReportDocument.ts')).directoryReportDocument(
        directoryReports.find(id),
        translate,
      ),
    entry: async (id) => (await import('../core/ldap/entryText.ts')).entryText(services, id),
    'forest-mermaid': async (id) =>
      (await import('../core/ldap/ad/forestDocument.ts')).forestDocument(services, id, 'mermaid'),
    'forest-plantuml': async (id) =>
      (await import('../core/ldap/ad/forestDocument.ts')).forestDocument(services, id, 'plantuml'),
    photo: async (id) => {
      const session = async (directory: string) => connections.session(await directories.find(directory));
      return (await import('../core/ldap/photo.ts')).photoBytes(session, id);
    },
    undo: async () => (await import('../core/ldap/changeTexts.ts')).inverseText(changes.list()),
  } satisfies Partial<Record<DocumentKind, DocumentReader>>;
}
