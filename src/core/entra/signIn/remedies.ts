import { IdentityError, type ErrorCode } from '../../errors.ts';

/** A button that helps after an error: a command to run, or an address to open. */
export type SignInRemedy =
  | { readonly label: string; readonly command: string; readonly argument?: object }
  | { readonly label: string; readonly url: string };

const CHANGE = { label: 'Change Sign-In…', command: 'identity.tenant.changeSignIn' };

/** What helps by the code of the error. A new one is one entry. */
const remedies: Partial<Readonly<Record<ErrorCode, SignInRemedy>>> = {
  'graph.signInNeeded': { label: 'Sign In', command: 'identity.tenant.signIn' },
  'graph.unauthorized': { label: 'Sign In', command: 'identity.tenant.signIn' },
  'graph.forbidden': CHANGE,
  'signIn.toolMissing': CHANGE,
  'signIn.toolFailed': CHANGE,
  'signIn.badToken': { label: 'Paste Another', command: 'identity.tenant.signIn' },
};

/** The button for an error about signing in to a tenant; undefined for any other. */
export function signInRemedyFor(error: unknown): SignInRemedy | undefined {
  if (IdentityError.is(error, 'signIn.noConsent'))
    return { label: 'Open Consent Page', url: String(error.data.link) };
  return IdentityError.is(error) ? remedies[error.code] : undefined;
}
