import assert from 'node:assert/strict';
import { ldifExport } from '../../../../src/commands/ldif/ldifExport.ts';
import { ldifImport } from '../../../../src/commands/ldif/ldifImport.ts';
import { textOf } from '../../../../src/core/ldap/entry.ts';
import { readLdif } from '../../../../src/core/ldap/ldif/read.ts';
import { memoryFiles } from '../../../support/memoryFiles.ts';
import type { Answer } from '../../../support/scriptedPrompt.ts';
import { directoryBench, PEOPLE, type DirectoryBench } from '../directory/directoryBench.ts';

const person = (uid: string, more = '') =>
  `dn: uid=${uid},${PEOPLE}\nobjectClass: inetOrgPerson\nuid: ${uid}\ncn: ${uid}\nsn: ${uid}\n${more}\n`;

describe('LDIF files', () => {
  let bench: DirectoryBench;
  beforeEach(async () => {
    bench = await directoryBench();
  });
  afterEach(() => bench.close());

  function window(answers: readonly Answer[], texts: Readonly<Record<string, string>> = {}) {
    const { files, written } = memoryFiles(texts);
    return { ...bench.deps(answers), files, written };
  }
  const dismissed = { open: () => Promise.resolve(undefined), create: () => Promise.resolve(undefined) };
  const there = async (uid: string) => (await bench.session()).read(`uid=${uid},${PEOPLE}`);

  it('are imported after a question that counts what they would do', async () => {
    const texts = {
      file: `${person('one')}${person('two')}dn: uid=two,${PEOPLE}\nchangetype: modify\nreplace: sn\nsn: Second\n-\n\n`,
    };
    let detail = '';
    const deps = window(['Stop at the first error', 'Show Changes'], texts);
    const asking = {
      ...deps,
      prompt: {
        ...deps.prompt,
        confirm: (question: string, told: string) => {
          assert.equal(question, 'Import changes.ldif into Contoso Sandbox Directory?');
          detail = told;
          return Promise.resolve(true);
        },
      },
    };
    const result = await ldifImport(asking)({ uri: 'file', directory: 'sandbox' });
    assert.deepEqual(result, { made: 3, failed: 0, unreadable: 0, stopped: false });
    assert.equal(
      detail,
      `Entries to add: 2\nEntries to change: 1\n\n+ uid=one,${PEOPLE}\n+ uid=two,${PEOPLE}\n~ uid=two,${PEOPLE}`,
    );
    const two = await there('two');
    assert.equal(two && textOf(two, 'sn'), 'Second');
    assert.deepEqual(bench.refreshed, ['identity.directories']);
    await Promise.resolve();
    assert.deepEqual(deps.workbench.done, ['run identity.directory.showChanges']);
  });

  it('change nothing when the person leaves at any question, or the file is empty', async () => {
    const texts = { file: person('one'), empty: '' };
    for (const answers of [['Cancel'], ['Import', undefined]])
      assert.equal(
        await ldifImport(window(answers, texts))({ uri: 'file', directory: 'sandbox' }),
        undefined,
      );
    assert.equal(await ldifImport(window([], texts))({ uri: 'empty', directory: 'sandbox' }), undefined);
    assert.equal(await ldifImport({ ...window([]), files: dismissed })({ directory: 'sandbox' }), undefined);
    assert.equal(await there('one'), undefined);
  });

  it('stop at the first error, or go on past it', async () => {
    const texts = { file: `${person('one')}${person('one')}${person('two')}` };
    const stopping = window(['Import', 'Stop at the first error', undefined], texts);
    assert.deepEqual(await ldifImport(stopping)({ uri: 'file', directory: 'sandbox' }), {
      ...{ made: 1, failed: 1, unreadable: 0, stopped: true },
    });
    assert.match(stopping.prompt.asked.at(-1) ?? '', /stopped before the end/);
    const going = window(['Import', 'Continue after errors', undefined], texts);
    assert.deepEqual(await ldifImport(going)({ uri: 'file', directory: 'sandbox' }), {
      ...{ made: 1, failed: 2, unreadable: 0, stopped: false },
    });
  });

  it('open what was refused as LDIF with the reasons, without passwords', async () => {
    const texts = {
      file: `${person('ada', 'userPassword: of the file\n')}dn: nonsense\nchangetype: unknown\n`,
    };
    const deps = window(['Import', 'Continue after errors', undefined], texts);
    const result = await ldifImport(deps)({ uri: 'file', directory: 'sandbox' });
    assert.deepEqual(result, { made: 0, failed: 1, unreadable: 1, stopped: false });
    const [opened = ''] = deps.workbench.done;
    assert.match(
      opened,
      /^text ldif # What Contoso Sandbox Directory refused of changes\.ldif\n\n# .*There is an entry of this name already/,
    );
    assert.match(opened, /dn: uid=ada,/);
    assert.match(opened, /# .*"unknown" is no change/);
    assert.ok(!opened.includes('of the file'));
  });

  it('are exported whole, under a name any file can have', async () => {
    const deps = window([undefined]);
    const count = await ldifExport(deps)({ directory: 'sandbox', dn: PEOPLE });
    const entries = readLdif(deps.written.text).filter(({ kind }) => kind === 'entry');
    assert.equal(entries.length, count);
    assert.ok(entries.length > 5);
    assert.deepEqual([deps.written.name, deps.written.state], ['people.ldif', 'closed']);
    assert.match(deps.prompt.asked[0] ?? '', /entries written to people\.ldif/);
    assert.equal(
      await ldifExport({ ...window([]), files: dismissed })({ directory: 'sandbox', dn: PEOPLE }),
      undefined,
    );
  });

  it('that cannot be written to their end are not kept', async () => {
    const deps = window([]);
    const full = {
      ...deps.files,
      create: async (title: string, name: string) => {
        const file = await deps.files.create(title, name);
        return file && { ...file, write: () => Promise.reject(new Error('The disk is full')) };
      },
    };
    await assert.rejects(
      ldifExport({ ...deps, files: full })({ directory: 'sandbox', dn: PEOPLE }),
      /The disk is full/,
    );
    assert.equal(deps.written.state, 'discarded');
  });
});
