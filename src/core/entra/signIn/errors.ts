import type { ErrorText } from '../../errors.ts';

/** Error codes of `core/entra/signIn`, with their texts. */
export const signInErrors = {
  'signIn.stepUp': {
    what: '{tenant} wants more proof for this (claims challenge).',
    why: 'Conditional Access asks for {claims}.',
    next: 'Run "Identity: Sign In to Tenant": it passes the challenge on.',
  },
  'signIn.toolMissing': {
    what: '{tool} was not found on this machine.',
    why: 'No program {program} is on the path of VS Code.',
    next: 'Install it, or choose another way with "Identity: Change Tenant Sign-In".',
  },
  'signIn.toolFailed': {
    what: '{tool} gave no token for this tenant.',
    why: '{reason}',
    next: 'Run {login} in a terminal, then try again.',
  },
  'signIn.badToken': {
    what: 'This is no access token for {tenant}.',
    why: '{reason}',
    next: 'Paste an access token whose audience is Microsoft Graph or Azure Resource Manager.',
  },
  'signIn.noConsent': {
    what: '{client} has no consent for {permission} in {tenant}.',
    why: '{reason}',
    next: 'An administrator can consent at {link}',
  },
} as const satisfies Record<string, ErrorText>;
