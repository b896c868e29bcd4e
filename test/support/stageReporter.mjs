import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

const { Base } = Mocha.reporters;
const { EVENT_RUN_END } = Mocha.Runner.constants;

/**
 * Mocha's own ending (counts and failures) without the list of what passed; leaves `{passed, failed}` in the file
 * that the environment variable TEST_TOTALS names, for scripts/test.mjs to add up.
 */
export default class StageReporter extends Base {
  /**
   * @param {Mocha.Runner} runner
   * @param {Mocha.MochaOptions} options
   */
  constructor(runner, options) {
    super(runner, options);
    runner.once(EVENT_RUN_END, () => {
      this.epilogue();
      const totals = { passed: this.stats.passes, failed: this.stats.failures };
      const file = process.env['TEST_TOTALS'];
      if (file !== undefined) writeFileSync(file, JSON.stringify(totals));
    });
  }
}
