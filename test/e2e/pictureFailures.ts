import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Context, RootHookObject } from 'mocha';
import { root } from '../../scripts/processes.mjs';
import { Workbench } from './workbench.ts';

/** Hooks of every e2e spec, for `mocha --require`: a failing test leaves pictures of what was open. */
export const mochaHooks: RootHookObject = {
  async beforeAll() {
    await rm(path.join(root, '.cache/screenshots/failed'), { recursive: true, force: true });
  },
  async afterEach(this: Context) {
    if (this.currentTest?.state === 'failed') await Workbench.pictureFailure(this.currentTest.fullTitle());
  },
};
