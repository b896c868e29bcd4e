import { element, fillElement } from '../shared/dom.ts';

const ROW_HEIGHT = 24;
/** Rows drawn above and below what is in sight. */
const MARGIN = 10;

interface Row {
  /** Its number in the order rows came. */
  readonly at: number;
  readonly cells: readonly string[];
}

/** What the table tells. */
export interface RowTableEvents {
  open(row: number): void;
  copy(row: number): void;
  changed(): void;
}

/**
 * A table of any number of rows, of which only those in sight are in the page. Arrow keys, Page Up and Down, Home and
 * End move; Enter opens the row, Ctrl+C copies its DN; a column's head sorts by it.
 */
export class RowTable {
  readonly element = element('div', { class: 'table', role: 'grid', tabindex: 0 });
  readonly #events: RowTableEvents;
  readonly #head = element('div', { class: 'head', role: 'row' });
  readonly #body = element('div', { class: 'body', role: 'rowgroup' });
  #columns: readonly string[] = [];
  #rows: Row[] = [];
  #order: Row[] = [];
  #wanted = '';
  #sort: { readonly column: number; readonly down: boolean } | undefined;
  #active = 0;
  #frame = 0;

  constructor(events: RowTableEvents) {
    this.#events = events;
    this.element.append(this.#head, this.#body);
    this.element.addEventListener('scroll', () => this.#drawSoon());
    this.element.addEventListener('keydown', (event) => this.#key(event));
    new ResizeObserver(() => this.#drawSoon()).observe(this.element);
  }

  get total(): number {
    return this.#rows.length;
  }

  get shown(): number {
    return this.#order.length;
  }

  clear(): void {
    this.#columns = [];
    this.#rows = [];
    this.#order = [];
    this.#wanted = '';
    this.#sort = undefined;
    this.#active = 0;
    this.element.scrollTop = 0;
    this.draw();
  }

  add(columns: readonly string[], rows: readonly (readonly string[])[]): void {
    const hasNewColumns = columns.length !== this.#columns.length;
    this.#columns = columns;
    for (const cells of rows) this.#rows.push({ at: this.#rows.length, cells });
    this.#arrange();
    if (hasNewColumns) this.#drawHead();
    this.#drawSoon();
  }

  filter(text: string): void {
    this.#wanted = text.toLowerCase();
    this.#active = 0;
    this.#arrange();
    this.#drawSoon();
  }

  draw(): void {
    this.#drawHead();
    this.#drawBody();
  }

  #arrange(): void {
    const wanted = this.#wanted;
    this.#order =
      wanted === ''
        ? [...this.#rows]
        : this.#rows.filter(({ cells }) => cells.some((cell) => cell.toLowerCase().includes(wanted)));
    const sort = this.#sort;
    if (sort !== undefined) {
      const { compare } = new Intl.Collator(undefined, { numeric: true });
      const way = sort.down ? -1 : 1;
      const cell = (row: Row) => row.cells[sort.column] ?? '';
      this.#order.sort((a, b) => way * compare(cell(a), cell(b)));
    }
    this.#active = Math.min(this.#active, Math.max(0, this.#order.length - 1));
    this.#events.changed();
  }

  #drawHead(): void {
    const heads = ['dn', ...this.#columns].map((name, column) => {
      const isSorted = this.#sort?.column === column;
      const way = this.#sort?.down === true ? 'descending' : 'ascending';
      return element(
        'button',
        {
          type: 'button',
          class: 'cell',
          role: 'columnheader',
          'aria-sort': isSorted ? way : 'none',
          onclick: () => this.#sortBy(column),
        },
        `${name}${isSorted ? (way === 'ascending' ? ' ▲' : ' ▼') : ''}`,
      );
    });
    fillElement(this.#head, heads);
    this.element.style.setProperty('--columns', String(this.#columns.length));
    this.element.setAttribute('aria-colcount', String(heads.length));
  }

  #sortBy(column: number): void {
    this.#sort = { column, down: this.#sort?.column === column && !this.#sort.down };
    this.#arrange();
    this.draw();
  }

  #drawSoon(): void {
    if (this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#drawBody();
    });
  }

  #drawBody(): void {
    const { scrollTop, clientHeight } = this.element;
    const first = Math.max(0, Math.floor(scrollTop / ROW_HEIGHT) - MARGIN);
    const last = Math.min(this.#order.length, Math.ceil((scrollTop + clientHeight) / ROW_HEIGHT) + MARGIN);
    this.element.setAttribute('aria-rowcount', String(this.#order.length + 1));
    this.#body.style.height = `${this.#order.length * ROW_HEIGHT}px`;
    fillElement(
      this.#body,
      this.#order.slice(first, last).map((row, index) => this.#drawRow(row, first + index)),
    );
    const active = this.#body.querySelector('.active');
    if (active === null) this.element.removeAttribute('aria-activedescendant');
    else this.element.setAttribute('aria-activedescendant', active.id);
  }

  #drawRow({ at, cells }: Row, place: number): HTMLElement {
    const row = element(
      'div',
      {
        id: `row-${place}`,
        role: 'row',
        class: `row${place === this.#active ? ' active' : ''}`,
        'aria-rowindex': place + 2,
        'aria-selected': place === this.#active ? 'true' : 'false',
        onclick: () => this.#moveTo(place),
        ondblclick: () => this.#events.open(at),
      },
      ['', ...this.#columns].map((_, column) =>
        element('span', { class: 'cell', role: 'gridcell', title: cells[column] ?? '' }, cells[column] ?? ''),
      ),
    );
    row.style.transform = `translateY(${place * ROW_HEIGHT}px)`;
    return row;
  }

  #key(event: KeyboardEvent): void {
    if (event.target !== this.element) return;
    const page = Math.max(1, Math.floor(this.element.clientHeight / ROW_HEIGHT) - 2);
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -Infinity,
      End: Infinity,
    };
    const step = steps[event.key];
    const row = this.#order[this.#active];
    if (step !== undefined) this.#moveTo(this.#active + step);
    else if (event.key === 'Enter' && row !== undefined) this.#events.open(row.at);
    else if (event.key === 'c' && (event.ctrlKey || event.metaKey) && row !== undefined)
      this.#events.copy(row.at);
    else return;
    event.preventDefault();
  }

  #moveTo(place: number): void {
    this.#active = Math.max(0, Math.min(this.#order.length - 1, place));
    const top = this.#active * ROW_HEIGHT;
    const { scrollTop, clientHeight } = this.element;
    if (top < scrollTop) this.element.scrollTop = top;
    else if (top + 3 * ROW_HEIGHT > scrollTop + clientHeight)
      this.element.scrollTop = top + 3 * ROW_HEIGHT - clientHeight;
    this.#drawBody();
  }
}
