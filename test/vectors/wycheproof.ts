/**
 * `npm run vectors -- DIR`: asks our reader of tokens and keys all that the JOSE files of Project Wycheproof ask; DIR is
 * its folder `testvectors_v1`. Says of each file how many cases passed and failed, and which failed: those that
 * docs/JWT.md explains with their reason. Exits with 1 when any other failed, or when there is nothing to ask.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { IdentityError } from '../../src/core/errors.ts';
import { decryptToken } from '../../src/core/jwt/decrypt.ts';
import { verifyWithMaterial } from '../../src/core/jwt/verify.ts';
import { isObject, list, parseJson, strings, text, type JsonObject } from '../../src/core/json.ts';
import { platformKeys } from '../../src/platform/node/platformKeys.ts';
import { rsaPrivate } from '../../src/platform/node/rsaPrivate.ts';

interface Case {
  readonly file: string;
  readonly group: JsonObject;
  readonly test: JsonObject;
}

interface Answer {
  readonly holds: boolean;
  /** What we answered, in words. */
  readonly said: string;
}

/** Where we answer otherwise on purpose. docs/JWT.md says why, with the same names. */
const DIFFERENCES: readonly {
  readonly name: string;
  readonly is: (asked: Case, answer: Answer) => boolean;
}[] = [
  { name: 'JSON is read', is: ({ test }) => strings(test, 'flags').includes('JsonSerialization') },
  { name: 'short secrets are told', is: (_, { said }) => said.startsWith('shortSecret') },
  {
    name: 'a set may be mixed or repeat a name',
    is: ({ group }) => /mixedSymmetry|duplicate_kid/.test(text(group, 'comment') ?? ''),
  },
  {
    name: 'a key is for its alg only',
    is: ({ group }, { said }) =>
      (text(group, 'comment') ?? '').startsWith('rfc7520') && said.includes('§4.4'),
  },
  {
    name: 'every part is strict base64url',
    is: ({ test }, { said }) =>
      /^InvalidCharacterInserted/.test(text(test, 'comment') ?? '') && said.startsWith('malformed'),
  },
  {
    name: 'the token of a valid case',
    is: ({ test, group }) =>
      list(group, 'tests').some(
        (other) => isObject(other) && other['result'] === 'valid' && other['jws'] === test['jws'],
      ),
  },
];

const FILES = ['signature', 'encryption', 'key', 'crypto'].map((name) => `json_web_${name}_test.json`);

const [directory] = process.argv.slice(2);
if (directory === undefined)
  throw new Error('Give the folder with the vectors: npm run vectors -- path/to/testvectors_v1');

let unexplained = 0;
for (const file of FILES) {
  const cases = casesOf(file, await readFile(path.join(directory, file), 'utf8'));
  if (cases.length === 0) throw new Error(`${file} holds no cases.`);
  const failures: string[] = [];
  for (const asked of cases) {
    const { group, test } = asked;
    const answer = await ('jwe' in test ? decrypted(asked) : verified(asked));
    if (answer.holds === (test['result'] === 'valid')) continue;
    const difference = DIFFERENCES.find(({ is }) => is(asked, answer));
    if (difference === undefined) unexplained += 1;
    const about = [test['tcId'], group['comment'], test['comment']].join(' ');
    failures.push(
      `  ${about}: ${String(test['result'])} expected, we say ${answer.said} (${difference?.name ?? 'NOT EXPLAINED'})`,
    );
  }
  console.log(
    [`${file}: ${cases.length - failures.length} passed, ${failures.length} failed`, ...failures].join('\n'),
  );
}
process.exitCode = unexplained === 0 ? 0 : 1;

function casesOf(file: string, source: string): readonly Case[] {
  const parsed = parseJson(source);
  return list(isObject(parsed) ? parsed : {}, 'testGroups')
    .filter(isObject)
    .flatMap((group) =>
      list(group, 'tests')
        .filter(isObject)
        .map((test) => ({ file, group, test })),
    );
}

/** What verifying with the public key says, or with the secret. */
async function verified({ group, test }: Case): Promise<Answer> {
  const material = JSON.stringify(group['public'] ?? group['private']);
  const { id, state, data } = await verifyWithMaterial(textOf(test['jws']), material, platformKeys);
  return { holds: state === 'valid', said: `${id} ${data['reason'] ?? ''}`.trim() };
}

/** What decrypting with the private key says, or with the secret; other content than expected does not hold. */
async function decrypted({ group, test }: Case): Promise<Answer> {
  try {
    const content = await decryptToken(textOf(test['jwe']), JSON.stringify(group['private']), rsaPrivate);
    const expected = text(test, 'pt');
    const holds = expected === undefined || content === Buffer.from(expected, 'hex').toString();
    return { holds, said: `that it holds ${JSON.stringify(content)}` };
  } catch (error) {
    if (!IdentityError.is(error, 'jwt.notDecrypted') && !IdentityError.is(error, 'jwt.notEncrypted'))
      throw error;
    return { holds: false, said: [error.code, ...Object.values(error.data)].join(' ') };
  }
}

function textOf(token: unknown): string {
  return typeof token === 'string' ? token : JSON.stringify(token);
}
