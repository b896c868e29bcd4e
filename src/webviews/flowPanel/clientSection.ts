import type { FormOption } from '../../protocol/flowPanel.ts';
import { element, type Child } from '../shared/dom.ts';
import type { View } from './view.ts';

/** Tenant and application: what everything else follows from. */
export function clientSection(view: View): Child {
  const { form, translate, post } = view;
  const { tenant, clientId, applications } = form;
  const tenants = select('tenant', form.tenants, tenant, (chosen) =>
    post({ type: 'choose', selection: { tenant: chosen } }),
  );
  const choose = (chosen: string) => {
    if (chosen !== '' && chosen !== clientId)
      post({ type: 'choose', selection: { ...(tenant === undefined ? {} : { tenant }), clientId: chosen } });
  };
  const isListed = applications.some(({ value }) => value === clientId);
  const other: readonly FormOption[] =
    isListed || clientId === undefined ? [] : [{ value: clientId, label: clientId }];
  const listed = select('application', [...applications, ...other], clientId, choose);
  const typed: HTMLInputElement = element('input', {
    id: 'clientId',
    value: clientId ?? '',
    spellcheck: 'false',
    placeholder: '00000000-0000-0000-0000-000000000000',
    onchange: () => choose(typed.value.trim()),
  });
  return element(
    'section',
    { class: 'pairs', 'aria-label': translate('Client') },
    element('label', { for: 'tenant' }, translate('Tenant')),
    tenants,
    applications.length === 0
      ? undefined
      : [element('label', { for: 'application' }, translate('Application')), listed],
    element('label', { for: 'clientId' }, element('code', {}, 'client_id')),
    typed,
  );
}

/** A drop-down list; calls back with what is chosen. */
export function select(
  id: string,
  options: readonly FormOption[],
  chosen: string | undefined,
  change: (value: string) => void = () => {},
): HTMLSelectElement {
  const made: HTMLSelectElement = element(
    'select',
    { id, onchange: () => change(made.value) },
    options.map(({ value, label }) => element('option', { value, selected: value === chosen }, label)),
  );
  return made;
}
