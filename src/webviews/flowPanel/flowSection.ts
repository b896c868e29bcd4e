import type { FlowCard } from '../../protocol/flowPanel.ts';
import { element, type Child } from '../shared/dom.ts';
import type { View } from './view.ts';

/** The flows as cards: first those for this application, folded away the others with their reasons. */
export function flowSection(view: View): Child {
  const { form, translate } = view;
  if (form.flows.length === 0) return undefined;
  const fitting = form.flows.filter(({ refusal }) => refusal === undefined);
  const others = form.flows.filter(({ refusal }) => refusal !== undefined);
  return element(
    'section',
    { role: 'radiogroup', 'aria-labelledby': 'flows' },
    element('h2', { id: 'flows' }, translate('Flow')),
    element(
      'div',
      { class: 'cards' },
      fitting.map((flow) => card(view, flow)),
    ),
    others.length === 0
      ? undefined
      : element(
          'details',
          { open: others.some(({ id }) => id === form.flow) },
          element(
            'summary',
            {},
            translate('Not for this application'),
            ' ',
            element('span', { class: 'quiet' }, String(others.length)),
          ),
          element(
            'div',
            { class: 'cards' },
            others.map((flow) => card(view, flow)),
          ),
        ),
  );
}

function card({ form, translate, post }: View, { id, title, summary, level, why, refusal }: FlowCard): Child {
  const { tenant, clientId } = form;
  return element(
    'label',
    { class: refusal === undefined ? 'card' : 'card refused', title: translate(why) },
    element('input', {
      type: 'radio',
      name: 'flow',
      id: `flow-${id}`,
      checked: id === form.flow,
      onchange: () =>
        post({
          type: 'choose',
          selection: {
            flow: id,
            ...(tenant === undefined ? {} : { tenant }),
            ...(clientId === undefined ? {} : { clientId }),
          },
        }),
    }),
    element('strong', {}, translate(title)),
    element('span', { class: 'level' }, level),
    element('span', { class: 'quiet' }, translate(refusal ?? summary)),
  );
}
