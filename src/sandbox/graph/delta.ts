import { property } from './filter.ts';
import { badRequest, GraphError } from './graphError.ts';

/** The collections that tell what changed (https://learn.microsoft.com/graph/delta-query-overview). */
export const deltaSets: readonly string[] = ['applications', 'servicePrincipals', 'users', 'groups'];

/** States that are remembered; an older token is answered 410. */
const MOST = 50;
const PAGE = 200;

type State = ReadonlyMap<string, object>;

/** Where a client is in the changes from one state to another. */
interface Round {
  /** Absent where everything is asked for. */
  readonly from?: string;
  readonly to: string;
  readonly skip: number;
}

/** One page of changes, with the query of the page after it, or of the changes to come. */
interface DeltaPage {
  readonly rows: readonly object[];
  readonly next?: string;
  readonly delta?: string;
}

/**
 * What collections held when delta tokens were given. Rows are replaced when they change, never changed, so another
 * object under the same id is a changed row.
 */
export class DeltaStates {
  readonly #states = new Map<string, State>();
  #count = 0;

  /** The page that the query of a delta request asks for. Throws 410 syncStateNotFound, 400. */
  page(query: URLSearchParams, rows: readonly object[]): DeltaPage {
    const token = query.get('$deltatoken') ?? undefined;
    if (token === 'latest') return { rows: [], delta: this.#remember(rows) };
    const round = readRound(query.get('$skiptoken')) ?? {
      ...(token === undefined ? {} : { from: token }),
      to: this.#remember(rows),
      skip: 0,
    };
    const changes = this.#changes(round);
    const end = round.skip + PAGE;
    const found = changes.slice(round.skip, end);
    return end < changes.length
      ? { rows: found, next: `${round.from ?? ''}.${round.to}.${end}` }
      : { rows: found, delta: round.to };
  }

  #remember(rows: readonly object[]): string {
    const token = String(++this.#count);
    this.#states.set(token, new Map(rows.map((row) => [idOf(row), row])));
    this.#states.delete(String(this.#count - MOST));
    return token;
  }

  #changes({ from, to }: Round): readonly object[] {
    const [before, now] = [
      from === undefined ? new Map<string, object>() : this.#state(from),
      this.#state(to),
    ];
    const gone = [...before.keys()].filter((id) => !now.has(id));
    return [
      ...[...now].filter(([id, row]) => before.get(id) !== row).map(([, row]) => row),
      ...gone.map((id) => ({ id, '@removed': { reason: 'changed' } })),
    ];
  }

  #state(token: string): State {
    const state = this.#states.get(token);
    if (state !== undefined) return state;
    if (!/^\d{1,9}$/.test(token)) throw badRequest('The $deltatoken is not one of this sandbox.');
    throw new GraphError(410, 'syncStateNotFound', 'The sync state is too old. Start again without a token.');
  }
}

function readRound(token: string | null): Round | undefined {
  if (token === null) return undefined;
  const [, from, to = '', skip] = /^(\d*)\.(\d+)\.(\d+)$/.exec(token) ?? [];
  if (to === '') throw badRequest('The $skiptoken is not one of this sandbox.');
  return { ...(from === undefined || from === '' ? {} : { from }), to, skip: Number(skip) };
}

const idOf = (row: object): string => String(property(row, 'id'));
