import type { Directory } from '../directory/directory.ts';
import { isSpaOrigin } from './redirectUri.ts';

/**
 * Response headers of Cross-Origin Resource Sharing (Fetch Standard §3.2): only origins of single-page redirect
 * URIs that some application declares may read answers.
 */
export function crossOriginHeaders(
  directory: Directory,
  origin: string | null,
): Readonly<Record<string, string>> {
  if (origin === null) return {};
  const isDeclared = directory.tenants.some(({ content }) =>
    content.applications.some((each) => isSpaOrigin(each, origin)),
  );
  if (!isDeclared) return {};
  return {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Methods': 'GET, POST, OPTIONS',
    'Access-Control-Allow-Headers': 'Authorization, Content-Type, ConsistencyLevel, client-request-id',
    'Access-Control-Max-Age': '600',
    Vary: 'Origin',
  };
}
