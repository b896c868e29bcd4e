import type { Context, RootHookObject } from 'mocha';
import { Workbench } from './workbench.ts';

/** Hooks of every e2e spec, for `mocha --require`: a failing test leaves pictures of what was open. */
export const mochaHooks: RootHookObject = {
  async afterEach(this: Context) {
    if (this.currentTest?.state === 'failed') await Workbench.pictureFailure(this.currentTest.fullTitle());
  },
};
