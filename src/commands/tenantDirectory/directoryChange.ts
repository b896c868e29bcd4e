import { previewChange } from '../../core/entra/change.ts';
import type { Need } from '../../core/entra/directory/needs.ts';
import type { GraphWrite } from '../../core/entra/graph.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Tenant } from '../../core/oauth/model.ts';
import type { Services } from '../services.ts';

/** What changing a directory takes from outside. */
export type DirectoryChangeDeps = Pick<
  Services,
  'prompt' | 'translate' | 'tenants' | 'graph' | 'refreshView'
>;

export interface DirectoryQuestion {
  readonly question: string;
  readonly verb: string;
  readonly done: string;
  /** The request that takes it back. */
  readonly undo?: (answer: JsonObject) => GraphWrite;
}

/**
 * Shows the request, sends it when confirmed, tells it and offers to undo it. What Graph answers; undefined when
 * dismissed. Throws the `graph.*` errors.
 */
export async function changeDirectory(
  deps: DirectoryChangeDeps,
  tenant: Tenant,
  write: GraphWrite,
  need: Need,
  { question, verb, done, undo }: DirectoryQuestion,
): Promise<JsonObject | undefined> {
  const { prompt, translate } = deps;
  if (!(await prompt.confirm(question, previewChange({ writes: [write] }), verb))) return undefined;
  const answer = await send(deps, tenant, write, need, question);
  void tell();
  return answer;

  async function tell(): Promise<void> {
    const button = translate('Undo');
    const chosen = await (undo === undefined ? prompt.tell(done) : prompt.tell(done, button));
    if (undo !== undefined && chosen === button)
      await send(deps, tenant, undo(answer), need, translate('Undoing the change'));
  }
}

async function send(
  { prompt, graph, refreshView }: DirectoryChangeDeps,
  tenant: Tenant,
  write: GraphWrite,
  { permission }: Need,
  title: string,
): Promise<JsonObject> {
  try {
    return await prompt.progress(title, (signal) => graph(tenant).write(write, { permission, signal }));
  } finally {
    refreshView('identity.tenants');
  }
}
