import type { ResultFormat } from '../../core/ldap/searchExports.ts';
import type { FromSearchResults, SearchState, ToSearchResults } from '../../protocol/searchResults.ts';
import { element, fillElement } from '../shared/dom.ts';
import { RowTable } from './rowTable.ts';

/** The page: its head with the buttons, and the table of rows. */
export class ResultsView {
  readonly #root: HTMLElement;
  readonly #post: (message: FromSearchResults) => void;
  readonly #table: RowTable;
  #messages: Readonly<Record<string, string>> = {};
  #title = '';
  #state: SearchState = 'running';
  #text = '';
  readonly #status = element('p', { role: 'status', class: 'status' });
  readonly #buttons = element('div', { class: 'buttons' });
  readonly #filter = element('input', { type: 'search', class: 'filter' });

  constructor(root: HTMLElement, post: (message: FromSearchResults) => void) {
    this.#root = root;
    this.#post = post;
    this.#table = new RowTable({
      open: (row) => post({ type: 'open', row }),
      copy: (row) => post({ type: 'copyDn', row }),
      changed: () => this.#drawStatus(),
    });
    this.#filter.addEventListener('input', () => this.#table.filter(this.#filter.value));
  }

  receive(message: ToSearchResults): void {
    switch (message.type) {
      case 'start':
        this.#messages = message.messages;
        this.#title = message.title;
        this.#filter.value = '';
        this.#table.clear();
        this.#draw();
        break;
      case 'rows':
        this.#table.add(message.columns, message.rows);
        break;
      case 'state':
        this.#state = message.state;
        this.#text = message.text;
        this.#drawStatus();
        this.#drawButtons();
        break;
    }
  }

  #say(template: string): string {
    return this.#messages[template] ?? template;
  }

  #draw(): void {
    this.#filter.placeholder = this.#say('Filter the rows');
    this.#filter.setAttribute('aria-label', this.#say('Filter the rows'));
    this.#drawButtons();
    const head = element(
      'header',
      {},
      element('h1', {}, this.#title),
      element('div', { class: 'bar' }, this.#buttons, this.#filter),
      this.#status,
    );
    fillElement(this.#root, head, this.#table.element);
    this.#table.draw();
  }

  #drawButtons(): void {
    const button = (label: string, message: FromSearchResults, isMain = false) =>
      element(
        'button',
        { type: 'button', class: isMain ? '' : 'secondary', onclick: () => this.#post(message) },
        this.#say(label),
      );
    const format = (label: string, wanted: ResultFormat) => button(label, { type: 'export', format: wanted });
    fillElement(
      this.#buttons,
      this.#state === 'running'
        ? button('Cancel', { type: 'cancel' }, true)
        : button('Run Again', { type: 'runAgain' }, true),
      format('Open as LDIF', 'ldif'),
      format('Open as CSV', 'csv'),
      format('Open as JSON', 'json'),
    );
  }

  #drawStatus(): void {
    const { shown, total } = this.#table;
    const filtered = this.#say('{count} of {total} rows')
      .replace('{count}', String(shown))
      .replace('{total}', String(total));
    const nothing = this.#state === 'done' && total === 0 ? this.#say('No entry was found.') : '';
    this.#status.className = `status ${this.#state}`;
    fillElement(
      this.#status,
      nothing || [this.#text, shown === total ? '' : filtered].filter(Boolean).join(' · '),
    );
  }
}
