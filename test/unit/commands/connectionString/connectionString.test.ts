import assert from 'node:assert/strict';
import { connectionStringConvert } from '../../../../src/commands/connectionString/connectionStringConvert.ts';
import { connectionStringExplain } from '../../../../src/commands/connectionString/connectionStringExplain.ts';
import type { Connection } from '../../../../src/core/connection/model.ts';
import { untranslated } from '../../../../src/core/explain.ts';
import { numberedHistory } from '../../../../src/core/numberedHistory.ts';
import { connectionDocument } from '../../../../src/providers/connectionDocument.ts';
import { recordingWorkbench, scriptedPrompt, type Answer } from '../../../support/scriptedPrompt.ts';

const URI = 'file:///w/app.py';
const URL_TEXT = 'postgresql://app:hunter2@o.postgres.database.azure.com/orders?sslmode=require';
const CODE = `import os\nurl = "${URL_TEXT}"\n`;

describe('connection string commands', () => {
  const bench = (answers: readonly Answer[] = [], given: Parameters<typeof recordingWorkbench>[0] = {}) => {
    const workbench = recordingWorkbench({
      texts: { [URI]: CODE },
      active: { uri: URI, language: 'python', offset: 40, selection: { start: 40, end: 40 } },
      ...given,
    });
    return {
      workbench,
      deps: {
        workbench,
        prompt: scriptedPrompt(answers),
        translate: untranslated,
        connectionStrings: numberedHistory<Connection>(),
      },
    };
  };

  it('explain the one at the cursor, its password masked everywhere', async () => {
    const { deps, workbench } = bench();
    await connectionStringExplain(deps)();
    assert.match(workbench.done[0]!, /^preview identity:\/\/connection-string\/.*\.md\?1$/);
    const document = connectionDocument(deps.connectionStrings.find('1'), untranslated);
    assert.ok(!document.includes('hunter2'), document);
    assert.match(document, /`sslmode`/);
    assert.match(document, /server-not-verified/);
    assert.match(document, /### JDBC \(pgjdbc\)/);
  });

  it('convert in place, with the password it had', async () => {
    const { deps, workbench } = bench(['ADO.NET (Npgsql)', 'Replace It']);
    await connectionStringConvert(deps)({ uri: URI, line: 1, character: 10 });
    const start = CODE.indexOf(URL_TEXT);
    assert.equal(
      workbench.done[0],
      `edit ${URI} ${start}-${start + URL_TEXT.length} Host=o.postgres.database.azure.com;Database=orders;Username=app;Password=hunter2;SSL Mode=Require`,
    );
  });

  it('copy without secrets', async () => {
    const { deps, workbench } = bench(['JDBC (pgjdbc)', 'Copy Without Secrets'], {
      texts: { [URI]: 'x' },
      clipboard: URL_TEXT,
    });
    await connectionStringConvert(deps)();
    assert.equal(
      workbench.clipboardText,
      'jdbc:postgresql://o.postgres.database.azure.com/orders?user=app&password=%3Csecret%3E&sslmode=require',
    );
  });

  it('answer code without a question', async () => {
    const { deps } = bench();
    const made = await connectionStringConvert(deps)({ text: URL_TEXT, to: 'libpq' });
    assert.match(made!.text, /^host=o\.postgres\.database\.azure\.com dbname=orders user=app/);
    await assert.rejects(connectionStringConvert(deps)({ text: 'x', to: 'libpq' }), {
      code: 'connection.unknownFormat',
    });
  });
});
