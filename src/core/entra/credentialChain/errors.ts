import type { ErrorText } from '../../errors.ts';

/** Error codes of `core/entra/credentialChain`, with their texts. */
export const credentialChainErrors = {
  'credentialChain.badSelection': {
    what: 'AZURE_TOKEN_CREDENTIALS is set to "{value}", which DefaultAzureCredential refuses.',
    why: 'It takes dev, prod, or the name of one credential: {names}.',
    next: 'Correct or remove the variable, then start VS Code again so that it sees the change.',
  },
  'credentialChain.noReport': {
    what: 'This diagnosis is no longer there.',
    why: 'Diagnoses name accounts of this machine, so they are kept only while the window is open.',
    next: 'Run "Identity: Diagnose DefaultAzureCredential" again.',
  },
} as const satisfies Record<string, ErrorText>;
