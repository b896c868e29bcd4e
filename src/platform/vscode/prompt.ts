import * as vscode from 'vscode';
import { explainInline } from '../../core/explain.ts';
import { visibleLine, visibleText } from '../../core/jwt/visibleText.ts';
import type { Choice, Prompt } from '../../core/prompt.ts';
import { pickItem, plainRow, type PickItem } from './pickItem.ts';
import { plainMessage } from './plainMessage.ts';

/** What takes no longer shows no progress: a notification that flashes up says nothing. */
const PATIENCE_MS = 700;

/** Somebody who types is not asked about half a word. */
const TYPING_PAUSE_MS = 200;

/** The Prompt port over quick picks, input boxes, notifications and progress. */
export const prompt: Prompt = {
  async pick(choices, title, placeholder = '') {
    const items = Promise.resolve(choices).then((list) => list.map(pickItem));
    const options = {
      title: visibleLine(title),
      placeHolder: visibleLine(placeholder),
      matchOnDescription: true,
      matchOnDetail: true,
      ignoreFocusOut: true,
    };
    return (await vscode.window.showQuickPick(items, options))?.value;
  },

  async pickMany(choices, title, placeholder = '') {
    const items = Promise.resolve(choices).then((list) =>
      list.map((choice) => ({ ...pickItem(choice), picked: choice.isPicked === true })),
    );
    const options = {
      title: visibleLine(title),
      placeHolder: visibleLine(placeholder),
      matchOnDescription: true,
      matchOnDetail: true,
    };
    const picked = await vscode.window.showQuickPick(items, {
      ...options,
      canPickMany: true,
      ignoreFocusOut: true,
    });
    return picked?.map(({ value }) => value);
  },

  search: searchPick,

  async input({ title, prompt, value, placeholder, secret, check, onType }) {
    return vscode.window.showInputBox({
      title: visibleLine(title),
      prompt: visibleLine(prompt),
      ignoreFocusOut: true,
      password: secret === true,
      ...(value === undefined ? {} : { value }),
      ...(placeholder === undefined ? {} : { placeHolder: placeholder }),
      ...(check === undefined && onType === undefined
        ? {}
        : {
            validateInput: (text: string) => {
              onType?.(text);
              return check?.(text);
            },
          }),
    });
  },

  confirm: async (question, detail, verb) =>
    (await vscode.window.showWarningMessage(
      visibleText(question),
      { modal: true, detail: visibleText(detail) },
      verb,
    )) === verb,

  tell: async (message, ...buttons) =>
    vscode.window.showInformationMessage(plainMessage(message), ...buttons),

  warn: async (message, ...buttons) => vscode.window.showWarningMessage(plainMessage(message), ...buttons),

  async progress(title, task) {
    const aborter = new AbortController();
    let told: string | undefined;
    let show: ((message: string) => void) | undefined;
    const result = task(aborter.signal, (message) => {
      told = message;
      show?.(message);
    });
    if (await settlesWithin(PATIENCE_MS, result)) return result;
    const options = {
      location: vscode.ProgressLocation.Notification,
      title: plainMessage(title),
      cancellable: true,
    };
    return vscode.window.withProgress(options, async (progress, cancellation) => {
      show = (message) => {
        progress.report({ message: plainMessage(message) });
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

/** A quick pick whose items are found anew as the person types. */
function searchPick<Value>(
  title: string,
  placeholder: string,
  find: (text: string, signal: AbortSignal) => Promise<readonly Choice<Value>[]>,
): Promise<Value | undefined> {
  const { promise, resolve } = Promise.withResolvers<Value | undefined>();
  const picker = vscode.window.createQuickPick<PickItem<Value> | vscode.QuickPickItem>();
  Object.assign(picker, {
    title: visibleLine(title),
    placeholder: visibleLine(placeholder),
    ignoreFocusOut: true,
  });
  let asking = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ask = async (text: string, { signal }: AbortController) => {
    picker.busy = true;
    try {
      // The server has filtered already, perhaps by what the row does not show.
      const found = (await find(text, signal)).map((choice) => ({ ...pickItem(choice), alwaysShow: true }));
      if (!signal.aborted) picker.items = found;
    } catch (error) {
      if (!signal.aborted)
        picker.items = [
          {
            label: `$(warning) ${plainRow(explainInline(error, (text, data = {}) => vscode.l10n.t(text, data)))}`,
            alwaysShow: true,
          },
        ];
    }
    if (!signal.aborted) picker.busy = false;
  };
  const typed = (text: string) => {
    asking.abort();
    asking = new AbortController();
    clearTimeout(timer);
    timer = setTimeout(() => void ask(text, asking), TYPING_PAUSE_MS);
  };
  picker.onDidChangeValue(typed);
  picker.onDidAccept(() => {
    const [chosen] = picker.selectedItems;
    if (chosen === undefined || !('value' in chosen)) return;
    resolve(chosen.value);
    picker.hide();
  });
  picker.onDidHide(() => {
    asking.abort();
    clearTimeout(timer);
    resolve(undefined);
    picker.dispose();
  });
  typed('');
  picker.show();
  return promise;
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
