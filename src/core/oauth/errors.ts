import type { ErrorText } from '../errors.ts';

/** Error codes of `core/oauth`, with their texts. */
export const oauthErrors = {
  'discovery.badInput': {
    what: '"{input}" is neither a domain, a tenant id nor an issuer address.',
    next: 'Enter something like contoso.onmicrosoft.com, a tenant GUID, or https://login.example.com.',
  },
  'discovery.insecure': {
    what: '{url} is not a secure address.',
    why: 'An authority over http: can be read and changed on its way; only loopback may use it.',
    next: 'Use the https: address of the authority.',
  },
  'discovery.unreachable': {
    what: '{url} could not be reached.',
    why: '{reason}',
    next: 'Check the address, your network and proxy settings, then try again.',
  },
  'discovery.notFound': {
    what: '{url} has no discovery document.',
    why: 'It answered {status} at each address where one could be: {tried}.',
    next: 'Check the issuer address with whoever runs the server.',
  },
  'discovery.tenantNotFound': {
    what: 'There is no tenant {tenant} in {cloud}.',
    why: '{reason}',
    next: 'Check the spelling; a tenant of a national cloud needs its whole authority address.',
  },
  'discovery.notJson': {
    what: '{url} did not answer with a discovery document.',
    why: 'It sent {contentType} where JSON belongs; a proxy or sign-in page may be in between.',
    next: 'Open the address in a browser to see what answers there.',
  },
  'discovery.incomplete': {
    what: 'The discovery document at {url} is not usable.',
    why: 'Missing or malformed: {members}.',
    next: 'Report it to whoever runs the server (OpenID Connect Discovery 1.0 §3).',
  },
  'discovery.issuerMismatch': {
    what: 'The discovery document belongs to another issuer.',
    why: 'It was read from {url} but names the issuer {issuer}.',
    next: 'Use {issuer} as the authority if that is the server you meant; else do not trust this address.',
  },
  'transport.dns': {
    what: 'The host {host} was not found.',
    why: 'Its name could not be resolved.',
    next: 'Check the spelling, the VPN and the DNS settings.',
  },
  'transport.refused': {
    what: '{host} refused the connection.',
    why: 'Nothing listens there, or a firewall is in between.',
    next: 'Check host and port, and whether the server runs.',
  },
  'transport.reset': {
    what: '{host} closed the connection before it answered.',
    next: 'Try again; if it stays so, a proxy or firewall may be in between.',
  },
  'transport.tls': {
    what: 'The certificate of {host} is not trusted.',
    why: '{reason}',
    next: 'If the server uses a private CA, name its certificate in NODE_EXTRA_CA_CERTS; do not switch the check off.',
  },
  'transport.timedOut': {
    what: '{host} did not answer within {seconds} s.',
    next: 'Check network and proxy, then try again.',
  },
  'transport.failed': {
    what: 'The request to {host} failed.',
    why: '{reason}',
    next: 'Check network and proxy, then try again.',
  },
  'server.unknownError': {
    what: '{name} is no error this list knows.',
    next: 'Paste the whole error, or search for it in the documentation of the server.',
  },
  'server.refused': {
    what: 'The authorization server refused: {error}.',
    why: '{description}',
    next: '{fix}',
  },
  'server.failed': {
    what: '{url} answered {status}.',
    why: 'The server has a problem of its own.',
    next: 'Try again later; look at the status page of the service.',
  },
  'server.throttled': {
    what: '{url} asks to slow down.',
    why: 'It answered 429 and named a pause of {seconds} s.',
    next: 'Wait that long, then try again.',
  },
  'server.notJson': {
    what: '{url} did not answer in JSON.',
    why: 'It sent {contentType} with status {status}; a proxy or a wrong address may be the cause.',
    next: 'Check the authority, and open the trace to see the answer.',
  },
  'server.incomplete': {
    what: 'The answer of {url} is not usable.',
    why: 'Missing or malformed: {members}.',
    next: 'Open the trace to see the answer; report it to whoever runs the server.',
  },
  'redirect.badUri': {
    what: '{redirectUri} is not an address this sign-in can come back to.',
    why: '{reason}',
    next: 'Register http://localhost for the application as mobile and desktop platform, or paste the address you end on.',
  },
  'redirect.portTaken': {
    what: 'Port {port} is in use by another program.',
    why: 'The redirect URI names this port, so the sign-in must come back there.',
    next: 'Stop the other program, or register http://localhost without a port.',
  },
  'redirect.timedOut': {
    what: 'The browser did not come back within {seconds} s.',
    why: 'The page was closed, or it shows an error that never reaches the application.',
    next: 'Run the flow again; if the browser shows an error, run "Identity: Explain Error" on it.',
  },
  'redirect.noBrowser': {
    what: 'No browser could be opened.',
    next: 'Run the device code flow, or copy the address from the trace.',
  },
  'redirect.stateMismatch': {
    what: 'The response does not belong to this sign-in.',
    why: 'Its state is {received}, not the one that was sent (RFC 6749 §10.12).',
    next: 'Close old sign-in pages and run the flow again. If it happens again, someone may be injecting responses.',
  },
  'redirect.issuerMismatch': {
    what: 'The response comes from another authorization server.',
    why: 'Its iss is {received}; {expected} was asked (RFC 9207 §2.4).',
    next: 'Do not continue; check the authority of the tenant.',
  },
  'redirect.incomplete': {
    what: 'The authorization response has no {member}.',
    why: 'It has neither that nor an error.',
    next: 'Paste the whole address, from https:// to its end, or run the flow again.',
  },
  'idToken.invalid': {
    what: 'The id_token is not valid: {check}.',
    why: '{reason}',
    next: 'The tokens were thrown away. Check authority, client id and the clock of this computer.',
  },
  'client.credentialMissing': {
    what: 'The client {clientId} has no {kind} here.',
    why: 'The flow authenticates it with {method}.',
    next: 'Add one with "Identity: Add Client Credential", then run the flow again.',
  },
  'client.certificateBroken': {
    what: 'The certificate of the client cannot be used.',
    why: '{reason}',
    next: 'Add it again with "Identity: Add Client Credential": a PEM file with the certificate and its private key.',
  },
  'client.assertionMissing': {
    what: 'There is no federated token at {source}.',
    why: '{reason}',
    next: 'Check that the token is projected there, and the federated credential of the application.',
  },
  'flow.unknown': {
    what: 'There is no flow {flow}.',
    next: 'Use one of: {flows}.',
  },
  'flow.notOffered': {
    what: '{tenant} does not offer {flow}.',
    why: '{reason}',
    next: 'Choose another flow, or a server that offers it.',
  },
  'flow.parameterMissing': {
    what: '{flow} needs {parameter}.',
    why: '{explanation}',
    next: 'Give it and run the flow again.',
  },
  'flow.parameterInvalid': {
    what: '{value} is no value for {parameter}.',
    next: 'Use {choices}.',
  },
  'flow.tokenMissing': {
    what: '{flow} needs a token set with {kind}.',
    next: 'Choose one in Cached Tokens, or obtain one first.',
  },
  'flow.engineRefused': {
    what: '{engine} cannot carry this request.',
    why: '{reason}',
    next: 'Leave the choice of the engine to the flow.',
  },
  'flow.noManagedIdentity': {
    what: 'There is no managed identity here.',
    why: '{reason}',
    next: 'Run this on an Azure host with a managed identity, or against the sandbox.',
  },
  'tokens.unknown': {
    what: 'There is no token set {tokenId}.',
    why: 'It was forgotten, here or in another window.',
    next: 'Choose another in Cached Tokens, or run the flow again.',
  },
  'tokens.unreadable': {
    what: 'The stored token set {tokenId} cannot be read.',
    why: '{reason}',
    next: 'Forget it and run the flow again.',
  },
  'flows.broken': {
    what: 'Entry {index} of the setting identity.flows is not a flow profile.',
    why: '{reason}',
    next: 'Correct the entry in the settings; the others keep working.',
  },
  'flows.unknown': {
    what: 'There is no flow profile {name}.',
    next: 'Choose one with "Identity: Run Flow Profile", or add it to the setting identity.flows.',
  },
  'secrets.otherAuthority': {
    what: 'Nothing was sent to {wanted}, the authority of {tenant} in the settings.',
    why: 'The tokens or the credential are kept for {kept}; settings of a workspace can name another server under a known id.',
    next: 'If {wanted} is right, add the credential again or obtain new tokens; if not, look for the tenant in the settings of the workspace.',
  },
  'credentials.unknown': {
    what: 'There is no stored credential {credential}.',
    next: 'Add it with "Identity: Add Client Credential".',
  },
} as const satisfies Record<string, ErrorText>;
