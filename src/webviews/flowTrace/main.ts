import { fill } from '../../core/errors.ts';
import { explainParameter } from '../../core/oauth/protocolParameters.ts';
import {
  parseToFlowTrace,
  type FromFlowTrace,
  type ShowTrace,
  type ToFlowTrace,
  type TraceOutcome,
} from '../../protocol/flowTrace.ts';
import { element, fillElement } from '../shared/dom.ts';
import { connect } from '../shared/host.ts';
import { Diagram } from './diagram.ts';
import { headSection } from './headSection.ts';
import type { View } from './view.ts';
import '../shared/base.css';
import './diagram.css';
import './message.css';
import './style.css';

const app = document.getElementById('app') ?? document.body;
const status = element('p', { class: 'announcement', role: 'status', 'aria-live': 'polite' });
const head = element('div', { class: 'head-section' });
const body = element('div');
app.append(head, body, status);

interface Shown {
  readonly view: View;
  readonly diagram: Diagram;
  readonly told: ShowTrace;
}

let shown: Shown | undefined;

const host = connect<ToFlowTrace, FromFlowTrace>(parseToFlowTrace, (message) => {
  switch (message.type) {
    case 'show':
      shown = start(message);
      return;
    case 'entries':
      shown?.diagram.update(message.entries, message.expected);
      return;
    case 'outcome':
      settle(message.outcome);
      return;
    case 'announce':
      announce(message.text);
      return;
  }
});

function start(told: ShowTrace): Shown {
  document.documentElement.lang = told.locale;
  const own = new Map(told.head.parameters.map((each) => [each.name, each]));
  const view: View = {
    translate: (template, data = {}) => fill(told.messages[template] ?? template, data),
    locale: told.locale,
    meaning: (name) => own.get(name) ?? explainParameter(name),
    post: (message) => host.post(message),
  };
  const diagram = new Diagram(view);
  fillElement(body, diagram.root);
  return { view, diagram, told };
}

function settle(outcome: TraceOutcome): void {
  if (shown === undefined) return;
  const { view, told, diagram } = shown;
  const focused = document.activeElement?.id;
  fillElement(head, headSection(view, told.head, outcome));
  if (focused !== undefined && focused !== '') document.getElementById(focused)?.focus();
  if (outcome.state === 'failed') diagram.openFailure();
}

function announce(text: string): void {
  status.textContent = text;
  setTimeout(() => {
    if (status.textContent === text) status.textContent = '';
  }, 4000);
}
