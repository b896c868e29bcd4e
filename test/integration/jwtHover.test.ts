import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { encodeTextBase64url } from '../../src/core/jwt/base64url.ts';
import { placementsOf } from '../unit/core/jwt/placements.ts';
import {
  accessV1App,
  accessV2,
  idToken,
  jws,
  RFC7516_A2,
  RFC7797_DETACHED,
  RS256,
} from '../unit/core/jwt/tokens.ts';

/** The text of all hovers at a place. */
async function hoverText(document: vscode.TextDocument, offset: number): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    document.positionAt(offset),
  );
  return hovers
    .flatMap(({ contents }) =>
      contents.map((content) => (content instanceof vscode.MarkdownString ? content.value : '')),
    )
    .join('\n');
}

const open = async (content: string, language = 'plaintext') =>
  vscode.workspace.openTextDocument({ language, content });

let made = 0;
/** A mark that no other token of this file has, and how it is told from the others. */
const mark = () => `mark-${++made}-`;

/** A hover at the first, a middle and the last character of `piece`, each showing exactly this mark. */
async function showsOnly(document: vscode.TextDocument, piece: string, told: string | RegExp): Promise<void> {
  const start = document.getText().indexOf(piece);
  assert.ok(start >= 0, 'the piece stands in the document');
  for (const offset of [start + 1, start + Math.floor(piece.length / 2), start + piece.length - 1]) {
    const text = await hoverText(document, offset);
    if (typeof told === 'string') {
      const marks = new Set(text.match(/mark-\d+-/g) ?? []);
      assert.deepEqual([...marks], [told], `at ${offset}: ${text.slice(0, 300)}`);
    } else assert.match(text, told, `at ${offset}`);
    assert.match(text, /decoded, not verified|encrypted, not decrypted/);
  }
}

/** Base64url of UTF-16 text with `-` and `_` in it as often as can be. */
const heavy = '\u{3fbfe}ûÿ¿þ'.repeat(40);
const padded = (token: string) =>
  token
    .split('.')
    .map((part) => part + '='.repeat((4 - (part.length % 4)) % 4))
    .join('.');

