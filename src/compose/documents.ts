import { documentAddress } from '../core/documentAddress.ts';
import type { Services } from '../commands/services.ts';
import { MANIFEST_FILE, manifestTarget } from '../core/entra/applicationDocument.ts';
import { ENTRY_FILE, PHOTO_FILES } from '../core/ldap/entryDocument.ts';
import {
  IdentityDocuments,
  type DocumentReader,
  type DocumentWriter,
} from '../providers/identityDocuments.ts';

/** What follows the log of changes while it is shown. */
const CHANGE_FILES = ['changes.ldif', 'undo.ldif'] as const;

/** The virtual documents by file name; a new kind is one entry. */
export function identityDocuments(services: Services): IdentityDocuments {
  const { fetch, tenants, sandbox, diagnoses, translate } = services;
  const readers = new Map<string, DocumentReader>([
    [
      'openid-configuration.json',
      async (id) =>
        (await import('../core/oauth/tenantDocuments.ts')).discoveryDocument(fetch, await tenants.find(id)),
    ],
    ['flow.puml', async (id) => (await import('../core/oauth/flowDocuments.ts')).plantUmlDocument(id)],
    ['flow.mmd', async (id) => (await import('../core/oauth/flowDocuments.ts')).mermaidDocument(id)],
    ['audit.json', async () => `${JSON.stringify((await sandbox()).audit(), undefined, 2)}\n`],
    ['error.md', async (name) => (await import('../core/oauth/errorDocument.ts')).errorDocument(name)],
    [
      'advice.md',
      async (answers) => (await import('../core/oauth/advisor/adviceDocument.ts')).adviceDocument(answers),
    ],
    ['setup.md', async (name) => (await import('../core/code/setupDocument.ts')).setupDocument(name)],
    [
      'credentialChain.md',
      async (id) =>
        (await import('../providers/credentialChainDocument.ts')).credentialChainDocument(diagnoses.find(id)),
    ],
    [
      'jwks.json',
      async (id) =>
        (await import('../core/oauth/tenantDocuments.ts')).keysDocument(fetch, await tenants.find(id)),
    ],
  ]);
  const policyText = async (uri: string) => services.workbench.readText(uri);
  readers.set('policy.puml', async (uri) =>
    (await import('../core/apim/diagram.ts')).policyPlantUml(await policyText(uri)),
  );
  readers.set('policy.mmd', async (uri) =>
    (await import('../core/apim/diagram.ts')).policyMermaid(await policyText(uri)),
  );
  readers.set('policyEvaluation.md', async (id) =>
    (await import('../providers/policyEvaluationDocument.ts')).policyEvaluationDocument(
      services.policyReports.find(id),
      translate,
    ),
  );
  readers.set('connectionString.md', async (id) =>
    (await import('../providers/connectionDocument.ts')).connectionDocument(
      services.connectionStrings.find(id),
      translate,
    ),
  );
  readers.set('directoryReport.md', async (id) =>
    (await import('../providers/directoryReportDocument.ts')).directoryReportDocument(
      services.directoryReports.find(id),
      translate,
    ),
  );
  readers.set('forest.puml', async (id) =>
    (await import('../core/ldap/ad/forestDocument.ts')).forestDocument(services, id, 'plantuml'),
  );
  readers.set('forest.mmd', async (id) =>
    (await import('../core/ldap/ad/forestDocument.ts')).forestDocument(services, id, 'mermaid'),
  );
  readers.set(MANIFEST_FILE, async (id) => {
    const { readManifest } = await import('../core/entra/applicationManifest.ts');
    const { tenant, clientId } = manifestTarget(id);
    return readManifest(services.graph(await tenants.find(tenant)), clientId);
  });
  const writers = new Map<string, DocumentWriter>([
    [
      MANIFEST_FILE,
      async (...save) =>
        (await import('../commands/application/applicationManifest.ts')).saveManifest(services, ...save),
    ],
  ]);
  readers.set(ENTRY_FILE, async (id) => (await import('../core/ldap/entryText.ts')).entryText(services, id));
  writers.set(ENTRY_FILE, async (...save) =>
    (await import('../commands/ldif/entrySave.ts')).entrySave(services, ...save),
  );
  for (const file of PHOTO_FILES)
    readers.set(file, async (id) => {
      const session = async (directory: string) =>
        services.connections.session(await services.directories.find(directory));
      return (await import('../core/ldap/photo.ts')).photoBytes(session, id);
    });
  readers.set('changes.ldif', async () =>
    (await import('../core/ldap/changeTexts.ts')).changesText(services.changes.list()),
  );
  readers.set('undo.ldif', async () =>
    (await import('../core/ldap/changeTexts.ts')).inverseText(services.changes.list()),
  );
  const documents = new IdentityDocuments(readers, writers, translate);
  const follow = services.changes.onDidChange(() => {
    for (const file of CHANGE_FILES) documents.tellChanged(documentAddress('Directories', file, ''));
  });
  documents.own(follow);
  return documents;
}
