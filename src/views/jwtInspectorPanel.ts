import * as vscode from 'vscode';
import type { Translate } from '../core/explain.ts';
import { copyText } from '../core/jwt/copyText.ts';
import { readPastedToken } from '../core/jwt/pastedToken.ts';
import type { Log } from '../core/ports.ts';
import {
  parseFromInspector,
  type FromInspector,
  type ToInspector,
  type VerificationView,
} from '../protocol/jwtInspector.ts';
import type { TokenTask, TokenTools, VerifyToken } from '../protocol/tokenTools.ts';
import { openPage, type Page } from './webviewHost.ts';

export interface JwtInspectorDeps {
  readonly extensionUri: vscode.Uri;
  readonly log: Log;
  readonly translate: Translate;
  readonly tokenTools: TokenTools;
  /** Verifies a token and reports on the way; see `commands/tokenVerify.ts`. */
  readonly verify: VerifyToken;
}

/** The token inspector: one panel that shows one token at a time, kept in memory only. */
export class JwtInspectorPanel implements vscode.Disposable {
  readonly #deps: JwtInspectorDeps;
  #page: Page<ToInspector> | undefined;
  #token: string | undefined;
  #refusal: string | undefined;
  #verification: VerificationView | undefined;
  #verifying: AbortController | undefined;

  constructor(deps: JwtInspectorDeps) {
    this.#deps = deps;
  }

  /** Shows the token in `text`, or says what the text is instead; without text, a place to paste one. */
  show(text?: string): void {
    this.#read(text);
    if (this.#page === undefined) {
      this.#page = openPage(this.#deps.extensionUri, this.#deps.log, {
        app: 'jwtInspector',
        title: this.#deps.translate('Token Inspector'),
        snapshot: () => this.#snapshot(),
        parse: parseFromInspector,
        receive: (message) => this.#receive(message),
      });
      this.#page.onDidDispose(() => {
        this.#page = undefined;
        this.#read(undefined);
      });
    } else {
      this.#page.reveal();
      this.#tell();
    }
  }

  /** Shows the token and verifies its signature. */
  async verify(text: string): Promise<void> {
    this.show(text);
    await this.#verify();
  }

  dispose(): void {
    this.#page?.dispose();
  }

  #read(text: string | undefined): void {
    this.#verifying?.abort();
    this.#verification = undefined;
    const { token, refusal } = text === undefined || text.trim() === '' ? {} : readPastedToken(text);
    this.#token = token;
    this.#refusal = refusal === undefined ? undefined : this.#deps.translate(refusal);
  }

  #snapshot(): readonly ToInspector[] {
    const show: ToInspector = {
      type: 'show',
      locale: vscode.env.language,
      messages: vscode.l10n.bundle ?? {},
      ...(this.#token === undefined ? {} : { token: this.#token }),
      ...(this.#refusal === undefined ? {} : { refusal: this.#refusal }),
    };
    return this.#verification === undefined
      ? [show]
      : [show, { type: 'verification', verification: this.#verification }];
  }

  #tell(): void {
    for (const message of this.#snapshot()) this.#page?.post(message);
  }

  #receive(message: FromInspector): void {
    switch (message.type) {
      case 'inspect':
        this.#read(message.text);
        this.#tell();
        return;
      case 'verify':
        void this.#verify(message.material);
        return;
      case 'decrypt':
      case 'forge':
        void this.#run(message);
        return;
      case 'copy':
        if (this.#token !== undefined) void this.#copy(copyText(this.#token, message.part));
        return;
      case 'copyText':
        void this.#copy(message.text);
        return;
    }
  }

  async #run(task: TokenTask): Promise<void> {
    const token = this.#token;
    if (token === undefined) return;
    const outcome = await this.#deps.tokenTools(token, task);
    if (this.#token === token) this.#page?.post(outcome);
  }

  async #copy(text: string): Promise<void> {
    await vscode.env.clipboard.writeText(text);
    this.#page?.post({ type: 'announce', text: this.#deps.translate('Copied.') });
  }

  async #verify(material?: string): Promise<void> {
    const token = this.#token;
    if (token === undefined) return;
    this.#verifying?.abort();
    const verifying = new AbortController();
    this.#verifying = verifying;
    const report = (verification: VerificationView) => {
      if (verifying.signal.aborted) return;
      this.#verification = verification;
      this.#page?.post({ type: 'verification', verification });
    };
    await this.#deps.verify(token, material, report, verifying.signal);
  }
}
