import { findApplication, type ListedApplication } from '../../core/entra/application.ts';
import { previewChange, WRITE_APPLICATIONS, type Change } from '../../core/entra/change.ts';
import { servicePrincipalPath } from '../../core/entra/consent.ts';
import type { Graph } from '../../core/entra/graph.ts';
import { rememberRecent } from '../../core/entra/recentApplications.ts';
import { IdentityError } from '../../core/errors.ts';
import { explainInline, isCancellation } from '../../core/explain.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Tenant } from '../../core/oauth/model.ts';
import type { ApplicationTarget } from '../../manifest/targets.ts';
import { pickApplication } from './pickApplication.ts';
import { pickTenant } from '../tenant/pickTenant.ts';
import type { Services } from '../services.ts';

/** What every command that changes a registration needs. */
export type ChangeDeps = Pick<
  Services,
  'tenants' | 'prompt' | 'translate' | 'graph' | 'memory' | 'refreshView'
>;

/** A registration as it stands now, with where it is. */
export interface AskedApplication {
  readonly tenant: Tenant;
  readonly graph: Graph;
  readonly application: ListedApplication;
}

/** A tenant with Graph: the given one, or the one the person picks; undefined when dismissed. */
export function pickGraphTenant(
  deps: Pick<ChangeDeps, 'tenants' | 'prompt' | 'translate'>,
  id: string | undefined,
): Promise<Tenant | undefined> {
  return pickTenant(deps, id, ({ graph }) => graph !== undefined);
}

/** The registration a command is about, read anew; undefined when dismissed. Throws `application.unknown`, `graph.*`. */
export async function askApplication(
  deps: Omit<ChangeDeps, 'refreshView'>,
  target: Partial<ApplicationTarget> | undefined,
): Promise<AskedApplication | undefined> {
  const tenant = await pickGraphTenant(deps, target?.tenant);
  if (tenant === undefined) return undefined;
  const clientId = target?.clientId ?? (await pickApplication(deps, tenant))?.clientId;
  if (clientId === undefined) return undefined;
  const graph = deps.graph(tenant);
  const application = await findApplication(graph, clientId);
  if (application === undefined) throw new IdentityError('application.unknown', { clientId });
  await rememberRecent(deps.memory, { tenant: tenant.id, clientId, name: application.name });
  return { tenant, graph, application };
}

/** How a change is asked for and told. */
export interface ChangeQuestion {
  readonly question: string;
  readonly verb: string;
  /** What is told afterwards. */
  readonly done: string;
  /** What the change means, where that is clearer than the requests it sends. */
  readonly detail?: string;
  /** What cannot be undone is confirmed by typing this. */
  readonly nameToType?: string;
}

/**
 * Shows what a change sends, makes it when confirmed and what follows from the answers, tells it and offers to undo it,
 * also when what follows fails.
 * What Graph answers to each request; undefined when dismissed. Throws the `graph.*` errors, `graph.partlyDone` when requests before the failing one stay made.
 */
export async function makeChange(
  deps: ChangeDeps,
  graph: Graph,
  change: Change,
  asked: ChangeQuestion,
  follow?: (answers: readonly JsonObject[]) => Promise<void>,
): Promise<readonly JsonObject[] | undefined> {
  if (!(await isConfirmed(deps, change, asked))) return undefined;
  const answers = await sendChange(deps, graph, change, asked.question);
  try {
    await follow?.(answers);
  } catch (error) {
    // What was made stays, so that it can be taken back from here as well.
    const { translate } = deps;
    const reason = isCancellation(error) ? translate('Cancelled.') : explainInline(error, translate);
    const told = translate('{done} What comes after it failed: {reason}', { done: asked.done, reason });
    void tell(deps, graph, change, answers, told, deps.prompt.warn);
    return answers;
  }
  void tell(deps, graph, change, answers, asked.done, deps.prompt.tell);
  return answers;
}

/** Sends the requests one after the other, and shows the result. */
export async function sendChange(
  { prompt, refreshView }: ChangeDeps,
  graph: Graph,
  { writes, permission, fresh = false }: Change,
  title: string,
): Promise<readonly JsonObject[]> {
  try {
    return await prompt.progress(title, async (signal) => {
      const answers: JsonObject[] = [];
      for (const write of writes) {
        const answer = graph.write(write, { permission, signal, fresh });
        answers.push(
          await answer.catch((error: unknown) => partlyDone(error, answers.length, writes.length)),
        );
      }
      return answers;
    });
  } finally {
    refreshView('identity.applications');
  }
}

/** A failing request is told as it is, unless others were made before it. */
function partlyDone(error: unknown, made: number, count: number): never {
  if (made === 0) throw error;
  throw new IdentityError(
    'graph.partlyDone',
    { made, count, reason: explainInline(error) },
    { cause: error },
  );
}

async function isConfirmed(
  { prompt, translate }: ChangeDeps,
  change: Change,
  { question, verb, detail, nameToType }: ChangeQuestion,
): Promise<boolean> {
  if (nameToType === undefined) return prompt.confirm(question, detail ?? previewChange(change), verb);
  const typed = await prompt.input({
    title: question,
    prompt: translate('This cannot be undone. Type {name} to go on.', { name: nameToType }),
    placeholder: nameToType,
    check: (text) =>
      text === nameToType ? undefined : translate('Type exactly: {name}', { name: nameToType }),
  });
  return typed === nameToType;
}

async function tell(
  deps: ChangeDeps,
  graph: Graph,
  { undo, permission }: Change,
  answers: readonly JsonObject[],
  told: string,
  show: ChangeDeps['prompt']['tell'],
): Promise<void> {
  if (undo === undefined) {
    await show(told);
    return;
  }
  const button = deps.translate('Undo');
  if ((await show(told, button)) !== button) return;
  const writes = typeof undo === 'function' ? undo(answers) : undo;
  await sendChange(deps, graph, { writes, permission }, deps.translate('Undoing the change'));
}

/** Consent and role assignments are given to the service principal, so it is made first where there is none. */
export async function hasPrincipal(
  deps: ChangeDeps,
  { application, graph }: AskedApplication,
): Promise<boolean> {
  const { clientId, name } = application;
  try {
    await graph.get(`${servicePrincipalPath(clientId)}?$select=id`, { permission: 'Application.Read.All' });
    return true;
  } catch (error) {
    if (!IdentityError.is(error, 'graph.notFound')) throw error;
  }
  const change = {
    writes: [{ method: 'POST', path: '/servicePrincipals', body: { appId: clientId } }],
    undo: [{ method: 'DELETE', path: servicePrincipalPath(clientId) }],
    permission: WRITE_APPLICATIONS,
  } as const;
  const made = await makeChange(deps, graph, change, {
    question: deps.translate('{name} has no service principal in this tenant. Create it?', { name }),
    verb: deps.translate('Create'),
    done: deps.translate('Service principal of {name} created.', { name }),
  });
  return made !== undefined;
}
