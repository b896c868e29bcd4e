/**
 * The same pages, each asked of the server while the one before is worked on. For work on all of a search; who may stop
 * after a page asks for it page by page.
 */
export async function* readAhead<Page>(
  pages: AsyncIterableIterator<Page, undefined>,
): AsyncGenerator<Page, undefined> {
  let next = pages.next();
  try {
    for (;;) {
      const { value, done } = await next;
      if (done === true) return undefined;
      next = pages.next();
      // Who leaves now no longer hears of a failure of the page after.
      next.catch(() => {});
      yield value;
    }
  } finally {
    await pages.return?.();
  }
}
