/** Finds secrets where none may be: in logs, settings, state files and whatever else a run left behind. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Secrets by their shape: whatever the sandbox gives out, signed tokens of anybody, private keys.
 * @type {{ what: string, shape: RegExp }[]}
 */
const SHAPES = [
  { what: 'a signed token', shape: /eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}/g },
  { what: 'a client secret of the sandbox', shape: /\bsandbox-[\w-]{32}/g },
  { what: 'a password of the sandbox', shape: /\bSandbox-[a-z2-9]{8}\b/g },
  { what: 'a code, refresh token or session of the sandbox', shape: /\b1\.[\w-]{80,}/g },
  { what: 'a private key', shape: /-----BEGIN [A-Z ]*PRIVATE KEY-----[\\\sA-Za-z0-9+/]{40}/g },
  { what: 'a private key (JWK)', shape: /"d"\s*:\s*"[\w-]{40,}"/g },
];

/** Where VS Code keeps the text of editors, which is the person's own: what they have not saved, and what they saved before. */
export const EDITED = /User\/(?:Backups|History)\//;

/**
 * The secrets in a text: by shape, and those that are known. None is told whole.
 * @param {string} text
 * @param {{ known?: Iterable<string>, allowed?: string }} [options] `allowed` is text whose secrets are no secret, as
 *   that of the demo workspace
 * @returns {string[]}
 */
export function secretsIn(text, { known = [], allowed = '' } = {}) {
  const shaped = SHAPES.flatMap(({ what, shape }) =>
    [...text.matchAll(shape)]
      .filter(([found]) => !allowed.includes(found))
      .map(([found]) => `${what}: ${found.slice(0, 24)}…`),
  );
  const exact = [...known]
    .filter((secret) => secret.length > 7 && text.includes(secret))
    .map((secret) => `a secret of the run: ${secret.slice(0, 6)}…`);
  return [...new Set([...shaped, ...exact])];
}

/**
 * The secrets in all files of a folder, each with the file it stands in. Links are not followed.
 * @param {string} folder
 * @param {Parameters<typeof secretsIn>[1] & { skip?: RegExp }} [options] `skip` names files that are not looked at
 * @returns {Promise<string[]>}
 */
export async function secretsUnder(folder, options) {
  /** @type {string[]} */
  const found = [];
  for await (const file of filesUnder(folder)) {
    const name = path.relative(folder, file);
    if (options?.skip?.test(name) === true) continue;
    // Databases and caches are read as well: what is text in them stays text.
    const text = await readFile(file, 'latin1').catch(() => '');
    found.push(...secretsIn(text, options).map((secret) => `${name}: ${secret}`));
  }
  return found;
}

/**
 * The text of all files of a folder.
 * @param {string} folder
 */
export async function textUnder(folder) {
  let text = '';
  for await (const file of filesUnder(folder)) text += await readFile(file, 'latin1').catch(() => '');
  return text;
}

/**
 * @param {string} folder
 * @returns {AsyncGenerator<string>}
 */
async function* filesUnder(folder) {
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* filesUnder(file);
    else if (entry.isFile()) yield file;
  }
}
