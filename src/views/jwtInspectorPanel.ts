import * as vscode from 'vscode';
import type { Translate } from '../core/explain.ts';
import type { Expectations } from '../core/jwt/expect/expectations.ts';
import { copyText } from '../core/jwt/copyText.ts';
import { readPastedToken } from '../core/jwt/pastedToken.ts';
import type { Log } from '../core/ports.ts';
import {
  parseFromInspector,
  type FromInspector,
  type ToInspector,
  type VerificationView,
} from '../protocol/jwtInspector.ts';
import type { TokenTask, TokenTools, VerifyGiven } from '../protocol/tokenTools.ts';
import { openPage, type Page } from './webviewHost.ts';

export interface JwtInspectorDeps {
  readonly extensionUri: vscode.Uri;
  readonly log: Log;
  readonly translate: Translate;
  readonly tools: TokenTools;
  /** Keeps a token in the history, if one is kept. */
  readonly remember: (token: string) => Promise<void>;
}

/** The token inspector: one panel that shows one token at a time, kept in memory only. */
export class JwtInspectorPanel implements vscode.Disposable {
  readonly #deps: JwtInspectorDeps;
  #page: Page<ToInspector> | undefined;
  #token: string | undefined;
  #refusal: string | undefined;
  #compareWith: string | undefined;
  #verification: VerificationView | undefined;
  #verifying: AbortController | undefined;

  constructor(deps: JwtInspectorDeps) {
    this.#deps = deps;
  }

  /**
   * Shows the token in `text`, or says what the text is instead; without text, a place to paste one. With another
   * token, the two are compared.
   */
  show(text?: string, compareWith?: string): void {
    this.#read(text, compareWith);
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

  #read(text: string | undefined, compareWith?: string): void {
    this.#verifying?.abort();
    this.#compareWith = compareWith;
    this.#verification = undefined;
    const { token, refusal } = text === undefined || text.trim() === '' ? {} : readPastedToken(text);
    this.#token = token;
    if (token !== undefined) void this.#remember(token);
    this.#refusal = refusal === undefined ? undefined : this.#deps.translate(refusal);
  }

  #snapshot(): readonly ToInspector[] {
    const show: ToInspector = {
      type: 'show',
      locale: vscode.env.language,
      messages: vscode.l10n.bundle ?? {},
      ...(this.#token === undefined ? {} : { token: this.#token }),
      ...(this.#refusal === undefined ? {} : { refusal: this.#refusal }),
      ...(this.#compareWith === undefined ? {} : { compareWith: this.#compareWith }),
    };
    const profiles: ToInspector = { type: 'profiles', profiles: this.#deps.tools.profiles() };
    return this.#verification === undefined
      ? [show, profiles]
      : [show, profiles, { type: 'verification', verification: this.#verification }];
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
      case 'inspectFile':
        void vscode.commands.executeCommand('identity.token.inspectFile', { uri: message.uri });
        return;
      case 'verify':
        void this.#verify(message);
        return;
      case 'saveExpectations':
        void this.#save(message.expectations);
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

  async #remember(token: string): Promise<void> {
    try {
      await this.#deps.remember(token);
    } catch (error) {
      this.#deps.log.error(error instanceof Error ? error : String(error));
    }
  }

  async #save(expectations: Expectations): Promise<void> {
    const { tools, log, translate } = this.#deps;
    try {
      const chosen = await tools.saveProfile(expectations);
      if (chosen === undefined) return;
      this.#page?.post({ type: 'profiles', profiles: tools.profiles(), chosen });
      this.#page?.post({ type: 'announce', text: translate('Saved.') });
    } catch (error) {
      log.error(error instanceof Error ? error : String(error));
      this.#page?.post({
        type: 'announce',
        text: translate('Not saved: the settings could not be written.'),
      });
    }
  }

  async #run(task: TokenTask): Promise<void> {
    const token = this.#token;
    if (token === undefined) return;
    const outcome = await this.#deps.tools.run(token, task);
    if (this.#token === token) this.#page?.post(outcome);
  }

  async #copy(text: string): Promise<void> {
    await vscode.env.clipboard.writeText(text);
    this.#page?.post({ type: 'announce', text: this.#deps.translate('Copied.') });
  }

  async #verify(given: VerifyGiven = {}): Promise<void> {
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
    await this.#deps.tools.verify(token, given, report, verifying.signal);
  }
}
