import assert from 'node:assert/strict';
import { searchExport } from '../../../../src/commands/ldif/ldifExport.ts';
import { searchNew, searchRun } from '../../../../src/commands/ldif/searchRun.ts';
import { IdentityError } from '../../../../src/core/errors.ts';
import { directorySchemas } from '../../../../src/core/ldap/directorySchemas.ts';
import { rdnLabel } from '../../../../src/core/ldap/dn.ts';
import type { RunningSearch } from '../../../../src/core/ldap/runningSearch.ts';
import type { ActiveDocument } from '../../../../src/core/prompt.ts';
import { memoryFiles, memorySearches } from '../../../support/memoryFiles.ts';
import { recordingWorkbench, type Answer } from '../../../support/scriptedPrompt.ts';
import { BASE, directoryBench, PEOPLE, type DirectoryBench } from '../directory/directoryBench.ts';

const ADA = `directory: sandbox\nbase: ${PEOPLE}\nfilter: (uid=ada)\nattributes: cn, mail\n`;
const TWO = `${ADA}\nfilter: (uid=grace)\nscope: sub\n`;

describe('searches', () => {
  let bench: DirectoryBench;
  beforeEach(async () => {
    bench = await directoryBench();
  });
  afterEach(() => bench.close());

  function window(
    answers: readonly Answer[],
    texts: Readonly<Record<string, string>> = {},
    active?: ActiveDocument,
  ) {
    const shown: (Omit<RunningSearch, 'pages' | 'schema'> & { found: readonly string[] })[] = [];
    const { files, written } = memoryFiles();
    return {
      ...bench.deps(answers),
      files,
      written,
      schemas: directorySchemas(bench.connections),
      workbench: recordingWorkbench({ texts, ...(active === undefined ? {} : { active }) }),
      shown,
      async showSearch({ title, directory, columns, pages, schema }: RunningSearch) {
        assert.ok((await schema()).attribute('cn'));
        const found: string[] = [];
        for await (const { entries } of pages(new AbortController().signal))
          found.push(...entries.map(({ dn }) => rdnLabel(dn)));
        shown.push({ title, directory, columns, found });
      },
    };
  }
  const looking = (offset: number): ActiveDocument => ({
    ...{ uri: 'doc', language: 'ldapsearch', offset },
    selection: { start: offset, end: offset },
  });

  it('run at the line of their lens, with the attributes they ask for as columns', async () => {
    const deps = window([], { doc: TWO });
    await searchRun(deps)({ uri: 'doc', line: 1 });
    assert.deepEqual(deps.shown, [
      {
        title: '(uid=ada) · sub · people · Contoso Sandbox Directory',
        ...{ directory: 'sandbox', columns: ['cn', 'mail'], found: ['ada'] },
      },
    ]);
  });

  it('run at the cursor; one without a connection asks for it, one without a base takes the whole directory', async () => {
    const other = { ...bench.local.directory, id: 'other', name: 'Other' };
    await bench.registry.add(other);
    const deps = window(['Contoso Sandbox Directory'], { doc: TWO }, looking(TWO.length));
    await searchRun(deps)();
    assert.deepEqual(
      deps.shown.map(({ title, columns, found }) => [title, columns, found]),
      [['(uid=grace) · sub · contoso · Contoso Sandbox Directory', [], ['grace']]],
    );
    const left = window([undefined], { doc: TWO }, looking(TWO.length));
    await searchRun(left)();
    assert.deepEqual(left.shown, []);
  });

  it('run from the list of those saved when none is open', async () => {
    const searches = memorySearches({ Ada: ADA });
    const deps = { ...window(['Ada'], { 'file:///Ada': ADA }), searches };
    await searchRun(deps)();
    assert.deepEqual(deps.shown[0]?.found, ['ada']);
    const left = { ...window([undefined]), searches };
    await searchRun(left)();
    assert.deepEqual(left.shown, []);
    await assert.rejects(searchRun(window([]))(), (error) => IdentityError.is(error, 'search.noneSaved'));
  });

  it('that cannot be run say why, and where there is none', async () => {
    for (const [text, code] of [
      ['filter: (uid=ada\n', 'ldap.invalidFilter'],
      ['directory: nowhere\n', 'directories.unknown'],
      ['colour: red\n', 'search.unknownField'],
      ['# nothing\n', 'search.none'],
    ] as const)
      await assert.rejects(searchRun(window([], { doc: text }))({ uri: 'doc' }), (error) =>
        IdentityError.is(error, code),
      );
  });

  it('are written to a file as LDIF', async () => {
    const deps = window([undefined], { doc: ADA });
    assert.equal(await searchExport(deps)({ uri: 'doc' }), 1);
    assert.match(deps.written.text, /^dn: uid=ada,.*\ncn: Ada Lovelace\nmail: /);
    assert.deepEqual([deps.written.name, deps.written.state], ['search.ldif', 'closed']);
  });

  it('begin as a document for the entry one stands on, or the whole directory once it is connected', async () => {
    const entry = window([]);
    await searchNew(entry)({ directory: 'sandbox', dn: PEOPLE });
    assert.match(
      entry.workbench.done[0] ?? '',
      new RegExp(`^text ldapsearch .*\ndirectory: sandbox\nbase: ${PEOPLE}\n`),
    );
    const closed = window([]);
    await searchNew(closed)();
    assert.doesNotMatch(closed.workbench.done[0] ?? '', /\nbase:/);
    await bench.session();
    const open = window([]);
    await searchNew(open)();
    assert.match(open.workbench.done[0] ?? '', new RegExp(`\nbase: ${BASE}\n`));
  });
});
