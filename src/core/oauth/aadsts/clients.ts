import { entry, type AadstsError } from './entry.ts';

/** Clients, their credentials and their assertions. */
export const clients: readonly AadstsError[] = [
  entry(
    [50013],
    'The assertion is not valid: its audience, issuer or signature does not fit.',
    'For on-behalf-of, pass an access token whose aud is the middle-tier application.',
  ),
  entry(
    [500133],
    'The assertion is outside its validity time.',
    'Obtain a fresh user token, and check the clock.',
  ),
  entry(
    [50027],
    'The JSON Web Token that was sent is not valid.',
    'Inspect it: nonce, sub, iss, aud, nbf and exp; check clock and issuer.',
  ),
  entry(
    [50196],
    'The same request came in a loop and was stopped.',
    'Cache tokens, and stop retrying on errors.',
  ),
  entry(
    [501461],
    'acceptMappedClaims needs an audience with a verified domain, or a signing key of its own.',
    'Use such an application ID URI, or give the application a custom signing key.',
  ),
  entry([70001], 'The application is not in this tenant or not enabled.', 'Check client id and tenant.'),
  entry(
    [70002, 7000215],
    'The client secret is wrong.',
    'Use the Value of the secret, not its Secret ID; make a new one if the value is lost.',
  ),
  entry(
    [7002138],
    'A federated credential matches but for upper and lower case.',
    'Write issuer, subject and audience in exactly the case the assertion has.',
    'https://github.com/Azure/login/issues/482',
  ),
  entry(
    [700011, 700016],
    'There is no application with this client id in the tenant.',
    'Check client id and tenant; a multitenant application must first be consented to there.',
  ),
  entry(
    [700027],
    'The signature of the client assertion does not verify.',
    'Upload this certificate to the application, and sign with its key and thumbprint.',
  ),
  entry(
    [700030],
    'The subject of the certificate or assertion does not fit the application.',
    'Use the certificate that was uploaded; sub and iss must be the client id.',
  ),
  entry(
    [700229],
    'Only app-only tokens can serve as federated credential.',
    'Obtain the assertion with client credentials or a managed identity, not as a user.',
  ),
  entry(
    [7000112],
    'The application is disabled.',
    'Enable the service principal under Enterprise applications.',
  ),
  entry(
    [7000114],
    'The application may not make on-behalf-of requests.',
    'Use an application of your tenant that may.',
  ),
  entry(
    [7000216],
    'The client must authenticate with client_assertion, client_secret or a claim.',
    'Give the client a credential.',
  ),
  entry(
    [7000218],
    'The request lacks client_secret or client_assertion.',
    'Send the credential; or register the redirect URI as mobile and desktop and allow public client flows.',
  ),
  entry(
    [7000222],
    'The client secret has expired.',
    'Make a new one; better a certificate or a federated credential.',
  ),
  entry(
    [900384],
    'The signature of the token that was sent does not verify.',
    'Sign it with the right key, and do not change it afterwards.',
  ),
  entry(
    [500131],
    'The assertion is meant for another application than the one that presents it.',
    'For on-behalf-of, pass an access token whose aud is the client id of the presenting application.',
    'https://learn.microsoft.com/entra/identity-platform/v2-oauth2-on-behalf-of-flow',
  ),
  entry(
    [700023],
    "The aud of the client assertion is not this tenant's token endpoint or issuer.",
    'Set aud to the token endpoint of the tenant that is asked.',
    'https://learn.microsoft.com/entra/identity-platform/certificate-credentials',
  ),
  entry(
    [700024],
    'The client assertion is outside its validity time.',
    'Check the clock, and set nbf and exp a few minutes around now.',
    'https://learn.microsoft.com/entra/identity-platform/certificate-credentials',
  ),
  entry(
    [700211],
    'No federated credential of the application has the issuer of the assertion.',
    'Compare iss with the issuer of the credential letter by letter; AKS issuers end with a slash.',
    'https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations',
  ),
  entry(
    [700212],
    'No federated credential of the application takes the audience of the assertion.',
    'Ask the issuer for the audience api://AzureADTokenExchange.',
    'https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations',
  ),
  entry(
    [50003, 50146],
    'The application needs a signing key of its own and has none that is valid.',
    'Add or renew the signing certificate under Enterprise applications, Single sign-on.',
  ),
  entry(
    [50006, 50099, 50120],
    'A signature or header of the token that was sent is not valid.',
    'Sign it with the registered key, and leave it unchanged afterwards.',
  ),
  entry(
    [50010],
    'No audience is configured to check the assertion against.',
    'Give the application an identifier URI.',
  ),
  entry(
    [50012],
    'The certificate that signed is not accepted: its subject, chain or thumbprint does not fit.',
    'Upload this certificate, and check that it is within its validity.',
  ),
  entry([50048], 'sub and iss of the client assertion differ.', 'Set both to the client id.'),
  entry([50032], 'The RSA key is too weak.', 'Use a key of at least 2048 bits.'),
  entry(
    [1000031],
    'The application cannot be used at the moment; it may be disabled by Microsoft or the tenant.',
    'Look at it under Enterprise applications.',
  ),
  entry(
    [100007],
    'The regional endpoint serves managed identities and few other applications.',
    'Use the endpoint without a region.',
  ),
  entry(
    [900382, 900432],
    'A confidential client was used across clouds.',
    'Register the application in the cloud of the user, and use its authority.',
  ),
  entry(
    [67003],
    'The actor of the token is no service identity.',
    'Let the application itself present the token.',
  ),
  entry(
    [90016],
    'A claim that is required is missing from the token.',
    'Inspect the token; obtain one for this resource.',
  ),
];
