import { visibleLine } from '../../core/jwt/visibleText.ts';
import type { TraceFormat, TraceHead, TraceOutcome } from '../../protocol/flowTrace.ts';
import { element, type Child } from '../shared/dom.ts';
import type { View } from './view.ts';

const FORMATS: readonly (readonly [TraceFormat, string])[] = [
  ['curl', 'curl'],
  ['http', '.http'],
  ['mermaid', 'Mermaid'],
  ['plantuml', 'PlantUML'],
  ['markdown', 'Markdown'],
];

const STATES: Readonly<Record<TraceOutcome['state'], string>> = {
  running: 'Running',
  succeeded: 'Succeeded',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

/** Title, how the run stands with what to do next, and what can be done with the trace. */
export function headSection(view: View, head: TraceHead, outcome: TraceOutcome): Child {
  const { translate } = view;
  return element(
    'header',
    {},
    element(
      'div',
      { class: 'title' },
      element('h1', {}, translate(head.title)),
      element('span', { class: `badge ${outcome.state}` }, translate(STATES[outcome.state])),
    ),
    element(
      'p',
      { class: 'quiet' },
      `${visibleLine(head.client)} · ${visibleLine(head.tenant)}`,
      outcome.scope === undefined || outcome.scope === ''
        ? undefined
        : [' · ', element('code', {}, outcome.scope)],
      outcome.expiresAt === undefined ? undefined : ` · ${expiry(view, outcome.expiresAt)}`,
    ),
    failure(view, outcome),
    toolbar(view, outcome),
  );
}

function expiry({ translate, locale }: View, at: number): string {
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' }).format(at);
  return translate('expires at {time}', { time });
}

function failure({ post }: View, { error, remedy, logRow }: TraceOutcome): Child {
  if (error === undefined) return undefined;
  return element(
    'div',
    { class: 'failure', role: 'alert' },
    element('p', { class: 'what' }, visibleLine(error.what)),
    error.why === undefined ? undefined : element('p', {}, visibleLine(error.why)),
    element('p', { class: 'next' }, visibleLine(error.next)),
    remedy === undefined
      ? undefined
      : button('remedy', remedy, () => post({ type: 'remedy' }), { class: 'primary' }),
    logRow === undefined ? undefined : button('logRow', logRow, () => post({ type: 'findSignIn' })),
  );
}

function toolbar({ translate, post }: View, outcome: TraceOutcome): Child {
  const isRunning = outcome.state === 'running';
  const inspect =
    outcome.hasToken === true
      ? button('inspect', translate('Inspect Token'), () => post({ type: 'inspect' }), { class: 'primary' })
      : undefined;
  return element(
    'div',
    { class: 'toolbar', role: 'toolbar', 'aria-label': translate('Flow trace') },
    inspect,
    button('runAgain', translate('Run Again'), () => post({ type: 'runAgain' }), { disabled: isRunning }),
    button('saveProfile', translate('Save as Profile…'), () => post({ type: 'saveProfile' })),
    element(
      'span',
      { class: 'copies', role: 'group', 'aria-label': translate('Copy as') },
      element('span', { class: 'quiet', 'aria-hidden': 'true' }, translate('Copy as')),
      FORMATS.map(([format, label]) =>
        button(`copy-${format}`, label, () => post({ type: 'copy', format }), {
          class: 'plain',
          'aria-label': translate('Copy as {format}', { format: label }),
        }),
      ),
    ),
    button('saveHar', translate('Save HAR…'), () => post({ type: 'saveHar' }), { class: 'plain' }),
  );
}

function button(
  id: string,
  label: string,
  onclick: () => void,
  more: Readonly<Record<string, string | boolean>> = {},
): HTMLButtonElement {
  return element('button', { type: 'button', id, onclick, ...more }, label);
}
