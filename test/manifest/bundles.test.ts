import assert from 'node:assert/strict';
import * as esbuild from 'esbuild';
import { builds } from '../../esbuild.mjs';

const KB = 1024;
/** What VS Code waits for, in every window it opens. */
const ENTRY_BUDGET = 12 * KB;
/** What loads right after, in every window as well. */
const FEATURES_BUDGET = 160 * KB;
/** Sources that entry and features each have a copy of: data and functions, no classes and no state. */
const COPIED = ['src/core/lazy.ts', 'src/manifest.ts'];
const WEBVIEW_BUDGET = 160 * KB;
const NODE_BUDGET = 3 * KB * KB;

/** Packages by the name they have under node_modules. */
const packageOf = (input: string) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1];

type Outputs = esbuild.Metafile['outputs'];

async function outputs(options: esbuild.BuildOptions): Promise<Outputs> {
  const built = await esbuild.build({ ...options, metafile: true, write: false, sourcemap: false });
  return built.metafile.outputs;
}

/** The output files that load with one: itself and the chunks it imports statically, not what is behind import(). */
function loadedWith(outputs: Outputs, entry: string): readonly string[] {
  const seen = new Set([entry]);
  for (const file of seen)
    for (const { path, kind, external } of outputs[file]!.imports)
      if (kind === 'import-statement' && external !== true) seen.add(path);
  return [...seen];
}

describe('the bundles', () => {
  let entry: Outputs;
  let node: Outputs;
  let webviews: Outputs;
  before(async () => {
    [entry, node, webviews] = await Promise.all([
      outputs(builds.entry),
      outputs(builds.node),
      outputs(builds.webviews),
    ]);
  });

  it('activate by one small file', () => {
    const [file, ...others] = Object.values(entry);
    assert.deepEqual(others, []);
    assert.ok(file!.bytes <= ENTRY_BUDGET, `${file!.bytes} bytes: put what is new into src/features.ts`);
    const imported = file!.imports.map(({ path }) => path);
    assert.deepEqual([...new Set(imported)].sort(), ['./features.js', 'vscode']);
  });

  it('share no class or state between the entry and the features, for each would have its own', () => {
    const late = new Set(Object.values(node).flatMap(({ inputs }) => Object.keys(inputs)));
    const shared = Object.values(entry).flatMap(({ inputs }) =>
      Object.keys(inputs).filter((input) => late.has(input)),
    );
    assert.deepEqual(
      shared.filter((input) => !COPIED.includes(input) && !input.startsWith('src/manifest/')),
      [],
    );
  });

  it('keep what loads with the features within its size', () => {
    const bytes = loadedWith(node, 'dist/features.js').reduce((sum, file) => sum + node[file]!.bytes, 0);
    assert.ok(
      bytes <= FEATURES_BUDGET,
      `${bytes} bytes load in every window; put what is new behind import()`,
    );
  });

  it('load no package with the features', () => {
    const inputs = loadedWith(node, 'dist/features.js').flatMap((file) => Object.keys(node[file]!.inputs));
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
