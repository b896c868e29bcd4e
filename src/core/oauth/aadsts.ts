import { accessPolicies } from './aadsts/accessPolicies.ts';
import { accounts } from './aadsts/accounts.ts';
import { clients } from './aadsts/clients.ts';
import { consent } from './aadsts/consent.ts';
import { grants } from './aadsts/grants.ts';
import { hybrid } from './aadsts/hybrid.ts';
import { requests } from './aadsts/requests.ts';
import { saml } from './aadsts/saml.ts';
import { service } from './aadsts/service.ts';
import type { AadstsError } from './aadsts/entry.ts';

/** Every known error, gathered by subject. A new code is one entry. */
export const aadstsErrors: readonly AadstsError[] = [
  ...requests,
  ...clients,
  ...grants,
  ...accounts,
  ...accessPolicies,
  ...consent,
  ...service,
  ...hybrid,
  ...saml,
];

/** The error with this number, undefined when it is not known. */
export function findAadsts(code: number): AadstsError | undefined {
  return aadstsErrors.find(({ codes }) => codes.includes(code));
}

/** Microsoft's own page about a number. */
export function aadstsLink(code: number): string {
  return `https://login.microsoftonline.com/error?code=${code}`;
}
