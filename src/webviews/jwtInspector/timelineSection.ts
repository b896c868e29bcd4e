import { timesOf, type TokenTime } from '../../core/jwt/describe.ts';
import { element, type Child } from '../shared/dom.ts';
import type { View } from './view.ts';

const LABELS: Readonly<Record<TokenTime['claim'], string>> = {
  auth_time: 'Signed in',
  iat: 'Issued',
  nbf: 'Valid from',
  exp: 'Expires',
};

/** The token's life as a line from its first moment to its last, with now on it, and as a list for every reader. */
export function timelineSection({ token, translate, times, live }: View): Child {
  const moments = timesOf(token.payload.claims);
  const [first] = moments;
  const last = moments.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const rows = grouped(moments).map(({ at, claims }) => {
    const distance = element('span', { class: 'quiet' });
    live((now) => {
      distance.textContent = times.relative(at, now);
    });
    const label = claims.map((claim) => translate(LABELS[claim])).join(', ');
    return element(
      'li',
      {},
      element('span', { class: 'label' }, label, ' ', element('code', {}, claims.join(' '))),
      element('time', { datetime: new Date(at).toISOString() }, times.absolute(at)),
      distance,
    );
  });
  return element(
    'section',
    { 'aria-labelledby': 'times' },
    element('h2', { id: 'times' }, translate('Lifetime')),
    last.at > first.at ? bar(moments, live, translate) : undefined,
    element('ul', { class: 'times' }, rows),
  );
}

function grouped(
  moments: readonly TokenTime[],
): readonly { readonly at: number; readonly claims: readonly TokenTime['claim'][] }[] {
  return [...new Set(moments.map(({ at }) => at))].map((at) => ({
    at,
    claims: moments.filter((moment) => moment.at === at).map(({ claim }) => claim),
  }));
}

/** Decoration only: the list says the same. */
function bar(moments: readonly TokenTime[], live: View['live'], translate: View['translate']): Child {
  const from = moments[0]?.at ?? 0;
  const until = moments.at(-1)?.at ?? 1;
  const position = (at: number) => `${Math.max(0, Math.min(100, ((at - from) / (until - from)) * 100))}%`;
  const spent = element('div', { class: 'spent' });
  const now = element('div', { class: 'now', title: translate('now') });
  live((at) => {
    spent.style.width = position(at);
    now.style.left = position(at);
    now.hidden = at < from || at > until;
  });
  const marks = moments.map(({ at, claim }) => {
    const mark = element('div', { class: 'moment', title: claim });
    mark.style.left = position(at);
    return mark;
  });
  return element('div', { class: 'bar', 'aria-hidden': 'true' }, spent, marks, now);
}
