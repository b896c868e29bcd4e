import type { SampleId } from '../recommendations.ts';

/**
 * Code by what it shows. `%scope%`, `%authority%` and `%redirect%` are filled in; what only the person knows stays as
 * `<tenant>` and `<client id>`.
 */
export type Samples = Readonly<Record<Exclude<SampleId, 'signInSpa'>, string>>;
