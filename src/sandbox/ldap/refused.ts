import type { Result } from '../../core/ldap/wire/messages.ts';

/** The result codes the sandbox directory answers with (RFC 4511 appendix A.1). */
export const CODES = {
  success: 0,
  protocolError: 2,
  sizeLimitExceeded: 4,
  compareFalse: 5,
  compareTrue: 6,
  authMethodNotSupported: 7,
  unavailableCriticalExtension: 12,
  noSuchAttribute: 16,
  undefinedAttributeType: 17,
  constraintViolation: 19,
  attributeOrValueExists: 20,
  noSuchObject: 32,
  invalidDnSyntax: 34,
  invalidCredentials: 49,
  insufficientAccessRights: 50,
  unwillingToPerform: 53,
  namingViolation: 64,
  objectClassViolation: 65,
  notAllowedOnNonLeaf: 66,
  notAllowedOnRdn: 67,
  entryAlreadyExists: 68,
  assertionFailed: 122,
} as const;

/** Ends an operation with another result than success. */
export class Refused extends Error {
  readonly result: Result;

  constructor(code: keyof typeof CODES, diagnostic: string, matched = '') {
    super(diagnostic);
    this.result = { code: CODES[code], matched, diagnostic, referrals: [] };
  }
}

export const SUCCESS: Result = { code: CODES.success, matched: '', diagnostic: '', referrals: [] };