describe('the hover on a token', () => {
  describe('shows the right one wherever it stands', () => {
    for (const name of Object.keys(placementsOf('x.y.z'))) {
      it(name, async () => {
        const told = mark();
        const token = jws(RS256, { ...accessV2, uti: told });
        const text = placementsOf(token)[name] ?? '';
        const document = await open(text);
        // A wrapped token: somewhere in its first, middle and last line.
        if (text.includes(token)) await showsOnly(document, token, told);
        else
          for (let line = 0; line < document.lineCount; line++) {
            const { text: row } = document.lineAt(line);
            const [run = ''] = row.match(/[\w-]{20,}/) ?? [];
            if (run === '') continue;
            await showsOnly(document, run, told);
          }
      });
    }
  });

  describe('shows every kind of token', () => {
    const kinds: Readonly<Record<string, (told: string) => readonly [token: string, told?: RegExp]>> = {
      'Entra v1 access token of 2.2 KB': (told) => [
        jws(RS256, {
          ...accessV1App,
          uti: told,
          wids: Array.from({ length: 30 }, (_, n) => `b79fbf4d-3ef9-4689-8143-76b194e855${10 + n}`),
        }),
      ],
      'ID token': (told) => [jws(RS256, { ...idToken, nonce: told })],
      'UTF-8 claims': (told) => [jws(RS256, { sub: told, name: 'Zoë 山田 太郎' }), /Zoë 山田 太郎/],
      'parts full of - and _': (told) => [jws(RS256, { sub: told, heavy })],
      'alg none': (told) => [jws({ alg: 'none' }, { sub: told }, ''), /none/],
      'non-JSON payload': (told) => [jws({ alg: 'HS256' }, `${told} is plain text`)],
      'b64 false': (told) => [
        `${jws({ alg: 'HS256', b64: false, crit: ['b64'] }, {}).split('.')[0] ?? ''}.${told}.${'S'.repeat(43)}`,
      ],
      detached: (told) => [`${jws({ alg: 'HS256', kid: told }, {}).split('.')[0] ?? ''}..${'S'.repeat(43)}`],
      'detached of RFC 7797': () => [RFC7797_DETACHED, /b64/],
      'JWE of RFC 7516': () => [RFC7516_A2, /A128CBC-HS256/],
      'JWE of five parts': (told) => [
        `${jws({ alg: 'RSA-OAEP', enc: 'A256GCM', kid: told }, {}).split('.')[0] ?? ''}.a2V5.aXY.Y2lwaGVydGV4dA.dGFn`,
      ],
      'SD-JWT': (told) => [
        `${jws({ alg: 'ES256', typ: 'dc+sd-jwt' }, { vct: told }, 'S'.repeat(86))}~${encodeTextBase64url('["salt","given_name","Zoë"]')}~`,
        /given_name/,
      ],
      'client assertion': (told) => [
        jws({ alg: 'PS256' }, { iss: told, sub: told, aud: 'https://login.microsoftonline.com/t', exp: 1 }),
        /\*\*Client assertion\*\*/,
      ],
      'logout token': (told) => [
        jws({ alg: 'RS256', typ: 'logout+jwt' }, { sid: told, events: {} }),
        /\*\*Logout token\*\*/,
      ],
      'DPoP proof': (told) => [
        jws({ alg: 'ES256', typ: 'dpop+jwt', jwk: {} }, { jti: told, htm: 'GET' }, 'S'.repeat(86)),
        /\*\*DPoP proof\*\*/,
      ],
      'refresh token': (told) => [
        jws({ alg: 'HS512' }, { typ: 'Offline', sub: told }, 'S'.repeat(86)),
        /\*\*Refresh token\*\*/,
      ],
      nested: (told) => [jws({ alg: 'RS256', cty: 'JWT' }, jws(RS256, { sub: told }))],
      'padding kept': (told) => [padded(jws(RS256, { sub: told }))],
      '20-digit integer': (told) => [
        jws(RS256, `{"sub":"${told}","n":12345678901234567891}`),
        /12345678901234567891/,
      ],
      'duplicate key': (told) => [
        jws(RS256, `{"sub":"${told}","role":"first","role":"second"}`),
        /"first"[\s\S]*"second"/,
      ],
      '64 KB': (told) => [jws(RS256, { sub: told, blob: 'x'.repeat(48_000) })],
      '1 MB': (told) => [jws(RS256, { sub: told, blob: 'x'.repeat(785_000) })],
    };
    for (const [name, make] of Object.entries(kinds)) {
      it(name, async () => {
        const told = mark();
        const [token, also] = make(told);
        const document = await open(`token="${token}"`);
        if (token.length > 0 && (also === undefined || !/RFC/.test(name)))
          await showsOnly(document, token, told);
        if (also !== undefined) await showsOnly(document, token, also);
      });
    }

    it('a token that cannot be read, saying why', async () => {
      const document = await open(`eyJ0eXAiOiJK_${jws(RS256, accessV2)}`);
      const text = await hoverText(document, 20);
      assert.match(text, /✗/);
      assert.doesNotMatch(text, /✓/);
    });
  });

  it('trusts its own four commands, and neither HTML nor icons', async () => {
    const token = jws(RS256, { ...accessV2, iss: '<b>$(alert)</b>' });
    const document = await open(token);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      document.positionAt(40),
    );
    const contents = hovers.flatMap((hover) => hover.contents);
    assert.ok(contents.length > 0);
    for (const content of contents) {
      assert.ok(content instanceof vscode.MarkdownString);
      assert.deepEqual(content.isTrusted, {
        enabledCommands: [
          'identity.token.inspect',
          'identity.token.verify',
          'identity.token.copyClaims',
          'identity.token.copyRedacted',
        ],
      });
      assert.ok(content.supportHtml !== true && content.supportThemeIcons !== true);
      const addresses = [...content.value.matchAll(/\]\(command:([\w.]+)\?([^)]*)\)/g)];
      assert.equal(addresses.length, 4);
      for (const [, , target = ''] of addresses)
        assert.ok(!decodeURIComponent(target).includes(token.slice(0, 20)), 'the place, never the token');
    }
  });

  describe('never shows another token', () => {
    it('with two on one line, and two on two lines', async () => {
      const [one, two, three] = [mark(), mark(), mark()];
      const tokens = [one, two, three].map((told) => jws(RS256, { ...accessV2, uti: told }));
      const document = await open(`${tokens[0]} ${tokens[1]}\n${tokens[2]}\n`);
      await showsOnly(document, tokens[0] ?? '', one);
      await showsOnly(document, tokens[1] ?? '', two);
      await showsOnly(document, tokens[2] ?? '', three);
    });

    it('beside the token, in another file, after one that failed', async () => {
      const token = jws(RS256, { ...accessV2, uti: mark() });
      const document = await open(`before this:    "${token}"\n\nand after it\neyJhbGciOi...`);
      await showsOnly(document, token, /mark-/);
      for (const offset of [2, token.length + 25, document.getText().length - 4])
        assert.doesNotMatch(await hoverText(document, offset), /mark-/);
      assert.equal(await hoverText(await open('nothing here\n'), 3), '');
    });
  });

  describe('works in any document', () => {
    for (const language of [
      'json',
      'yaml',
      'xml',
      'markdown',
      'python',
      'shellscript',
      'javascript',
      'log',
      'ini',
      'jwt',
    ])
      it(`of language ${language}`, async () => {
        const told = mark();
        const token = jws(RS256, { ...accessV2, uti: told });
        await showsOnly(await open(`token: "${token}"`, language), token, told);
      });

    it('of schemes file, git, output and of any other extension', async () => {
      const told = mark();
      const token = jws(RS256, { ...accessV2, uti: told });
      const content = `Authorization: Bearer ${token}\n`;
      const [folder] = vscode.workspace.workspaceFolders ?? [];
      const file = path.join(folder?.uri.fsPath ?? '', 'token.http');
      await writeFile(file, content);
      await showsOnly(await vscode.workspace.openTextDocument(file), token, told);
      // An old version of a file in the comparison with git, and a scheme that nobody knows.
      for (const scheme of ['git', 'mail']) {
        const provider = vscode.workspace.registerTextDocumentContentProvider(scheme, {
          provideTextDocumentContent: () => content,
        });
        const uri = vscode.Uri.parse(`${scheme}:/token.http?ref`);
        await showsOnly(await vscode.workspace.openTextDocument(uri), token, told);
        provider.dispose();
      }
      const channel = vscode.window.createOutputChannel('Token Test');
      channel.append(content);
      channel.show();
      const shown = await new Promise<vscode.TextDocument>((resolve) => {
        const look = () => {
          const found = vscode.workspace.textDocuments.find(
            ({ uri, getText }) => uri.scheme === 'output' && getText().includes(token),
          );
          if (found === undefined) setTimeout(look, 100);
          else resolve(found);
        };
        look();
      });
      await showsOnly(shown, token, told);
      channel.dispose();
    });

    it('of 5 MB in one line, and of a line of 256 KB of dots', async () => {
      const told = mark();
      const token = jws(RS256, { ...accessV2, uti: told });
      const entry = `{"name":"authorization","value":"Bearer ${jws(RS256, accessV1App)}"},{"body":"${'lorem ipsum '.repeat(700)}"},`;
      const half = entry.repeat(Math.ceil(2_500_000 / entry.length));
      await showsOnly(await open(`[${half}{"value":"Bearer ${token}"},${half}]`, 'json'), token, told);
      const bomb = await open(`${token}.${'abc.'.repeat(65_000)}`);
      await hoverText(bomb, 130_000);
      await showsOnly(bomb, token, told);
    });
  });
});
