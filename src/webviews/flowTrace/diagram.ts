import type { FlowStep, Participant } from '../../core/oauth/flow.ts';
import { messagesOf, participants, type TraceMessage } from '../../core/oauth/traceMessage.ts';
import type { TraceEntry } from '../../core/oauth/trace.ts';
import { visibleLine } from '../../core/jwt/visibleText.ts';
import { element, fillElement } from '../shared/dom.ts';
import { messageParts } from './messageParts.ts';
import type { View } from './view.ts';

const NAMES: Readonly<Record<Participant, string>> = {
  user: 'Person',
  browser: 'Browser',
  client: 'Client',
  authorizationServer: 'Authorization server',
  identityProvider: 'Identity provider',
  resource: 'Resource',
};

/** Milliseconds of drawing before the page may do something else. */
const SLICE_MS = 4;

/** The sequence diagram as it grows. Rows are kept between updates, so that what is open stays open. */
export class Diagram {
  readonly root = element('section', { class: 'diagram' });
  readonly #view: View;
  readonly #heads = element('div', { class: 'heads', 'aria-hidden': 'true' });
  readonly #lifelines = element('div', { class: 'lifelines', 'aria-hidden': 'true' });
  readonly #list = element('ol', { class: 'messages' });
  readonly #ghosts = element('ol', { class: 'messages expected', 'aria-hidden': 'true' });
  readonly #rows = new Map<string, MessageRow>();
  /** Messages that are still to be drawn, by id. */
  readonly #waiting = new Map<string, TraceMessage>();
  /** Who takes part in any message so far. */
  readonly #taking = new Set<Participant>();
  #later = 0;
  #opensFailure = false;
  #lanes: readonly Participant[] = [];

