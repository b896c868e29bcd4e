import { readFlowRequest } from '../../core/oauth/flowRequest.ts';
import type { FlowRequest, FlowSummary } from '../../core/oauth/flow.ts';
import type { Commands } from '../../manifest.ts';
import { askFlow, type AskDeps } from './askFlow.ts';
import { passesPreflight } from './preflightRequest.ts';
import { runAskedFlow, type RunDeps } from './runAskedFlow.ts';

export type FlowRunDeps = AskDeps & RunDeps;

/** Where the last request is remembered. */
export const LAST_FLOW = 'lastFlow';

/** Runs an OAuth flow, asking for what the request leaves out. Resolves to the summary; undefined when dismissed. */
export function flowRun(deps: FlowRunDeps): Commands['identity.flow.run'] {
  return (given = {}) => {
    const isWhole = given.flow !== undefined && given.clientId !== undefined && given.scopes !== undefined;
    return runRequest(deps, given, isWhole ? 'code' : 'person');
  };
}

/** Runs the given request, or the last one, again without a question. */
export function flowRunAgain(deps: FlowRunDeps): Commands['identity.flow.runAgain'] {
  return (request) => runRequest(deps, readFlowRequest(request ?? deps.memory.recall(LAST_FLOW)), 'person');
}

/** Asks for what the request leaves out, says what would go wrong, and runs it. Undefined when dismissed. */
export async function runRequest(
  deps: FlowRunDeps,
  given: Partial<FlowRequest>,
  runner: 'person' | 'code',
): Promise<FlowSummary | undefined> {
  const asked = await askFlow(deps, given);
  if (asked === undefined) return undefined;
  await deps.memory.remember(LAST_FLOW, { ...asked.request, reveal: false });
  if (runner === 'person' && !(await passesPreflight(deps, asked))) return undefined;
  return runAskedFlow(deps, asked, runner);
}
