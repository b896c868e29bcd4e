import assert from 'node:assert/strict';
import * as esbuild from 'esbuild';
import { builds } from '../../esbuild.mjs';

const KB = 1024;
/** What VS Code reads before the extension has activated, in every window it opens. */
const ENTRY_BUDGET = 48 * KB;
const WEBVIEW_BUDGET = 160 * KB;
const NODE_BUDGET = 3 * KB * KB;

/** Packages by the name they have under node_modules. */
const packageOf = (input: string) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1];

/** The output files that load with an entry: itself and the chunks it imports statically, not what is behind import(). */
function loadedWith(outputs: esbuild.Metafile['outputs'], entry: string): readonly string[] {
  const seen = new Set([entry]);
  for (const file of seen)
    for (const { path, kind, external } of outputs[file]!.imports)
      if (kind === 'import-statement' && external !== true) seen.add(path);
  return [...seen];
}

describe('the bundles', () => {
  let node: esbuild.Metafile['outputs'];
  let webviews: esbuild.Metafile['outputs'];
  before(async () => {
    const [one, two] = [builds.node, builds.webviews].map((options) =>
      esbuild.build({ ...options, metafile: true, write: false, sourcemap: false }),
    );
    node = (await one!).metafile.outputs;
    webviews = (await two!).metafile.outputs;
  });

  it('keep the extension entry within its size', () => {
    const bytes = loadedWith(node, 'dist/extension.js').reduce((sum, file) => sum + node[file]!.bytes, 0);
    assert.ok(bytes <= ENTRY_BUDGET, `${bytes} bytes load at activation; put what is new behind import()`);
  });

  it('load no package at activation', () => {
    const inputs = loadedWith(node, 'dist/extension.js').flatMap((file) => Object.keys(node[file]!.inputs));
    assert.deepEqual([...new Set(inputs.map(packageOf).filter((name) => name !== undefined))], []);
  });

  it('keep the whole extension within its size', () => {
    const bytes = Object.values(node).reduce((sum, output) => sum + output.bytes, 0);
    assert.ok(bytes <= NODE_BUDGET, `${bytes} bytes`);
  });

  it('hold no telemetry package', () => {
    const packages = Object.values({ ...node, ...webviews }).flatMap(({ inputs }) =>
      Object.keys(inputs).map(packageOf),
    );
    const telemetry = packages.filter((name) => /telemetry|applicationinsights|1ds/.test(name ?? ''));
    assert.deepEqual(telemetry, []);
  });

  it('give every page only core, protocol and pages', () => {
    for (const [file, { inputs, imports }] of Object.entries(webviews)) {
      assert.deepEqual(
        imports.filter(({ external }) => external === true),
        [],
        file,
      );
      const foreign = Object.keys(inputs).filter(
        (input) => !/^(src\/(core|protocol|webviews)|node_modules)\//.test(input),
      );
      assert.deepEqual(foreign, [], file);
    }
  });

  it('keep every page within its size', () => {
    for (const [file, { bytes }] of Object.entries(webviews))
      assert.ok(bytes <= WEBVIEW_BUDGET, `${file}: ${bytes} bytes`);
  });
});
