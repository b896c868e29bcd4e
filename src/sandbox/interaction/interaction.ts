import { isObject, text } from '../../core/json.ts';
import { aadsts } from '../oauth/aadsts.ts';
import { parseAccount, storedAccount } from '../oauth/session.ts';
import type { SignIn } from '../oauth/sts.ts';
import type { Web } from './web.ts';

/** What a person signs in for. */
const purposes = ['authorize', 'device', 'adminConsent'] as const;
export type Purpose = (typeof purposes)[number];

/** How far a person has come through the pages. It travels sealed in the forms, so no page needs a session. */
export interface Interaction {
  readonly purpose: Purpose;
  readonly segment: string;
  /** The authorization request's query string, or the code a device showed. */
  readonly request: string;
  readonly account?: SignIn;
  /** The password was typed in this interaction, not in an earlier one. */
  readonly isFresh: boolean;
  /** The person said yes on the device page. */
  readonly isConfirmed: boolean;
  readonly isConsented: boolean;
}

export function startInteraction(purpose: Purpose, segment: string, request: string): Interaction {
  return { purpose, segment, request, isFresh: false, isConfirmed: false, isConsented: false };
}

/** The interaction as a form field, bound to this browser. */
export async function sealInteraction({ sts, browser }: Web, interaction: Interaction): Promise<string> {
  const { account, ...rest } = interaction;
  return await sts.seal.seal('interaction', { ...rest, browser, account: account && storedAccount(account) });
}

/** Reads the form field back. Throws AADSTS 9002313 when it is not ours or another browser's. */
export async function openInteraction({ sts, browser: visitor }: Web, sealed: string): Promise<Interaction> {
  const value = await sts.seal.open('interaction', sealed);
  if (!isObject(value)) throw foreignForm();
  const purpose = purposes.find((each) => each === value['purpose']);
  if (purpose === undefined) throw foreignForm();
  if (text(value, 'browser') !== visitor) throw foreignForm();
  const account = parseAccount(sts, value['account']);
  return {
    purpose,
    segment: text(value, 'segment') ?? '',
    request: text(value, 'request') ?? '',
    ...(account ? { account } : {}),
    isFresh: value['isFresh'] === true,
    isConfirmed: value['isConfirmed'] === true,
    isConsented: value['isConsented'] === true,
  };
}

function foreignForm() {
  return aadsts(9002313, {
    reason:
      'this form was not opened in this browser, or cookies are blocked. Go back to the application and start again',
  });
}
