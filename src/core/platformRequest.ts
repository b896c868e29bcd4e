import type { Platform } from './platforms.ts';

/**
 * A request to a platform in the form of `.http` files. The token is a variable that is asked for when it is sent; parts
 * of the address that are not known are variables of the file.
 */
export function httpRequest({ title, scope, request, source }: Platform): string {
  const { url = '', headers = {} } = request ?? {};
  const variables = [...url.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => `@${name} = `);
  return [
    `# ${title}: a token for ${scope}`,
    `# ${source}`,
    ...variables,
    '',
    '# @prompt token',
    `GET ${url}`,
    'Authorization: Bearer {{token}}',
    'Accept: application/json',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    '',
  ].join('\n');
}
