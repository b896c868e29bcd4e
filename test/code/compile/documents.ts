import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { isObject, text } from '../../../src/core/json.ts';
import { verdict, type Proof, type Prover } from '../proof.ts';
import { npmPackages, programOf } from '../workspace.ts';

/** A class of kubernetes-models: its instances validate themselves against the schemas of Kubernetes. */
type KubernetesModel = new (value: unknown) => { validate(): void };
interface Yaml {
  parseAllDocuments(source: string): readonly { readonly errors: readonly Error[]; toJS(): unknown }[];
}

/** YAML, and against the schemas of Kubernetes where it is Kubernetes'; HTTP files request by request. */
export const parseDocuments: Prover = async (entries, values) => {
  const folder = await npmPackages();
  const require = createRequire(path.join(folder, 'package.json'));
  const complaints = new Map<string, string>();
  const validated = new Set<string>();
  for (const entry of entries)
    try {
      const source = programOf(entry, values(entry));
      if (entry.language === 'http') parseHttp(source);
      else if (await parseYaml(source, require, folder)) validated.add(entry.id);
    } catch (error) {
      complaints.set(entry.id, error instanceof Error ? error.message : String(error));
    }
  const proofs: readonly Proof[] = verdict(entries, 'parsed', complaints).map((proof) =>
    validated.has(proof.entry) ? { ...proof, level: 'compiled' } : proof,
  );
  return { proofs };
};

/** Whether a document was held to a schema. Throws what is wrong with it. */
async function parseYaml(source: string, require: NodeJS.Require, folder: string): Promise<boolean> {
  const loaded: unknown = require('yaml');
  if (!isYaml(loaded)) throw new TypeError('yaml has no parseAllDocuments');
  let isValidated = false;
  for (const document of loaded.parseAllDocuments(source)) {
    const [error] = document.errors;
    if (error !== undefined) throw error;
    const value = document.toJS();
    const kind = isObject(value) ? text(value, 'kind') : undefined;
    const version = isObject(value) ? text(value, 'apiVersion') : undefined;
    if (kind === undefined || version === undefined || kind === 'Config') continue;
    const file = path.join(folder, 'node_modules', 'kubernetes-models', version, `${kind}.js`);
    const models: unknown = await import(pathToFileURL(file).href);
    const Model = isObject(models) ? models[kind] : undefined;
    if (!isModel(Model)) throw new TypeError(`no schema for ${version} ${kind}`);
    new Model(value).validate();
    isValidated = true;
  }
  return isValidated;
}

function isYaml(value: unknown): value is Yaml {
  return isObject(value) && typeof value['parseAllDocuments'] === 'function';
}

function isModel(value: unknown): value is KubernetesModel {
  return typeof value === 'function';
}

/** Each request of a `.http` file: request line, headers, an empty line, a body that is JSON or a form where it says so. */
function parseHttp(source: string): void {
  for (const request of source.split(/^###.*$/m)) {
    const lines = request.split('\n').filter((line) => !line.startsWith('#'));
    const [first = '', ...rest] = lines.join('\n').trim().split('\n');
    if (!/^(?:GET|POST|PUT|PATCH|DELETE) (?:https:\/\/)\S+$/.test(first))
      throw new Error(`no request line: ${first}`);
    const [head = '', ...body] = rest.join('\n').split('\n\n');
    for (const line of head.split('\n').filter(Boolean))
      if (!/^[\w-]+: \S.*$/.test(line)) throw new Error(`no header: ${line}`);
    if (/application\/json/i.test(head)) JSON.parse(body.join('\n\n'));
  }
}
