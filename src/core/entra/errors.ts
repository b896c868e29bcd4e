import type { ErrorText } from '../errors.ts';

/** Error codes of `core/entra`, with their texts. */
export const entraErrors = {
  'graph.partlyDone': {
    what: 'Only {made} of {count} requests of this change were made.',
    why: '{reason}',
    next: 'Look at what is there now; the requests before the failing one stay made.',
  },
  'graph.unauthorized': {
    what: 'Microsoft Graph did not accept the access token.',
    why: '{reason}',
    next: 'Sign in to the tenant again.',
  },
  'graph.forbidden': {
    what: 'Microsoft Graph refused {path}: the permission {permission} is missing.',
    why: '{reason}',
    next: 'Ask an administrator to consent to {permission}, or sign in with an account that has it.',
  },
  'graph.notFound': {
    what: '{path} does not exist in this tenant.',
    why: '{reason}',
    next: 'Refresh the view; it may have been deleted.',
  },
  'graph.refused': {
    what: 'Microsoft Graph did not accept the request to {path}.',
    why: '{reason}',
    next: '{advice}',
  },
  'graph.conflict': {
    what: '{path} conflicts with what is there already.',
    why: '{reason}',
    next: 'Refresh the view to see what is there, then choose another name or value.',
  },
  'graph.resync': {
    what: 'Microsoft Graph no longer knows what changed at {path} since it was read.',
    why: '{reason}',
    next: 'Refresh the view: it reads everything again.',
  },
  'graph.changed': {
    what: '{path} was changed by somebody else in the meantime.',
    why: '{reason}',
    next: 'Read it again, then repeat the change.',
  },
  'graph.throttled': {
    what: 'Microsoft Graph asks to slow down.',
    why: 'It answered 429 to {path} and named a pause of {seconds} s.',
    next: 'Wait that long, then try again.',
  },
  'graph.failed': {
    what: 'Microsoft Graph answered {status} to {path}.',
    why: '{reason}',
    next: 'Try again; the log has the request id.',
  },
  'graph.badAnswer': {
    what: 'The answer to {path} is not what Microsoft Graph sends.',
    why: '{reason}',
    next: 'Check the Graph address of the tenant, and any proxy between.',
  },
  'graph.signInNeeded': {
    what: 'No sign-in to {tenant} yet.',
    next: 'Run "Identity: Sign In to Tenant", or obtain a Microsoft Graph token with "Identity: Run OAuth Flow".',
  },
  'arm.unauthorized': {
    what: 'Azure Resource Manager did not accept the access token.',
    why: '{reason}',
    next: 'Sign in to the tenant again.',
  },
  'arm.forbidden': {
    what: 'Azure refused {path}: the role {permission} is missing there.',
    why: '{reason}',
    next: 'Ask an owner of the subscription to assign {permission}, or sign in with an account that has it.',
  },
  'arm.failed': {
    what: 'Azure Resource Manager answered {status} to {path}.',
    why: '{reason}',
    next: 'Try again; when it asks to slow down, wait a minute.',
  },
  'arm.badAnswer': {
    what: 'The answer to {path} is not what Azure Resource Manager sends.',
    why: '{reason}',
    next: 'Check the cloud of the tenant, and any proxy between.',
  },
  'application.noPrincipal': {
    what: 'The application {clientId} has no service principal in this tenant.',
    why: 'Consent is given to the service principal (enterprise application), not to the registration.',
    next: 'Create the service principal first; "Identity: Grant Admin Consent" offers it.',
  },
  'application.unknown': {
    what: 'This tenant has no app registration {clientId}.',
    next: 'Refresh the App Registrations view; it may have been deleted.',
  },
  'certificate.keyMissing': {
    what: 'The file has no private key that can be read.',
    why: '{reason}',
    next: 'Give one PEM file with certificate and private key; of a .pfx file, "openssl pkcs12 -in x.pfx -out x.pem -nodes" makes one.',
  },
  'certificate.keyLocked': {
    what: 'The private key is locked by a passphrase.',
    next: 'Give the passphrase; it is not kept.',
  },
  'certificate.passphraseWrong': {
    what: 'The passphrase does not open the private key.',
    next: 'Add the credential again with the right passphrase.',
  },
  'certificate.unreadable': {
    what: 'This is not an X.509 certificate in PEM.',
    why: '{reason}',
    next: 'Choose a .pem, .crt or .cer file that begins with -----BEGIN CERTIFICATE-----.',
  },
  'manifest.invalid': {
    what: 'The manifest was not saved: {problem}',
    why: 'Nothing was sent; the text stays as it is in the editor.',
    next: 'Correct it, then save again.',
  },
  'manifest.conflict': {
    what: 'The manifest was not saved: {properties} changed in the tenant since it was opened.',
    why: 'Saving would overwrite that change. The text stays as it is in the editor.',
    next: 'Run "Identity: Compare Manifest with Tenant" to see both, then "File: Revert File" and repeat your change.',
  },
  'manifest.dismissed': {
    what: 'The manifest was not saved.',
    why: 'The change was not confirmed; the text stays as it is in the editor.',
    next: 'Save again to see the change once more.',
  },
  'conditionalAccess.badFile': {
    what: 'This file is no Conditional Access policy or named location.',
    why: '{reason}',
    next: 'Choose a JSON file as "Identity: Export Conditional Access Policy" writes it. Nothing was sent.',
  },
  'hybrid.badAnchor': {
    what: '{input} is neither a GUID nor an immutable id.',
    why: 'An objectGUID looks like 01234567-89ab-cdef-0123-456789abcdef, an immutable id is 16 bytes in base64.',
    next: 'Copy objectGUID or mS-DS-ConsistencyGuid from the directory, or onPremisesImmutableId from Entra, whole.',
  },
  'tenants.unknown': {
    what: 'There is no tenant {tenant}.',
    next: 'Add it with "Identity: Add Tenant", then try again.',
  },
  'tenants.broken': {
    what: 'Entry {index} of the setting identity.tenants is not a tenant.',
    why: '{reason}',
    next: 'Correct the entry in the settings; the others keep working.',
  },
  'tenants.noGraph': {
    what: '{tenant} has no Microsoft Graph.',
    next: 'Its applications are managed where the server is managed.',
  },
  'sandbox.portTaken': {
    what: 'The sandbox cannot listen on port {port} of 127.0.0.1.',
    why: 'Another program listens there.',
    next: 'Stop that program, or choose another port with --port.',
  },
  'sandbox.keysUnreadable': {
    what: 'The sandbox keys in {file} cannot be read.',
    why: 'The file is not what the sandbox wrote there.',
    next: 'Restore the file, or delete it to make new keys; tokens of the old ones then stop working.',
  },
} as const satisfies Record<string, ErrorText>;
