/** Builds dist/: `node esbuild.mjs [--watch]`. test/manifest/bundles.test.ts fences what each bundle holds and weighs. */
import { globSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import * as esbuild from 'esbuild';

const root = import.meta.dirname;
const watch = process.argv.includes('--watch');

/** Programs that run in Node, by output name. They share chunks; what is behind `import()` loads on first use. */
const nodeEntries = {
  features: 'src/features.ts',
  credentialProbe: 'src/platform/node/credentialProbeProcess.ts',
  slapdKeeper: 'src/platform/node/slapd/slapdKeeperProcess.ts',
};

/** Pages: src/webviews/<app>/main.ts becomes dist/webviews/<app>.js, and the css it imports dist/webviews/<app>.css. */
const webviewEntries = Object.fromEntries(
  globSync('src/webviews/*/main.ts', { cwd: root }).map((file) => [path.basename(path.dirname(file)), file]),
);

/** @satisfies {esbuild.BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  sourcemap: 'linked',
  sourcesContent: false,
  logLevel: watch ? 'info' : 'warning',
};

/**
 * Leaves `import('./features.ts')` of the entry to run time, where it is dist/features.js.
 * @type {esbuild.Plugin}
 */
const featuresApart = {
  name: 'features-apart',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^\.\/features\.ts$/ }, () => ({ path: './features.js', external: true })),
};

/** @satisfies {Record<string, esbuild.BuildOptions>} */
export const builds = {
  // CommonJS, for VS Code hands its API to require() at once, but makes a module of it for each extension that imports it.
  entry: {
    ...common,
    entryPoints: { extension: 'src/extension.ts' },
    outdir: 'dist',
    outExtension: { '.js': '.cjs' },
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode'],
    plugins: [featuresApart],
  },
  node: {
    ...common,
    entryPoints: nodeEntries,
    outdir: 'dist',
    chunkNames: 'chunks/[name]-[hash]',
    platform: 'node',
    // ES modules first: a package in CommonJS loses its named exports behind import().
    mainFields: ['module', 'main'],
    format: 'esm',
    target: 'node22',
    splitting: true,
    external: ['vscode'],
    // Packages in CommonJS ask for Node's own modules by require(), which an ES module has to make for itself.
    banner: {
      js: `import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);`,
    },
  },
  webviews: {
    ...common,
    entryPoints: webviewEntries,
    outdir: 'dist/webviews',
    platform: 'browser',
    format: 'iife',
    target: 'chrome128',
  },
};

/**
 * Builds once. What is wrong esbuild has said already, so a failure is only the exit code.
 * @param {esbuild.BuildOptions} options
 */
async function build(options) {
  await esbuild.build(options).catch(() => (process.exitCode = 1));
}

if (import.meta.filename === process.argv[1]) {
  await rm(path.join(root, 'dist'), { recursive: true, force: true });
  for (const options of Object.values(builds))
    await (watch ? esbuild.context(options).then((context) => context.watch()) : build(options));
}
