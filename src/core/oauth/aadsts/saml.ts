import { entry, type AadstsError } from './entry.ts';

/** SAML, which applications and federated domains use beside OAuth. */
export const saml: readonly AadstsError[] = [
  entry(
    [75001, 75003],
    'The SAML binding is not one Entra answers by.',
    'Have the response sent by HTTP POST.',
  ),
  entry(
    [75005, 7500514, 7500529, 750054],
    'The SAML message is not one Entra reads.',
    'Send SAMLRequest deflated, base64 and URL-encoded in the query, with an ID that begins with a letter.',
  ),
  entry(
    [75008],
    'The destination of the SAML request is another address.',
    'Set Destination to the sign-on URL of this tenant.',
  ),
  entry(
    [75011],
    'The user signed in by another method than RequestedAuthnContext names.',
    'Leave RequestedAuthnContext out of the request.',
  ),
  entry(
    [75016, 900236],
    'A property of the SAML request is not supported.',
    'Use a NameIDPolicy format Entra offers, and leave the property out.',
  ),
  entry(
    [76021],
    'The application takes signed SAML requests only.',
    'Sign the request with the certificate that is registered.',
  ),
  entry([76026], 'The IssueInstant of the SAML request has passed.', 'Check the clock of the application.'),
  entry(
    [50007],
    'The certificate to encrypt the SAML token with is missing.',
    'Upload it under Single sign-on, Token encryption.',
  ),
  entry(
    [50008, 5000819],
    'The SAML token of the identity provider is not valid.',
    "Compare issuer, audience, times and the email claim with the domain's federation settings.",
  ),
  entry(
    [50017],
    'The chain or revocation list of a certificate cannot be checked.',
    'Publish the revocation list where Entra reaches it.',
  ),
  entry(
    [50124, 501241, 501621],
    'A claims transformation of the application fails.',
    'Check its inputs under Single sign-on, Attributes and claims; the NameID source is often empty for the user.',
  ),
];
