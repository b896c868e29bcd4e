import type { Browser, Page } from 'playwright-core';
import { isObject, list, parseJson, text, type JsonObject } from '../../src/core/json.ts';

/** The longest task of a page while something is done, in milliseconds. */
export interface LongestTask {
  /** As the page's own PerformanceObserver sees it; 0 when none was over 50 ms. */
  readonly seen: number;
  /** Processor time of the longest task, which a busy machine does not stretch. */
  readonly busy: number;
}

/** Measures what is done on the main thread of a page that notes long tasks in `longest`. */
export async function longestTask(
  browser: Browser,
  page: Page,
  what: () => Promise<unknown>,
): Promise<LongestTask> {
  await page.evaluate('longest = 0');
  await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline', 'toplevel'] });
  await what();
  await page.waitForTimeout(300);
  const seen = await page.evaluate<number>('longest');
  return { seen, busy: busiest(parseJson((await browser.stopTracing()).toString('utf8'))) };
}

/** The greatest thread time of a task on a renderer's main thread (Trace Event Format). */
function busiest(trace: unknown): number {
  const events = isObject(trace) ? list(trace, 'traceEvents').filter(isObject) : [];
  const thread = (event: JsonObject) => `${String(event['pid'])}.${String(event['tid'])}`;
  const main = events.find(
    (event) => event['name'] === 'thread_name' && text(args(event), 'name') === 'CrRendererMain',
  );
  const tasks = events.filter(
    (event) =>
      main !== undefined &&
      thread(event) === thread(main) &&
      String(event['name']).endsWith('RunTask') &&
      typeof event['tdur'] === 'number',
  );
  return Math.max(0, ...tasks.map(({ tdur }) => Number(tdur) / 1000));
}

function args(event: JsonObject): JsonObject {
  return isObject(event['args']) ? event['args'] : {};
}
