/**
 * Addresses of the product's virtual documents: `identity:/<folder>/<file>?<id>`. The folder is for people, the
 * file names the kind of document, the query carries the id of what it shows.
 */
export function documentAddress(folder: string, file: string, id: string): string {
  return `identity:/${encodeURIComponent(folder.replaceAll('/', '∕'))}/${encodeURIComponent(file)}?${encodeURIComponent(id)}`;
}
