import assert from 'node:assert/strict';
import {
  searchDelete,
  searchOpen,
  searchRename,
  searchSave,
} from '../../../../src/commands/ldif/savedSearches.ts';
import { IdentityError } from '../../../../src/core/errors.ts';
import { untranslated } from '../../../../src/core/explain.ts';
import type { ActiveDocument } from '../../../../src/core/prompt.ts';
import { memorySearches } from '../../../support/memoryFiles.ts';
import { recordingWorkbench, scriptedPrompt, type Answer } from '../../../support/scriptedPrompt.ts';

const STAFF = 'directory: sandbox\nfilter: (cn=a*)\n';
const GUESTS = 'directory: sandbox\nfilter: (employeeType=Guest)\n';
const open = (language: string): ActiveDocument => ({
  ...{ uri: 'untitled:1', language, offset: 0 },
  selection: { start: 0, end: 0 },
});

describe('saved searches', () => {
  function bench(answers: readonly Answer[], active?: ActiveDocument) {
    const searches = memorySearches({ Staff: STAFF, Guests: GUESTS }, ['Guests']);
    const workbench = recordingWorkbench({
      texts: { 'untitled:1': STAFF },
      ...(active === undefined ? {} : { active }),
    });
    return { searches, workbench, prompt: scriptedPrompt(answers), translate: untranslated };
  }
  const isCode = (code: IdentityError['code']) => (error: unknown) => IdentityError.is(error, code);

  it('are kept under a name from the document one looks at, and opened', async () => {
    const deps = bench([' Colleagues '], open('ldapsearch'));
    await searchSave(deps)();
    assert.equal(deps.searches.kept.get('Colleagues'), STAFF);
    assert.deepEqual(deps.workbench.done, [
      'run workbench.action.revertAndCloseActiveEditor',
      'document file:///Colleagues',
    ]);
    await assert.rejects(searchSave(bench([], open('ldif')))(), isCode('search.none'));
    await assert.rejects(searchSave(bench(['Staff'], open('ldapsearch')))(), isCode('search.nameTaken'));
    const left = bench([undefined], open('ldapsearch'));
    await searchSave(left)();
    assert.equal(left.searches.kept.size, 2);
  });

  it('take only names a file can have', async () => {
    for (const name of ['', ' ', 'a/b', 'a\\b', '..', '.hidden', 'what?', 'a\nb', 'x'.repeat(101)])
      await assert.rejects(searchSave(bench([name], open('ldapsearch')))(), { name: 'AssertionError' });
  });

  it('are opened from their row, or from a list of all', async () => {
    const row = bench([]);
    await searchOpen(row)({ uri: 'file:///Guests' });
    const list = bench(['Staff']);
    await searchOpen(list)();
    const left = bench([undefined]);
    await searchOpen(left)();
    assert.deepEqual(
      [row, list, left].map(({ workbench }) => workbench.done),
      [['document file:///Guests'], ['document file:///Staff'], []],
    );
    const none = { ...bench([]), searches: memorySearches() };
    await assert.rejects(searchOpen(none)(), isCode('search.noneSaved'));
  });

  it('are renamed, not over another', async () => {
    const deps = bench(['Everybody']);
    await searchRename(deps)({ uri: 'file:///Staff' });
    assert.deepEqual([...deps.searches.kept.keys()].sort(), ['Everybody', 'Guests']);
    await assert.rejects(searchRename(bench(['Staff', 'Guests']))(), isCode('search.nameTaken'));
    await assert.rejects(searchRename(bench([]))({ uri: 'file:///Gone' }), isCode('search.noneSaved'));
    const left = bench([undefined]);
    await searchRename(left)({ uri: 'file:///Staff' });
    assert.deepEqual([...left.searches.kept.keys()], ['Staff', 'Guests']);
  });

  it('are deleted after a question', async () => {
    const deps = bench(['Keep', 'Delete']);
    await searchDelete(deps)({ uri: 'file:///Staff' });
    assert.equal(deps.searches.kept.size, 2);
    await searchDelete(deps)({ uri: 'file:///Staff' });
    assert.deepEqual([...deps.searches.kept.keys()], ['Guests']);
  });
});
