import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { jwtTerminalLinks } from '../../src/providers/jwtTerminalLinks.ts';
import { accessV2, idToken, jws, RS256 } from '../unit/core/jwt/tokens.ts';

describe('tokens in a terminal', () => {
  const [access, id] = [jws(RS256, accessV2), jws(RS256, idToken)];
  const line = `$ curl -H "Authorization: Bearer ${access}" https://api.contoso.example/?id_token_hint=${id}&x=1`;
  const inspected: string[] = [];
  const provider = (isOn: boolean) =>
    jwtTerminalLinks({
      translate: (template) => template,
      enabled: () => isOn,
      inspect: (token) => Promise.resolve(void inspected.push(token)),
    });
  /** The links on a line of a terminal that an extension writes. */
  const links = async (text: string, isOn = true) => {
    const pty = { onDidWrite: () => new vscode.Disposable(() => {}), open: () => {}, close: () => {} };
    const terminal = vscode.window.createTerminal({ name: 'tokens', pty });
    const { token } = new vscode.CancellationTokenSource();
    const found = await provider(isOn).provideTerminalLinks({ line: text, terminal }, token);
    terminal.dispose();
    return found ?? [];
  };

  it('are links over exactly the token, each opening its own', async () => {
    const found = await links(line);
    assert.deepEqual(
      found.map(({ startIndex, length }) => line.slice(startIndex, startIndex + length)),
      [access, id],
    );
    for (const link of found) await provider(true).handleTerminalLink(link);
    assert.deepEqual(inspected, [access, id]);
  });

  it('are none on other lines, and none when the setting is off', async () => {
    assert.deepEqual(await links('$ ls -l eyJ.txt'), []);
    assert.deepEqual(await links(line, false), []);
  });
});
