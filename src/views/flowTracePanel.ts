import * as vscode from 'vscode';
import { explain, type Translate } from '../core/explain.ts';
import type { FlowRequest, FlowStep } from '../core/oauth/flow.ts';
import type { FlowRecord } from '../core/oauth/flowRecord.ts';
import { logRowOf, remedyFor } from '../core/oauth/remedies.ts';
import type { TraceEntry } from '../core/oauth/trace.ts';
import { expectedSteps } from '../core/oauth/traceMessage.ts';
import type { Disposer, Log } from '../core/ports.ts';
import {
  inSlices,
  parseFromFlowTrace,
  type FromFlowTrace,
  type ToFlowTrace,
  type TraceFormat,
  type TraceOutcome,
} from '../protocol/flowTrace.ts';
import { openPage, type Page } from './webviewHost.ts';

/** The words of the page's own button, which is the remedy where there is no better one. */
const RUN_AGAIN = 'Run Again';
const REPEAT_LIMIT_MS = 30_000;

export interface FlowTraceDeps {
  readonly extensionUri: vscode.Uri;
  readonly log: Log;
  readonly translate: Translate;
  /** The trace, or one entry of it, as text in the form. */
  readonly exportTrace: (record: FlowRecord, format: TraceFormat | 'har', entry?: number) => Promise<string>;
  readonly runAgain: (request: FlowRequest) => Promise<unknown>;
  readonly saveProfile: (request: FlowRequest) => Promise<unknown>;
  readonly inspect: (tokenId: string) => Promise<unknown>;
  readonly runCommand: (command: string, argument?: object) => Promise<unknown>;
}

/** The flow trace: one panel that draws one run while it happens, kept in memory only. */
export class FlowTracePanel implements vscode.Disposable {
  readonly #deps: FlowTraceDeps;
  #page: Page<ToFlowTrace> | undefined;
  #record: FlowRecord | undefined;
  #watch: Disposer | undefined;

  constructor(deps: FlowTraceDeps) {
    this.#deps = deps;
  }

  /** Shows a run from its beginning, and follows it. */
  show(record: FlowRecord): void {
    this.#follow(record);
    if (this.#page !== undefined) {
      this.#page.reveal();
      this.#tell();
      return;
    }
    this.#page = openPage(this.#deps.extensionUri, this.#deps.log, {
      app: 'flowTrace',
      title: this.#deps.translate('Flow Trace'),
      snapshot: () => this.#snapshot(),
      parse: parseFromFlowTrace,
      receive: (message) => void this.#receive(message),
    });
    this.#page.onDidDispose(() => {
      this.#page = undefined;
      this.#follow(undefined);
    });
  }

  dispose(): void {
    this.#page?.dispose();
    this.#follow(undefined);
  }

  #follow(record: FlowRecord | undefined): void {
    this.#watch?.dispose();
    this.#record = record;
    this.#watch = record?.watch(
      (entry) => this.#page?.post(this.#entries(record, [entry])),
      () => {
        this.#page?.post({ type: 'outcome', outcome: this.#outcome(record) });
        this.#page?.post(this.#entries(record, []));
      },
    );
  }

  #tell(): void {
    for (const message of this.#snapshot()) this.#page?.post(message);
  }

  #snapshot(): readonly ToFlowTrace[] {
    const record = this.#record;
    if (record === undefined) return [];
    const { flow, tenant, request, clientName } = record.subject;
    return [
      {
        type: 'show',
        locale: vscode.env.language,
        messages: vscode.l10n.bundle ?? {},
        head: {
          title: flow.title,
          tenant: tenant.name,
          client: clientName ?? request.clientId,
          parameters: flow.parameters.map(({ name, explanation, reference }) => ({
            name,
            explanation,
            reference,
          })),
        },
      },
      ...inSlices(record.trace.entries, this.#expected(record)),
      { type: 'outcome', outcome: this.#outcome(record) },
    ];
  }

  #entries(record: FlowRecord, entries: readonly TraceEntry[]): ToFlowTrace {
    return { type: 'entries', entries, expected: this.#expected(record) };
  }

  #expected({ subject, trace, state }: FlowRecord): readonly FlowStep[] {
    return state.state === 'running' ? expectedSteps(subject.flow, trace.entries) : [];
  }

  #outcome({ state, subject }: FlowRecord): TraceOutcome {
    const { translate } = this.#deps;
    switch (state.state) {
      case 'running':
      case 'cancelled':
        return { state: state.state };
      case 'failed': {
        const logRow = logRowOf(state.error, subject);
        return {
          state: 'failed',
          error: explain(state.error, translate),
          remedy: translate(remedyFor(state.error, subject)?.label ?? RUN_AGAIN),
          ...(logRow === undefined ? {} : { logRow: translate(logRow.label) }),
        };
      }
      case 'succeeded':
        return {
          state: 'succeeded',
          scope: state.scope,
          hasToken: state.tokenId !== undefined,
          ...(state.expiresAt === undefined ? {} : { expiresAt: state.expiresAt }),
        };
    }
  }

  async #receive(message: FromFlowTrace): Promise<void> {
    const record = this.#record;
    if (record === undefined) return;
    try {
      switch (message.type) {
        case 'copy':
          await vscode.env.clipboard.writeText(
            await this.#deps.exportTrace(record, message.format, message.entry),
          );
          this.#page?.post({ type: 'announce', text: this.#deps.translate('Copied.') });
          return;
        case 'repeat':
          if (record.state.state !== 'running' && record.trace.canRepeat(message.entry))
            await record.trace.repeat(message.entry, AbortSignal.timeout(REPEAT_LIMIT_MS));
          return;
        case 'remedy':
          await this.#help(record);
          return;
        case 'findSignIn':
          await this.#findSignIn(record);
          return;
        case 'saveHar':
          await this.#saveHar(record);
          return;
        case 'runAgain':
          await this.#deps.runAgain(record.subject.request);
          return;
        case 'saveProfile':
          await this.#deps.saveProfile(record.subject.request);
          return;
        case 'inspect':
          if (record.state.state === 'succeeded' && record.state.tokenId !== undefined)
            await this.#deps.inspect(record.state.tokenId);
          return;
      }
    } catch (error) {
      this.#deps.log.error(error instanceof Error ? error : String(error));
      this.#page?.post({ type: 'announce', text: explain(error, this.#deps.translate).what });
    }
  }

  /** Does what helps after a failure; where nothing is known to, the flow runs again. */
  async #help({ state, subject }: FlowRecord): Promise<void> {
    if (state.state !== 'failed') return;
    const remedy = remedyFor(state.error, subject);
    if (remedy === undefined) await this.#deps.runAgain(subject.request);
    else await this.#deps.runCommand(remedy.command, remedy.argument);
  }

  async #findSignIn({ state, subject }: FlowRecord): Promise<void> {
    const row = state.state === 'failed' ? logRowOf(state.error, subject) : undefined;
    if (row !== undefined) await this.#deps.runCommand(row.command, row.argument);
  }

  async #saveHar(record: FlowRecord): Promise<void> {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const name = `${record.subject.flow.id}.har`;
    const target = await vscode.window.showSaveDialog({
      filters: { HAR: ['har'] },
      ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, name) }),
    });
    if (target === undefined) return;
    const har = await this.#deps.exportTrace(record, 'har');
    await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(har));
    this.#page?.post({ type: 'announce', text: this.#deps.translate('Saved.') });
  }
}
