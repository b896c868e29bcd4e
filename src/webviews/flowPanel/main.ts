import { fill } from '../../core/errors.ts';
import {
  parseToFlowPanel,
  type FromFlowPanel,
  type ShowForm,
  type ToFlowPanel,
} from '../../protocol/flowPanel.ts';
import { element, fillElement, type Child } from '../shared/dom.ts';
import { connect } from '../shared/host.ts';
import { clientSection } from './clientSection.ts';
import { flowSection } from './flowSection.ts';
import { parameterSection, type ParameterSection } from './parameterSection.ts';
import type { View } from './view.ts';
import '../shared/base.css';
import './style.css';

const app = document.getElementById('app') ?? document.body;
const status = element('p', { class: 'announcement', role: 'status', 'aria-live': 'polite' });
const content = element('div');
app.append(content, status);

let run: () => void = () => {};

const host = connect<ToFlowPanel, FromFlowPanel>(parseToFlowPanel, (message) => {
  if (message.type === 'form') draw(message);
  else announce(message.text);
});

document.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) run();
});

/** Draws the form anew; the field that had the focus has it again. */
function draw({ form, locale, messages }: ShowForm): void {
  document.documentElement.lang = locale;
  const focused = document.activeElement?.id ?? '';
  const view: View = {
    form,
    translate: (template, data = {}) => fill(messages[template] ?? template, data),
    post: (message) => host.post(message),
  };
  const parameters = parameterSection(view);
  run = () => send('run', parameters);
  fillElement(
    content,
    element('h1', {}, view.translate('OAuth Flow')),
    clientSection(view),
    problem(view),
    flowSection(view),
    parameters.root,
    warnings(view),
    actions(view, parameters),
  );
  if (focused !== '') document.getElementById(focused)?.focus();
}

function send(type: 'run' | 'save', { request }: ParameterSection): void {
  const whole = request();
  if (whole !== undefined) host.post({ type, request: whole });
}

function problem({ form }: View): Child {
  return form.problem === undefined
    ? undefined
    : element('p', { class: 'problem', role: 'alert' }, form.problem);
}

function warnings({ form, translate }: View): Child {
  if (form.warnings.length === 0) return undefined;
  return element(
    'ul',
    { class: 'warnings' },
    form.warnings.map((each) => element('li', {}, translate(each))),
  );
}

function actions({ form, translate, post }: View, parameters: ParameterSection): Child {
  const { flow } = form;
  if (flow === undefined) return undefined;
  const button = (id: string, label: string, onclick: () => void, kind = '') =>
    element('button', { type: 'button', id, class: kind, onclick }, label);
  return element(
    'div',
    { class: 'actions' },
    button('run', translate('Run Flow'), run, 'primary'),
    button('save', translate('Save as Profile…'), () => send('save', parameters)),
    button('diagram', translate('Show Diagram'), () => post({ type: 'diagram', flow })),
    element('span', { class: 'quiet' }, translate('Ctrl+Enter runs it.')),
  );
}

function announce(text: string): void {
  status.textContent = text;
  setTimeout(() => {
    if (status.textContent === text) status.textContent = '';
  }, 4000);
}
