import { codeErrors } from './code/errors.ts';
import type { ErrorText } from './errors.ts';
import { apimErrors } from './apim/errors.ts';
import { advisorErrors } from './oauth/advisor/errors.ts';
import { mailErrors } from './mail/errors.ts';
import { oauthErrors } from './oauth/errors.ts';
import { jwtErrors } from './jwt/errors.ts';
import { connectionErrors } from './connection/errors.ts';
import { credentialChainErrors } from './entra/credentialChain/errors.ts';
import { ldapErrors } from './ldap/errors.ts';
import { ldapSessionErrors } from './ldap/sessionErrors.ts';
import { slapdErrors } from './ldap/slapd/errors.ts';
import { entraErrors } from './entra/errors.ts';
import { signInErrors } from './entra/signIn/errors.ts';
import { toolCacheErrors } from './entra/toolCaches/errors.ts';

/** The text of every error code, gathered from the subjects. A new code is one entry in its subject's list. */
export const errorTexts = {
  ...apimErrors,
  ...connectionErrors,
  ...mailErrors,
  ...oauthErrors,
  ...advisorErrors,
  ...jwtErrors,
  ...entraErrors,
  ...credentialChainErrors,
  ...toolCacheErrors,
  ...ldapErrors,
  ...ldapSessionErrors,
  ...slapdErrors,
  ...signInErrors,
  ...codeErrors,
} as const satisfies Record<string, ErrorText>;
