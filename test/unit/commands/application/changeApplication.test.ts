import assert from 'node:assert/strict';
import { sendChange } from '../../../../src/commands/application/changeApplication.ts';
import type { Graph } from '../../../../src/core/entra/graph.ts';
import { IdentityError } from '../../../../src/core/errors.ts';
import { untranslated } from '../../../../src/core/explain.ts';
import { scriptedPrompt } from '../../../support/scriptedPrompt.ts';

const write = { method: 'PATCH', path: '/applications/1', body: {} } as const;

/** A Graph that makes that many changes and refuses the next. */
function failingAfter(made: number): Graph {
  let left = made;
  const unused = () => Promise.reject(new Error('not asked'));
  return {
    get: unused,
    list: unused,
    batch: unused,
    write: () =>
      left-- > 0
        ? Promise.resolve({})
        : Promise.reject(new IdentityError('graph.notFound', { path: write.path, reason: 'gone' })),
  };
}

describe('a change of several requests', () => {
  const deps = () => ({
    prompt: scriptedPrompt(),
    translate: untranslated,
    refreshView: () => {},
    memory: { recall: () => undefined, remember: () => Promise.resolve() },
    graph: () => failingAfter(0),
    tenants: {
      list: () => Promise.resolve({ tenants: [], problems: [] }),
      find: () => Promise.reject(new Error('not asked')),
      add: () => Promise.resolve(),
      remove: () => Promise.resolve(),
      changeSignIn: () => Promise.resolve(),
      onDidChange: () => ({ dispose: () => {} }),
    },
  });
  const change = { writes: [write, write, write], permission: 'Application.ReadWrite.All' };

  it('says how many were made when a later one fails', async () => {
    await assert.rejects(
      sendChange(deps(), failingAfter(2), change, 'Change'),
      (error) =>
        IdentityError.is(error, 'graph.partlyDone') && error.data.made === 2 && error.data.count === 3,
    );
  });

  it('passes the error on as it is when nothing was made', async () => {
    await assert.rejects(sendChange(deps(), failingAfter(0), change, 'Change'), (error) =>
      IdentityError.is(error, 'graph.notFound'),
    );
  });
});
