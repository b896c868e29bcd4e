import * as vscode from 'vscode';
import type { Choice, Prompt } from '../../core/prompt.ts';

/** What takes no longer shows no progress: a notification that flashes up says nothing. */
const PATIENCE_MS = 700;

interface PickItem<Value> extends vscode.QuickPickItem {
  readonly value: Value;
}

/** The Prompt port over quick picks, input boxes, notifications and progress. */
export const prompt: Prompt = {
  async pick(choices, title, placeholder = '') {
    const items = Promise.resolve(choices).then((list) => list.map(item));
    const options = {
      title,
      placeHolder: placeholder,
      matchOnDescription: true,
      matchOnDetail: true,
      ignoreFocusOut: true,
    };
    return (await vscode.window.showQuickPick(items, options))?.value;
  },

  async input({ title, prompt, value, placeholder, secret, check }) {
    return vscode.window.showInputBox({
      title,
      prompt,
      ignoreFocusOut: true,
      password: secret === true,
      ...(value === undefined ? {} : { value }),
      ...(placeholder === undefined ? {} : { placeHolder: placeholder }),
      ...(check === undefined ? {} : { validateInput: (text: string) => check(text) }),
    });
  },

  confirm: async (question, detail, verb) =>
    (await vscode.window.showWarningMessage(question, { modal: true, detail }, verb)) === verb,

  tell: async (message, ...buttons) => vscode.window.showInformationMessage(plain(message), ...buttons),

  warn: async (message, ...buttons) => vscode.window.showWarningMessage(plain(message), ...buttons),

  async progress(title, task) {
    const aborter = new AbortController();
    let told: string | undefined;
    let show: ((message: string) => void) | undefined;
    const result = task(aborter.signal, (message) => {
      told = message;
      show?.(message);
    });
    if (await settlesWithin(PATIENCE_MS, result)) return result;
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    return vscode.window.withProgress(options, async (progress, cancellation) => {
      show = (message) => {
        progress.report({ message });
      };
      if (told !== undefined) show(told);
      const subscription = cancellation.onCancellationRequested(() => {
        aborter.abort();
      });
      return result.finally(() => {
        subscription.dispose();
      });
    });
  },
};

function item<Value>({ label, icon, value, description, detail }: Choice<Value>): PickItem<Value> {
  return {
    label: icon === undefined ? label : `$(${icon}) ${label}`,
    value,
    ...(description === undefined ? {} : { description }),
    ...(detail === undefined ? {} : { detail }),
  };
}

/** Notifications render `[text](link)`; text from outside must not make links. */
function plain(message: string): string {
  return message.replace(/\]\(/g, '] (');
}

/** Whether the promise settles, either way, within that many milliseconds. */
function settlesWithin(milliseconds: number, promise: Promise<unknown>): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), milliseconds);
    const settled = () => {
      clearTimeout(timer);
      resolve(true);
    };
    promise.then(settled, settled);
  });
}
