/** Messages between the flow panel's page and its host, both ways. No secret passes here: those are asked for when a flow runs. */

import { isObject, list, text, type JsonObject } from '../core/json.ts';
import type { FlowParameter, FlowRequest, RedirectPlatform } from '../core/oauth/flow.ts';
import { readFlowRequest, redirectPlatforms } from '../core/oauth/flowRequest.ts';
import { stringOf } from './handshake.ts';

/** One choice of a list. */
export interface FormOption {
  readonly value: string;
  readonly label: string;
}

/** A flow as a card; `refusal` says why it is not for this client. */
export interface FlowCard {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly level: string;
  readonly why: string;
  readonly refusal?: string;
}

/** A registered redirect URI with its platform. */
export interface RedirectOption {
  readonly redirectUri: string;
  readonly platform: RedirectPlatform;
}

/** What has been chosen so far. */
export interface FormSelection {
  readonly tenant?: string;
  readonly clientId?: string;
  readonly flow?: string;
}

/** The form for a selection, from the flow's definition and what is known of tenant and application. */
export interface FlowForm extends FormSelection {
  readonly tenants: readonly FormOption[];
  /** Empty where the tenant has none that can be read; the client id is typed then. */
  readonly applications: readonly FormOption[];
  readonly flows: readonly FlowCard[];
  readonly parameters: readonly FlowParameter[];
  readonly redirects: readonly RedirectOption[];
  /** Ways to authenticate: `method` or `method credential-id`. */
  readonly authentication: readonly FormOption[];
  /** Cached tokens for a flow one goes into. */
  readonly tokens: readonly FormOption[];
  readonly needsToken: boolean;
  readonly scopes: string;
  readonly warnings: readonly string[];
  /** What kept the form from being complete, translated. */
  readonly problem?: string;
}

/** From the host: the form, with the language to show it in. */
export interface ShowForm {
  readonly type: 'form';
  readonly form: FlowForm;
  /** BCP 47 tag. */
  readonly locale: string;
  /** Translations by English template; empty for English. */
  readonly messages: Readonly<Record<string, string>>;
}

export interface Announce {
  readonly type: 'announce';
  readonly text: string;
}

export type ToFlowPanel = ShowForm | Announce;

/** From the page. */
export type FromFlowPanel =
  | { readonly type: 'choose'; readonly selection: FormSelection }
  | { readonly type: 'run'; readonly request: FlowRequest }
  | { readonly type: 'save'; readonly request: FlowRequest }
  | { readonly type: 'diagram'; readonly flow: string };

/** A message of the page, or undefined when it is none: the page is outside the host's trust. */
export function parseFromFlowPanel(message: unknown): FromFlowPanel | undefined {
  if (!isObject(message)) return undefined;
  switch (message['type']) {
    case 'choose':
      return { type: 'choose', selection: readSelection(message['selection']) };
    case 'run':
    case 'save': {
      const { flow, tenant, clientId, scopes, ...rest } = readFlowRequest(message['request']);
      if (flow === undefined || tenant === undefined || clientId === undefined || scopes === undefined)
        return undefined;
      return { type: message['type'], request: { flow, tenant, clientId, scopes, ...rest } };
    }
    case 'diagram': {
      const flow = stringOf(message, 'flow', 100);
      return flow === undefined ? undefined : { type: 'diagram', flow };
    }
    default:
      return undefined;
  }
}

/** A message of the host, or undefined when it is none. */
export function parseToFlowPanel(message: unknown): ToFlowPanel | undefined {
  if (!isObject(message)) return undefined;
  const said = stringOf(message, 'text', 10_000);
  if (message['type'] === 'announce')
    return said === undefined ? undefined : { type: 'announce', text: said };
  const { form } = message;
  const locale = text(message, 'locale');
  if (message['type'] !== 'form' || !isObject(form) || locale === undefined) return undefined;
  const messages = isObject(message['messages']) ? Object.entries(message['messages']) : [];
  return {
    type: 'form',
    locale,
    messages: Object.fromEntries(
      messages.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    ),
    form: readForm(form),
  };
}

function readForm(form: JsonObject): FlowForm {
  const problem = text(form, 'problem');
  return {
    ...readSelection(form),
    tenants: list(form, 'tenants').filter(isOption),
    applications: list(form, 'applications').filter(isOption),
    flows: list(form, 'flows').filter(isCard),
    parameters: list(form, 'parameters').filter(isParameter),
    redirects: list(form, 'redirects').filter(isRedirect),
    authentication: list(form, 'authentication').filter(isOption),
    tokens: list(form, 'tokens').filter(isOption),
    needsToken: form['needsToken'] === true,
    scopes: text(form, 'scopes') ?? '',
    warnings: list(form, 'warnings').filter((each) => typeof each === 'string'),
    ...(problem === undefined ? {} : { problem }),
  };
}

function readSelection(value: unknown): FormSelection {
  const { tenant, clientId, flow } = readFlowRequest(value);
  return {
    ...(tenant === undefined ? {} : { tenant }),
    ...(clientId === undefined ? {} : { clientId }),
    ...(flow === undefined ? {} : { flow }),
  };
}

const isOption = (value: unknown): value is FormOption => hasTexts(value, ['value', 'label']);
const isCard = (value: unknown): value is FlowCard =>
  hasTexts(value, ['id', 'title', 'summary', 'level', 'why']);
const isParameter = (value: unknown): value is FlowParameter =>
  hasTexts(value, ['name', 'explanation', 'reference']);
const isRedirect = (value: unknown): value is RedirectOption =>
  hasTexts(value, ['redirectUri']) && redirectPlatforms.some((each) => each === value['platform']);

function hasTexts(value: unknown, names: readonly string[]): value is JsonObject {
  return isObject(value) && names.every((name) => typeof value[name] === 'string');
}
