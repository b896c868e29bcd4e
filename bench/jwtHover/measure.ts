import { appendFile } from 'node:fs/promises';
import * as vscode from 'vscode';

const ROUNDS = 12;
const HOVERS = 15;

/** A JWT of 1.2 KB that expires never. */
const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const claims = { iss: 'https://login.microsoftonline.com/common/v2.0', filler: 'x'.repeat(500), exp: 4e9 };
const token = `${encoded({ typ: 'JWT', alg: 'RS256' })}.${encoded(claims)}.${'S'.repeat(342)}`;
const entry = `{"name":"authorization","value":"Bearer ${token}"},{"body":"${'lorem ipsum '.repeat(700)}"},`;
const line = (n: number) => (n % 100 === 0 ? `${n} token=${token}` : `${n} GET /orders 200`);

const contents: Readonly<Record<string, readonly [language: string, content: string]>> = {
  small: ['plaintext', `Authorization: Bearer ${token}\n`],
  har: ['json', `[${entry.repeat(Math.ceil(5_000_000 / entry.length))}]`],
  log: ['log', Array.from({ length: 100_000 }, (_, n) => line(n)).join('\n')],
};

/** Milliseconds of single hovers in the middle of the document's middle token. */
async function hovers(document: vscode.TextDocument): Promise<number[]> {
  const text = document.getText();
  const place = document.positionAt(text.indexOf(token, Math.floor(text.length / 2) - 1000) + 600);
  const times: number[] = [];
  for (let n = 0; n < HOVERS; n++) {
    const start = performance.now();
    await vscode.commands.executeCommand('vscode.executeHoverProvider', document.uri, place);
    times.push(performance.now() - start);
  }
  return times;
}

/** Measures with the hover on, and off, when the provider returns nothing, in turn. */
export async function run(): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('identity');
  for (const [name, [language, content]] of Object.entries(contents)) {
    const document = await vscode.workspace.openTextDocument({ language, content });
    const times: Record<'on' | 'off', number[]> = { on: [], off: [] };
    for (let round = 0; round < ROUNDS * 2; round++) {
      const state = round % 2 === 0 ? 'on' : 'off';
      await configuration.update('hover.enabled', state === 'on', vscode.ConfigurationTarget.Global);
      const taken = await hovers(document);
      // The first round of each warms up.
      if (round > 1) times[state].push(...taken);
    }
    await appendFile(process.env['BENCH_RESULTS'] ?? '', `${JSON.stringify({ name, ...times })}\n`);
  }
}
