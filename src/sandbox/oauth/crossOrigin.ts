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
  const applications = directory.tenants.flatMap((tenant) => tenant.content.applications);
  if (origin === null || !applications.some((each) => isSpaOrigin(each, origin))) return {};
  return {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Methods': 'GET, POST, OPTIONS',
    'Access-Control-Allow-Headers': 'Authorization, Content-Type, ConsistencyLevel, client-request-id',
    'Access-Control-Max-Age': '600',
    Vary: 'Origin',
  };
}
