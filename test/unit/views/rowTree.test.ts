import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { IdentityError } from '../../../src/core/errors.ts';
import { untranslated } from '../../../src/core/explain.ts';
import { looksOf, RowTree, type TreeNode } from '../../../src/views/rowTree.ts';
import { page, row, type Page, type Row } from '../../../src/views/treeNode.ts';

const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/** A tree whose rows the test exchanges, with what VS Code was told; `draw` is what VS Code does with rows it shows. */
function treeOf(load: (signal: AbortSignal) => Promise<Page>) {
  const told: string[][] = [];
  const tree = new RowTree(load, silent, untranslated, (changed) =>
    told.push(changed.map(({ id }) => decodeURIComponent(id))),
  );
  const draw = async (node: TreeNode = tree.root): Promise<readonly TreeNode[]> => {
    const nodes = await tree.children(node);
    for (const each of nodes) each.drawn = looksOf(each.row);
    return nodes;
  };
  return { tree, told, draw };
}
const labels = (nodes: readonly TreeNode[]) => nodes.map((node) => node.row.present().label);
/** What `identity.tree.follow` does with a row. */
async function follow(node: TreeNode | undefined): Promise<void> {
  const target = node?.target;
  assert.ok(typeof target === 'function');
  await Reflect.apply(target, undefined, []);
}
const branch = (id: string, rows: () => readonly Row[], rest: Partial<Row> = {}): Row => ({
  ...row(id, { label: id }),
  load: () => Promise.resolve(page(rows())),
  ...rest,
});

describe('the rows of a tree', () => {
  it('stay the same nodes when they are loaded again, with what they lead to now', async () => {
    let target = 1;
    const { tree, told, draw } = treeOf(() =>
      Promise.resolve(page([row('a', { label: 'A' }, { target }), row('b', { label: 'B' })])),
    );
    const [before] = await draw();
    target = 2;
    await tree.refresh();
    const [after] = await draw();
    assert.equal(after, before);
    assert.equal(after?.target, 2);
    assert.deepEqual(told, []);
  });

  it('are there while they are loaded again, so that a menu finds its row', async () => {
    const waiting = Promise.withResolvers<Page>();
    const loads = [Promise.resolve(page([row('a', { label: 'A' })])), waiting.promise];
    const { tree, told, draw } = treeOf(() => loads.shift() ?? assert.fail('one load too many'));
    await draw();
    const refreshing = tree.refresh();
    assert.deepEqual(labels(await draw()), ['A']);
    assert.deepEqual(told, []);
    waiting.resolve(page([row('a', { label: 'A' }), row('b', { label: 'B' })]));
    await refreshing;
    assert.deepEqual(told, [['']]);
    assert.deepEqual(labels(await draw()), ['A', 'B']);
  });

  it('are drawn again only where they look different', async () => {
    let label = 'old';
    let below: readonly Row[] = [row('x', { label: 'X' })];
    const { tree, told, draw } = treeOf(() =>
      Promise.resolve(page([row('a', { label }), branch('b', () => below), branch('c', () => [])])),
    );
    const [, b] = await draw();
    await draw(b);
    label = 'new';
    await tree.refresh();
    below = [row('x', { label: 'X' }), row('y', { label: 'Y' })];
    await draw();
    await tree.refresh();
    assert.deepEqual(told, [['/a'], ['/b']]);
  });

  it('are loaded again as far as they are open; what was closed is loaded when it is opened', async () => {
    const loads: string[] = [];
    const counted = (id: string) =>
      branch(id, () => {
        loads.push(id);
        return [row('leaf', { label: 'leaf' })];
      });
    const { tree, told, draw } = treeOf(() => Promise.resolve(page([counted('open'), counted('closed')])));
    const [open, closed] = await draw();
    await Promise.all([draw(open), draw(closed)]);
    tree.close(closed!);
    loads.length = 0;
    await tree.refresh();
    assert.deepEqual(loads, ['open']);
    assert.deepEqual(told, [['/closed']]);
    await draw(closed);
    assert.deepEqual(loads, ['open', 'closed']);
  });

  it('are not loaded again below a row that keeps its children', async () => {
    let loads = 0;
    const { tree, draw } = treeOf(() =>
      Promise.resolve(
        page([branch('lost', () => [row('leaf', { label: String(loads++) })], { keepsChildren: true })]),
      ),
    );
    const [lost] = await draw();
    await draw(lost);
    await tree.refresh();
    assert.deepEqual([labels(await draw(lost)), loads], [['0'], 1]);
  });

  it('of a load that is overtaken are those of the later one, for everybody who waits', async () => {
    const loads: PromiseWithResolvers<Page>[] = [];
    const signals: AbortSignal[] = [];
    const { tree, draw } = treeOf((signal) => {
      const load = Promise.withResolvers<Page>();
      loads.push(load);
      signals.push(signal);
      return load.promise;
    });
    const first = draw();
    const refreshing = tree.refresh();
    loads[0]?.resolve(page([row('old', { label: 'old' })]));
    await turn();
    loads[1]?.resolve(page([row('new', { label: 'new' })]));
    assert.deepEqual(labels(await first), ['new']);
    await refreshing;
    assert.deepEqual(
      signals.map(({ aborted }) => aborted),
      [true, false],
    );
  });

  it('that are gone end what they still load, and load nothing any more', async () => {
    let rows: readonly Row[] = [];
    let asked: AbortSignal | undefined;
    const { tree, draw } = treeOf(() => Promise.resolve(page(rows)));
    const never: Row['load'] = (signal) => {
      asked = signal;
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));
    };
    rows = [row('a', { label: 'A' }, { load: never })];
    const [a] = await draw();
    const below = draw(a);
    rows = [];
    await tree.refresh();
    assert.equal(asked?.aborted, true);
    assert.deepEqual(await below, []);
  });

  it('come page by page, each once', async () => {
    const { tree, told, draw } = treeOf(() =>
      Promise.resolve({
        rows: [row('a', { label: 'A' })],
        next: () => Promise.resolve(page([row('a', { label: 'A' }), row('b', { label: 'B' })])),
      }),
    );
    const [, more] = await draw();
    await follow(more);
    assert.deepEqual(labels(await tree.children(tree.root)), ['A', 'B']);
    assert.deepEqual(told, [['']]);
  });

  it('of a branch that fails say why, and are asked for again by following that', async () => {
    let fails = true;
    const { told, draw } = treeOf(() =>
      fails
        ? Promise.reject(new IdentityError('directories.unknown', { directory: 'x' }))
        : Promise.resolve(page([row('a', { label: 'A' })])),
    );
    const [error] = await draw();
    assert.match(error?.row.present().label ?? '', /There is no connection x/);
    fails = false;
    await follow(error);
    assert.deepEqual([labels(await draw()), told], [['A'], [['']]]);
  });

  it('whose looks change with time are named by themselves', async () => {
    let minutes = 5;
    const { tree, told, draw } = treeOf(() =>
      Promise.resolve(
        page([
          { id: 'token', present: () => ({ label: `${minutes} min` }) },
          row('other', { label: 'other' }),
        ]),
      ),
    );
    await draw();
    tree.rerender();
    minutes = 4;
    tree.rerender();
    assert.deepEqual(told, [['/token']]);
  });
});
