/** Asked between the steps of long work: a promise when it is time to let others run, else undefined. */
export type Breathe = () => Promise<void> | undefined;

/** Milliseconds of work between two pauses: an extension host stays responsive far beyond that. */
const SLICE = 10;

/** Lets long work pause each time it has run for a slice; `pause` resolves when others have run. */
export function inSlices(pause: () => Promise<void>): Breathe {
  let until = performance.now() + SLICE;
  return () => {
    if (performance.now() < until) return undefined;
    return pause().then(() => {
      until = performance.now() + SLICE;
    });
  };
}
