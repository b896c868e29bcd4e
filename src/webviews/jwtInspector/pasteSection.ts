import type { Translate } from '../../core/explain.ts';
import { element, type Child } from '../shared/dom.ts';

/** A place to paste a token, or any text with one in it. Nothing leaves the machine. */
export function pasteSection(
  isEmpty: boolean,
  refusal: string | undefined,
  translate: Translate,
  inspect: (text: string) => void,
): Child {
  const input = element('textarea', {
    id: 'paste',
    rows: 5,
    spellcheck: 'false',
    autocomplete: 'off',
    placeholder: 'eyJ…',
    'aria-label': translate('Text with a token'),
    'aria-describedby': refusal === undefined ? undefined : 'refusal',
    oninput: () => {
      if (/e[yw][\w-]+\.[\w-]+/.test(input.value)) inspect(input.value);
    },
  });
  const form = element(
    'form',
    {
      class: 'paste',
      onsubmit: (event) => {
        event.preventDefault();
        inspect(input.value);
      },
    },
    input,
    element('button', { type: 'submit', class: 'primary' }, translate('Inspect')),
  );
  const told =
    refusal === undefined
      ? undefined
      : element('p', { class: 'refusal', id: 'refusal', role: 'alert' }, refusal);
  if (!isEmpty)
    return element(
      'details',
      { class: 'another' },
      element('summary', {}, translate('Inspect another token')),
      form,
    );
  return element(
    'section',
    { class: 'empty' },
    element('h1', {}, translate('Token Inspector')),
    element(
      'p',
      {},
      translate(
        'Paste a token, or any text that holds one: an Authorization header, a URL, a log line. You can also drop a file. It stays on this machine.',
      ),
    ),
    told,
    form,
  );
}

/** Takes text or a file dropped anywhere on the page; a file of the workbench comes as its address. */
export function takeDrops(inspect: (text: string) => void, inspectFile: (uri: string) => void): void {
  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    const [file] = event.dataTransfer?.files ?? [];
    const text = event.dataTransfer?.getData('text/plain') ?? '';
    const [uri] = (event.dataTransfer?.getData('text/uri-list') ?? '').split(/\r?\n/);
    if (file === undefined && uri !== undefined && /^(?:file|vscode-remote):/.test(uri)) inspectFile(uri);
    else if (file === undefined) inspect(text);
    else void file.text().then(inspect);
  });
}
