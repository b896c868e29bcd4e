/** The kinds of the product's virtual documents. Each has its reader in `compose/documents.ts`. */
export type DocumentKind =
  | 'advice'
  | 'audit'
  | 'changes'
  | 'compared-entry'
  | 'connection-string'
  | 'credential-chain'
  | 'directory-report'
  | 'discovery'
  | 'entry'
  | 'error'
  | 'flow-mermaid'
  | 'flow-plantuml'
  | 'forest-mermaid'
  | 'forest-plantuml'
  | 'keys'
  | 'manifest'
  | 'photo'
  | 'policy-evaluation'
  | 'policy-mermaid'
  | 'policy-plantuml'
  | 'setup'
  | 'tenant-manifest'
  | 'undo';

/**
 * The address of a virtual document: `identity://<kind>/<path>?<id>`. The path is for people, its last part the
 * name of the editor, its ending the language; the query carries the id of what the document shows.
 */
export function documentAddress(kind: DocumentKind, path: readonly string[], id: string): string {
  const parts = path.map((part) => encodeURIComponent(part.replaceAll('/', '∕')));
  return `identity://${kind}/${parts.join('/')}?${encodeURIComponent(id)}`;
}
