import assert from 'node:assert/strict';
import type {
  ActiveDocument,
  Choice,
  InputQuestion,
  Prompt,
  TextChange,
  Workbench,
} from '../../src/core/prompt.ts';

/** One answer: to a quick pick its label, to an input its text, to a question the button; undefined dismisses. */
export type Answer = string | undefined;

/** A person who answers in order, and remembers what was asked. */
export function scriptedPrompt(answers: readonly Answer[] = []): Prompt & { readonly asked: string[] } {
  const waiting = [...answers];
  const asked: string[] = [];
  const answer = (question: string): Answer => {
    asked.push(question);
    assert.ok(waiting.length > 0, `nobody answers: ${question}`);
    return waiting.shift();
  };
  return {
    asked,
    async pick<Value>(choices: readonly Choice<Value>[] | Promise<readonly Choice<Value>[]>, title: string) {
      const offered = await choices;
      const label = answer(title);
      const chosen = offered.find((choice) => choice.label === label);
      assert.ok(
        label === undefined || chosen,
        `${title} offers ${offered.map((each) => each.label).join(', ')}, not ${String(label)}`,
      );
      return chosen?.value;
    },
    async input({ title, check }: InputQuestion) {
      const typed = answer(title);
      const wrong = typed === undefined ? undefined : check?.(typed);
      assert.equal(wrong, undefined);
      return Promise.resolve(typed);
    },
    confirm: (question, _detail, verb) => Promise.resolve(answer(question) === verb),
    tell: (message) => Promise.resolve(answer(message)),
    warn: (message) => Promise.resolve(answer(message)),
    progress: (_title, task) => task(new AbortController().signal, () => {}),
  };
}

/** A workbench that remembers what was done to it. */
export function recordingWorkbench(
  given: {
    tokenAtCursor?: string;
    clipboard?: string;
    hasEditor?: boolean;
    file?: string;
    active?: ActiveDocument;
    texts?: Readonly<Record<string, string>>;
  } = {},
): Workbench & { readonly done: string[]; clipboardText: string } {
  const done: string[] = [];
  const bench = {
    done,
    clipboardText: given.clipboard ?? '',
    clipboard: {
      read: () => Promise.resolve(bench.clipboardText),
      write: (text: string) => {
        bench.clipboardText = text;
        return Promise.resolve();
      },
    },
    openExternal: (url: string) => Promise.resolve(done.push(`open ${url}`) > 0),
    tokenAt: () => Promise.resolve(given.tokenAtCursor),
    activeDocument: () => given.active,
    edit: (uri: string, edits: readonly TextChange[]) => {
      done.push(`edit ${uri} ${edits.map(({ start, end, text }) => `${start}-${end} ${text}`).join('|')}`);
      return Promise.resolve();
    },
    insert: (text: string) => Promise.resolve(given.hasEditor === true && done.push(`insert ${text}`) > 0),
    openPreview: (address: string) => {
      done.push(`preview ${address}`);
      return Promise.resolve();
    },
    readFile: () => Promise.resolve(given.file),
    openText: (text: string, language: string) => {
      done.push(`text ${language} ${text}`);
      return Promise.resolve();
    },
    readText: (uri: string) => Promise.resolve(given.texts?.[uri] ?? `text of ${uri}`),
    openDocument: (address: string) => {
      done.push(`document ${address}`);
      return Promise.resolve();
    },
    run: (command: string) => Promise.resolve(done.push(`run ${command}`)),
  };
  return bench;
}
