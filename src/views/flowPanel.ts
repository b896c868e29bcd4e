import * as vscode from 'vscode';
import { explain, isCancellation, type Translate } from '../core/explain.ts';
import type { FlowRequest } from '../core/oauth/flow.ts';
import type { Log } from '../core/ports.ts';
import {
  parseFromFlowPanel,
  type FlowForm,
  type FormSelection,
  type FromFlowPanel,
  type ToFlowPanel,
} from '../protocol/flowPanel.ts';
import { openPage, type Page } from './webviewHost.ts';

export interface FlowPanelDeps {
  readonly extensionUri: vscode.Uri;
  readonly log: Log;
  readonly translate: Translate;
  /** The form for what has been chosen; rejects only when aborted. */
  readonly form: (selection: FormSelection, signal: AbortSignal) => Promise<FlowForm>;
  readonly run: (request: FlowRequest) => Promise<unknown>;
  readonly saveProfile: (request: FlowRequest) => Promise<unknown>;
  readonly openDiagram: (flow: string) => Promise<unknown>;
}

/** The flow panel: a form made from the definition of a flow, in which a request is put together and run. */
export class FlowPanel implements vscode.Disposable {
  readonly #deps: FlowPanelDeps;
  #page: Page<ToFlowPanel> | undefined;
  #form: FlowForm | undefined;
  #loading: AbortController | undefined;

  constructor(deps: FlowPanelDeps) {
    this.#deps = deps;
  }

  /** Shows the form for a selection; without one, the form as it was left. */
  async show(selection: FormSelection = {}): Promise<void> {
    if (this.#page === undefined) {
      this.#page = openPage(this.#deps.extensionUri, this.#deps.log, {
        app: 'flowPanel',
        title: this.#deps.translate('OAuth Flow'),
        snapshot: () => this.#snapshot(),
        parse: parseFromFlowPanel,
        receive: (message) => void this.#receive(message),
      });
      this.#page.onDidDispose(() => {
        this.#page = undefined;
        this.#form = undefined;
        this.#loading?.abort();
      });
    } else this.#page.reveal();
    if (this.#form === undefined || Object.keys(selection).length > 0) await this.#choose(selection);
  }

  dispose(): void {
    this.#page?.dispose();
  }

  /** Only the last choice counts: what is still being read for an earlier one is given up. */
  async #choose(selection: FormSelection): Promise<void> {
    this.#loading?.abort();
    const loading = new AbortController();
    this.#loading = loading;
    const form = await this.#deps.form(selection, loading.signal);
    if (loading.signal.aborted) return;
    this.#form = form;
    for (const message of this.#snapshot()) this.#page?.post(message);
  }

  #snapshot(): readonly ToFlowPanel[] {
    if (this.#form === undefined) return [];
    return [
      { type: 'form', form: this.#form, locale: vscode.env.language, messages: vscode.l10n.bundle ?? {} },
    ];
  }

  async #receive(message: FromFlowPanel): Promise<void> {
    try {
      switch (message.type) {
        case 'choose':
          await this.#choose(message.selection);
          return;
        case 'run':
          await this.#deps.run(message.request);
          return;
        case 'save':
          await this.#deps.saveProfile(message.request);
          return;
        case 'diagram':
          await this.#deps.openDiagram(message.flow);
          return;
      }
    } catch (error) {
      if (isCancellation(error)) return;
      this.#deps.log.error(error instanceof Error ? error : String(error));
      this.#page?.post({ type: 'announce', text: explain(error, this.#deps.translate).why ?? '' });
    }
  }
}
