/** Builds dist/: `node esbuild.mjs [--watch]`. What each bundle may hold and weigh is fenced by test/manifest/bundles.test.ts. */
import { globSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as esbuild from 'esbuild';

/** Programs that run in Node, by output name. They share chunks; what is behind `import()` loads on first use. */
const nodeEntries = {
  extension: 'src/extension.ts',
};

/** Pages: every src/webviews/<app>/main.ts becomes dist/webviews/<app>.js, and its imported css dist/webviews/<app>.css. */
const webviewEntries = Object.fromEntries(
  globSync('src/webviews/*/main.ts').map((file) => [path.basename(path.dirname(file)), file]),
);

const common = {
  bundle: true,
  minify: true,
  sourcemap: 'linked',
  sourcesContent: false,
  metafile: true,
  logLevel: 'warning',
};

const builds = {
  meta: {
    ...common,
    entryPoints: nodeEntries,
    outdir: 'dist',
    chunkNames: 'chunks/[name]-[hash]',
    platform: 'node',
    format: 'esm',
    target: 'node22',
    splitting: true,
    external: ['vscode'],
    // Packages in CommonJS ask for Node's own modules by require(), which an ES module has to make for itself.
    banner: {
      js: `import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);`,
    },
  },
  'webviews/meta': {
    ...common,
    entryPoints: webviewEntries,
    outdir: 'dist/webviews',
    platform: 'browser',
    format: 'iife',
    target: 'chrome128',
  },
};

/** Leaves esbuild's account of each build beside it, for the fences. */
const writeMetafile = (name) => ({
  name: 'metafile',
  setup: ({ onEnd }) =>
    onEnd(async ({ metafile }) => {
      if (metafile === undefined) return;
      await mkdir(path.dirname(`dist/${name}.json`), { recursive: true });
      await writeFile(`dist/${name}.json`, JSON.stringify(metafile));
    }),
});

process.chdir(import.meta.dirname);
await rm('dist', { recursive: true, force: true });
for (const [name, options] of Object.entries(builds)) {
  const context = await esbuild.context({ ...options, plugins: [writeMetafile(name)] });
  if (process.argv.includes('--watch')) await context.watch();
  else await rebuild(context);
}

/** Builds once. What is wrong esbuild has said already, so a failure is only the exit code. */
async function rebuild(context) {
  await context.rebuild().catch(() => (process.exitCode = 1));
  await context.dispose();
}
