import type { Translate } from '../../explain.ts';
import type { ListedApplication } from '../application.ts';
import type { Change } from '../change.ts';
import type { Graph } from '../graph.ts';

/** One value of a registration that can be shown, copied and removed: a redirect URI, a secret, an owner … */
export interface Part {
  /** Stable within its kind. */
  readonly key: string;
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  /** What Copy copies. */
  readonly value: string;
  /** What kind of object it names, where there are several. */
  readonly type?: 'user' | 'servicePrincipal';
  readonly state?: 'bad' | 'warning' | 'good' | 'off';
}

/** What loading parts takes. `now` is milliseconds since the epoch. */
export interface PartContext {
  readonly graph: Graph;
  readonly application: ListedApplication;
  readonly now: number;
  readonly translate: Translate;
  readonly signal?: AbortSignal;
}

/** One kind of value a registration holds. A new kind is one entry in `parts.ts`. */
export interface PartKind<Id extends string = string> {
  readonly id: Id;
  /** English template of the group's name. */
  readonly title: string;
  readonly icon: string;
  /** How many there are as far as the registration itself says; absent where Graph has to be asked. */
  readonly count?: (application: ListedApplication) => number;
  readonly load: (context: PartContext) => Promise<readonly Part[]>;
  readonly remove: (context: PartContext, part: Part) => Promise<Change> | Change;
}
