import assert from 'node:assert/strict';
import type {
  ActiveDocument,
  Choice,
  InputQuestion,
  MarkedChoice,
  InsertedCode,
  Prompt,
  TextChange,
  Workbench,
} from '../../src/core/prompt.ts';

/**
 * One answer: to a quick pick its label, to one of many the changes of what is marked (`+A ; -B`, also `+A (description)`), to an input its text,
 * to a search its text and then a label, to a question the button; undefined dismisses.
 */
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
    async pickMany<Value>(
      choices: readonly MarkedChoice<Value>[] | Promise<readonly MarkedChoice<Value>[]>,
      title: string,
    ) {
      const offered = await choices;
      // Signs change what is marked: '+A -B'.
      const changes = answer(title)?.split(' ; ');
      if (changes === undefined) return undefined;
      const names = offered.map(({ label, description = '' }) => [label, `${label} (${description})`]);
      for (const change of changes)
        assert.ok(
          change === '' || names.some((each) => each.includes(change.slice(1))),
          `${title} offers ${names.join(', ')}, not ${change}`,
        );
      return offered
        .filter(({ isPicked = false }, index) => {
          const says = (sign: string) => names[index]!.some((name) => changes.includes(sign + name));
          return says('+') || (isPicked && !says('-'));
        })
        .map(({ value }) => value);
    },
    async search<Value>(
      title: string,
      _placeholder: string,
      find: (text: string, signal: AbortSignal) => Promise<readonly Choice<Value>[]>,
    ) {
      const typed = answer(title);
      if (typed === undefined) return undefined;
      const found = await find(typed, new AbortController().signal);
      const label = answer(typed);
      const chosen = found.find((choice) => choice.label === label);
      assert.ok(
        label === undefined || chosen,
        `${typed} finds ${found.map((each) => each.label).join(', ')}, not ${String(label)}`,
      );
      return chosen?.value;
    },
    async input({ title, check, onType }: InputQuestion) {
      const typed = answer(title);
      if (typed !== undefined) onType?.(typed);
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
    saveFile: (_title: string, name: string, text: string) => {
      done.push(`save ${name} ${text}`);
      return Promise.resolve(true);
    },
    compare: (before: string, after: string) => {
      done.push(`compare ${before} ${after}`);
      return Promise.resolve();
    },
    openText: (text: string, language: string) => {
      done.push(`text ${language} ${text}`);
      return Promise.resolve();
    },
    readText: (uri: string) => Promise.resolve(given.texts?.[uri] ?? `text of ${uri}`),
    readTextIfThere: (uri: string) => Promise.resolve(given.texts?.[uri]),
    openNamed: (name: string, text: string) => {
      done.push(`named ${name} ${text}`);
      return Promise.resolve();
    },
    readBytes: (uri: string) => Promise.resolve(new TextEncoder().encode(given.texts?.[uri] ?? '')),
    openTerminal: (name: string, environment: Readonly<Record<string, string>>) => {
      done.push(`terminal ${name} ${JSON.stringify(environment)}`);
      return Promise.resolve();
    },
    openImage: (address: string) => {
      done.push(`image ${address}`);
      return Promise.resolve();
    },
    openDocument: (address: string) => {
      done.push(`document ${address}`);
      return Promise.resolve();
    },
    insertCode: ({ imports, body, program }: InsertedCode) => {
      done.push(...imports.map((each) => `import ${each}`), `body ${body}`, `program ${program}`);
      return Promise.resolve();
    },
    typeInTerminal: (command: string) => {
      done.push(`type ${command}`);
      return Promise.resolve();
    },
    run: (command: string) => Promise.resolve(done.push(`run ${command}`)),
  };
  return bench;
}
