import { isObject, text, type JsonObject } from '../../json.ts';
import { creationBody } from './resourceBody.ts';

/** A Bicep file that declares the registration (Microsoft Graph Bicep extension, applications@v1.0). */
export function bicep(resource: JsonObject): string {
  const body: JsonObject = { uniqueName: uniqueName(resource), ...creationBody(resource) };
  return `// bicepconfig.json needs: "extensions": { "microsoftGraphV1": "br:mcr.microsoft.com/bicep/extensions/microsoftgraph/v1.0:1.0.0" }
extension microsoftGraphV1

resource application 'Microsoft.Graph/applications@v1.0' = ${literal(body, '')}

resource servicePrincipal 'Microsoft.Graph/servicePrincipals@v1.0' = {
  appId: application.appId
}

output clientId string = application.appId
`;
}

/** The name by which Bicep finds the registration again; it never changes. */
function uniqueName(resource: JsonObject): string {
  const name = (text(resource, 'displayName') ?? '').toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return name.replace(/^-+|-+$/g, '') || 'application';
}

function literal(value: unknown, indent: string): string {
  const deeper = `${indent}  `;
  if (typeof value === 'string') return string(value);
  if (Array.isArray(value))
    return value.length === 0
      ? '[]'
      : `[\n${value.map((each: unknown) => `${deeper}${literal(each, deeper)}\n`).join('')}${indent}]`;
  if (!isObject(value)) return String(value);
  const members = Object.entries(value).filter(([, each]) => each !== undefined);
  const key = (name: string) => (/^[A-Za-z_]\w*$/.test(name) ? name : string(name));
  return `{\n${members.map(([name, each]) => `${deeper}${key(name)}: ${literal(each, deeper)}\n`).join('')}${indent}}`;
}

/** A Bicep string: backslash, quote, line break and the beginning of an interpolation are escaped. */
function string(value: string): string {
  const escaped = value
    .replaceAll('\\', '\\\\')
    .replaceAll("'", "\\'")
    .replaceAll('${', '\\${')
    .replaceAll('\r', '\\r')
    .replaceAll('\n', '\\n')
    .replaceAll('\t', '\\t');
  return `'${escaped}'`;
}