  constructor(view: View) {
    this.#view = view;
    this.root.setAttribute('aria-label', view.translate('Sequence diagram'));
    this.#list.addEventListener('keydown', (event) => this.#move(event));
    const body = element('div', { class: 'body' }, this.#lifelines, this.#list, this.#ghosts);
    this.root.append(this.#heads, body);
  }

  /** Draws entries that are new or have changed, and the messages still expected. */
  update(entries: readonly TraceEntry[], expected: readonly FlowStep[]): void {
    for (const message of entries.flatMap(messagesOf)) {
      this.#waiting.set(message.id, message);
      this.#taking.add(message.from).add(message.to);
    }
    this.#draw([...this.#taking, ...expected.flatMap(({ from, to }) => [from, to])]);
    const ghosts = expected.map((step) =>
      element(
        'li',
        { class: `message ${step.channel}` },
        this.#arrow(step, this.#view.translate(step.label), ''),
      ),
    );
    fillElement(this.#ghosts, ghosts);
    this.#ghosts.hidden = ghosts.length === 0;
    this.#drawWaiting();
  }

  /** Draws what waits, a little at a time: the page stays quick however long the trace is. */
  #drawWaiting(): void {
    clearTimeout(this.#later);
    const end = performance.now() + SLICE_MS;
    for (const [id, message] of this.#waiting) {
      if (performance.now() > end) {
        this.#later = setTimeout(() => this.#drawWaiting());
        return;
      }
      this.#waiting.delete(id);
      this.#put(message);
    }
    if (this.#opensFailure) this.#openLastFailure();
  }

  /** Opens the last message that failed, where there is one, once all are drawn. */
  openFailure(): void {
    this.#opensFailure = true;
    if (this.#waiting.size === 0) this.#openLastFailure();
  }

  #openLastFailure(): void {
    this.#opensFailure = false;
    const failed = [...this.#rows.values()].findLast(({ message }) => message.state === 'failed');
    failed?.open(true);
  }

  #put(message: TraceMessage): void {
    const known = this.#rows.get(message.id);
    if (known !== undefined) {
      known.change(message, this.#describe(message));
      return;
    }
    const row = new MessageRow(this.#view, message, this.#describe(message), this.#rows.size === 0);
    this.#rows.set(message.id, row);
    this.#list.append(row.root);
  }

  #describe(message: TraceMessage): RowLook {
    const { translate } = this.#view;
    const label = visibleLine(translate(message.label));
    return {
      arrow: this.#arrow(message, label, visibleLine(message.detail)),
      spoken: translate('{from} to {to}: {label}', {
        from: translate(NAMES[message.from]),
        to: translate(NAMES[message.to]),
        label: [label, message.detail].filter(Boolean).join(', '),
      }),
    };
  }

  /** The arrow between two lifelines, or the loop of a message to oneself. */
  #arrow({ from, to }: Pick<TraceMessage, 'from' | 'to'>, label: string, detail: string): HTMLElement {
    const [start, end] = [this.#lanes.indexOf(from), this.#lanes.indexOf(to)];
    const direction = start === end ? 'self' : start < end ? 'right' : 'left';
    const arrow = element(
      'span',
      { class: `track ${direction}` },
      element('span', { class: 'label' }, label, detail === '' ? undefined : element('small', {}, detail)),
      element('span', { class: 'shaft' }),
    );
    arrow.style.setProperty('--start', String(Math.min(start, end)));
    arrow.style.setProperty('--span', String(Math.max(1, Math.abs(end - start))));
    return arrow;
  }

  /** Sets the lanes anew when somebody joins, or did not take part after all; every arrow then moves. */
  #draw(taking: readonly Participant[]): void {
    const lanes = participants.filter((each) => taking.includes(each));
    if (lanes.join() === this.#lanes.join()) return;
    this.#lanes = lanes;
    this.root.style.setProperty('--lanes', String(this.#lanes.length));
    fillElement(
      this.#heads,
      this.#lanes.map((lane) =>
        element('span', { class: `head ${lane}` }, this.#view.translate(NAMES[lane])),
      ),
    );
    fillElement(
      this.#lifelines,
      this.#lanes.map((lane) => element('span', { class: lane })),
    );
    for (const row of this.#rows.values()) row.change(row.message, this.#describe(row.message));
  }

  #move(event: KeyboardEvent): void {
    const rows = [...this.#rows.values()];
    const at = rows.findIndex((row) => row.button === document.activeElement);
    if (at < 0) return;
    const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (target !== undefined) {
      const next = rows[Math.max(0, Math.min(rows.length - 1, target))];
      for (const row of rows) row.button.tabIndex = row === next ? 0 : -1;
      next?.button.focus();
    } else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft')
      rows[at]?.open(event.key === 'ArrowRight');
    else return;
    event.preventDefault();
  }
}

interface RowLook {
  readonly arrow: HTMLElement;
  /** What a screen reader says. */
  readonly spoken: string;
}

/** One message: its arrow is a button that opens what it carries. */
class MessageRow {
  readonly root: HTMLLIElement;
  readonly button: HTMLButtonElement;
  message: TraceMessage;
  readonly #view: View;
  readonly #parts: HTMLElement;

  constructor(view: View, message: TraceMessage, look: RowLook, isFirst: boolean) {
    this.#view = view;
    this.message = message;
    const id = `parts-${message.id}`;
    this.button = element('button', {
      type: 'button',
      class: 'arrow',
      'aria-expanded': 'false',
      'aria-controls': id,
      tabindex: isFirst ? 0 : -1,
      onclick: () => this.open(this.#parts.hidden === true),
    });
    this.#parts = element('div', { class: 'parts', id, hidden: true });
    this.root = element('li', {}, this.button, this.#parts);
    this.change(message, look);
  }

  change(message: TraceMessage, { arrow, spoken }: RowLook): void {
    this.message = message;
    this.root.className = ['message', message.channel, message.state, message.isAnswer ? 'answer' : ''].join(
      ' ',
    );
    this.button.setAttribute('aria-label', spoken);
    fillElement(this.button, arrow);
    if (!this.#parts.hidden) fillElement(this.#parts, messageParts(this.#view, message));
  }

  open(isOpen: boolean): void {
    // What it carries is drawn when it is looked at: a long trace stays light.
    if (isOpen) fillElement(this.#parts, messageParts(this.#view, this.message));
    this.#parts.hidden = !isOpen;
    this.button.setAttribute('aria-expanded', String(isOpen));
  }
}
