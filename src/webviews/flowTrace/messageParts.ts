import { visibleLine, visibleText } from '../../core/jwt/visibleText.ts';
import { explainOAuthError } from '../../core/oauth/explainOAuthError.ts';
import type { Field } from '../../core/oauth/mask.ts';
import { fieldsOf, type TraceMessage } from '../../core/oauth/traceMessage.ts';
import { element, type Child } from '../shared/dom.ts';
import { fieldTable, headerTable, tokenTables } from './fieldTable.ts';
import type { View } from './view.ts';

/** A message taken apart: its line, what went wrong, its fields explained, the tokens in it, its headers. */
export function messageParts(view: View, message: TraceMessage): Child {
  const { parts } = message;
  if (parts === undefined) return element('p', { class: 'quiet' }, nothing(view, message));
  const fields = fieldsOf(parts);
  return [
    requestLine(view, message),
    explainedError(view, fields),
    fieldTable(view, fields),
    fields.length === 0 && !('method' in parts && parts.method === 'GET')
      ? element('p', { class: 'quiet' }, view.translate('The message has no body.'))
      : undefined,
    tokenTables(view, [...fields, ...parts.headers]),
    headerTable(view, parts.headers),
  ];
}

function nothing({ translate }: View, { channel, state }: TraceMessage): string {
  if (state === 'waiting') return translate('Waiting for the answer.');
  if (state === 'failed') return translate('No answer came; why stands at the top.');
  return channel === 'local'
    ? translate('Happens inside the client; nothing is sent.')
    : translate('Nothing is sent over the network that could be shown.');
}

const CHANNELS: Readonly<Record<TraceMessage['channel'], string>> = {
  front: 'Through the browser, where people and other programs can see it',
  back: 'Directly between client and server',
  person: 'Between a person and a screen',
  local: 'Inside one participant',
};

function requestLine(
  { translate, locale, post }: View,
  { parts, at, channel, entry, isAnswer }: TraceMessage,
): Child {
  const time = new Intl.DateTimeFormat(locale, {
    hour: 'numeric',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
  }).format(at);
  const address = parts !== undefined && 'url' in parts ? parts.url.split(/[?#]/, 1)[0] : undefined;
  const plain = (label: string, onclick: () => void, title = '') =>
    element('button', { type: 'button', class: 'plain', onclick, title }, label);
  const actions =
    channel === 'back' && !isAnswer
      ? [
          plain(translate('Copy as curl'), () => post({ type: 'copy', format: 'curl', entry })),
          plain(
            translate('Send Again'),
            () => post({ type: 'repeat', entry }),
            translate('Sends this request once more, exactly as it was; the answer is only shown'),
          ),
        ]
      : undefined;
  return element(
    'div',
    { class: 'request' },
    address === undefined || address === ''
      ? undefined
      : element(
          'code',
          { class: 'address' },
          parts !== undefined && 'method' in parts ? `${parts.method} ` : '',
          visibleLine(address),
        ),
    element('span', { class: 'quiet' }, `${translate(CHANNELS[channel])} · ${time}`),
    actions,
  );
}

/** The error a message carries, from the list of errors we know. */
function explainedError({ translate }: View, fields: readonly Field[]): Child {
  const named = (name: string) => fields.find((field) => field.name === name)?.value;
  if (named('error') === undefined) return undefined;
  const members = ['error', 'error_description', 'suberror', 'trace_id', 'correlation_id', 'timestamp'];
  const body = Object.fromEntries(
    members.flatMap((name) => (named(name) === undefined ? [] : [[name, named(name)]])),
  );
  const { title, cause, fix, link, source } = explainOAuthError(body);
  const links = [...new Set([link, source])].filter((url) => url?.startsWith('https://') === true);
  return element(
    'div',
    { class: 'failure' },
    element('p', { class: 'what' }, visibleLine(title)),
    element('p', {}, visibleText(translate(cause))),
    element('p', { class: 'next' }, visibleText(translate(fix))),
    element(
      'p',
      {},
      links.map((url) => [element('a', { href: url, title: url }, new URL(url ?? '').host), ' ']),
    ),
  );
}
