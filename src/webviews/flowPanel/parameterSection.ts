import type { FlowParameter, FlowRequest } from '../../core/oauth/flow.ts';
import { redirectPlatforms } from '../../core/oauth/flowRequest.ts';
import { everyMethod } from '../../core/oauth/flows/clientMethods.ts';
import { referenceUrl } from '../../core/oauth/protocolParameters.ts';
import type { FormOption } from '../../protocol/flowPanel.ts';
import { element, type Child } from '../shared/dom.ts';
import { select } from './clientSection.ts';
import type { View } from './view.ts';

/** The parameters of the chosen flow, and the request they make. */
export interface ParameterSection {
  readonly root: Child;
  /** The request as it stands; undefined while tenant, application or flow are not chosen. */
  readonly request: () => FlowRequest | undefined;
}

type Field = HTMLInputElement | HTMLSelectElement;

/** One row per parameter: name, field, what it means with where it is defined. */
export function parameterSection(view: View): ParameterSection {
  const { form, translate } = view;
  const fields = new Map<string, Field>();
  const asked = form.parameters.map((parameter) => {
    const field = fieldOf(view, parameter);
    fields.set(parameter.name, field);
    return row(view, parameter, field);
  });
  const own = ownFields(view);
  const root =
    form.flow === undefined
      ? undefined
      : element(
          'section',
          { 'aria-labelledby': 'parameters' },
          element('h2', { id: 'parameters' }, translate('Parameters')),
          element('div', { class: 'parameters' }, own.rows, asked),
        );
  return { root, request: () => requestOf(view, fields, own) };
}

function row({ translate }: View, { name, explanation, reference }: FlowParameter, field: Field): Child {
  const url = referenceUrl(reference);
  return element(
    'div',
    { class: 'parameter' },
    element('label', { for: field.id }, element('code', {}, name)),
    field,
    element(
      'p',
      { class: 'quiet' },
      translate(explanation),
      ' ',
      url === undefined ? reference : element('a', { href: url, title: url }, reference),
    ),
  );
}

function fieldOf({ form, translate }: View, { name, choices, secret, default: usual }: FlowParameter): Field {
  const id = `parameter-${name}`;
  if (secret === true)
    return element('input', { id, disabled: true, placeholder: translate('asked for when the flow runs') });
  if (name === 'redirect_uri' && form.redirects.length > 0)
    return select(
      id,
      form.redirects.map(({ redirectUri, platform }, at) => ({
        value: String(at),
        label: `${redirectUri} · ${platform}`,
      })),
      '0',
    );
  if (choices !== undefined) {
    const none: readonly FormOption[] = usual === undefined ? [{ value: '', label: '' }] : [];
    return select(id, [...none, ...choices.map((value) => ({ value, label: value }))], usual ?? '');
  }
  return element('input', {
    id,
    spellcheck: 'false',
    value: name === 'scope' ? form.scopes : '',
    placeholder: usual ?? '',
  });
}

interface OwnFields {
  readonly rows: Child;
  readonly authentication: HTMLSelectElement;
  readonly token: HTMLSelectElement;
  readonly platform: HTMLSelectElement;
}

/** What is chosen besides protocol parameters: credential, cached token, platform of a redirect URI that is typed. */
function ownFields({ form, translate }: View): OwnFields {
  const usual: FormOption = { value: '', label: translate('as the stored credential and the server decide') };
  const authentication = select('authentication', [usual, ...form.authentication], '');
  const token = select('token', form.tokens, form.tokens[0]?.value);
  const platform = select(
    'platform',
    [{ value: '', label: '' }, ...redirectPlatforms.map((value) => ({ value, label: value }))],
    '',
  );
  const needsPlatform =
    form.redirects.length === 0 && form.parameters.some(({ name }) => name === 'redirect_uri');
  const labelled = (field: Field, label: string, note: string) =>
    element(
      'div',
      { class: 'parameter' },
      element('label', { for: field.id }, label),
      field,
      element('p', { class: 'quiet' }, note),
    );
  const rows = [
    form.needsToken
      ? labelled(
          token,
          translate('Token'),
          form.tokens.length === 0
            ? translate('There is no cached token that fits; run another flow first.')
            : translate('The cached token that goes in.'),
        )
      : undefined,
    form.authentication.length > 0
      ? labelled(
          authentication,
          translate('Client authentication'),
          translate('How the application proves who it is; its credential stays in secret storage.'),
        )
      : undefined,
    needsPlatform
      ? labelled(
          platform,
          translate('Platform'),
          translate('Where the redirect URI is registered; a single-page application sends Origin.'),
        )
      : undefined,
  ];
  return { rows, authentication, token, platform };
}

function requestOf(
  { form }: View,
  fields: ReadonlyMap<string, Field>,
  { authentication, token, platform: typed }: OwnFields,
): FlowRequest | undefined {
  const { tenant, clientId, flow } = form;
  if (tenant === undefined || clientId === undefined || flow === undefined) return undefined;
  const redirect = form.redirects[Number(fields.get('redirect_uri')?.value ?? -1)];
  const given = form.parameters.flatMap(({ name, default: usual, secret }): readonly [string, string][] => {
    const value =
      name === 'redirect_uri' && redirect ? redirect.redirectUri : (fields.get(name)?.value.trim() ?? '');
    return name === 'scope' || secret === true || value === '' || value === usual ? [] : [[name, value]];
  });
  const platform = redirect?.platform ?? redirectPlatforms.find((each) => each === typed.value);
  const [method, credential] = authentication.value.split(' ');
  const clientAuthentication = everyMethod.find((each) => each === method);
  return {
    flow,
    tenant,
    clientId,
    scopes: (fields.get('scope')?.value ?? '').split(/\s+/).filter(Boolean),
    parameters: Object.fromEntries(given),
    ...(platform === undefined ? {} : { platform }),
    ...(clientAuthentication === undefined ? {} : { clientAuthentication }),
    ...(credential === undefined ? {} : { credential }),
    ...(form.needsToken && token.value !== '' ? { tokenId: token.value } : {}),
  };
}
