// A program on an Azure host, in a process of its own: both libraries keep what they found in static state.
import { ManagedIdentityApplication } from '@azure/msal-node';
import { ManagedIdentityCredential } from '@azure/identity';

const [library, clientId] = process.argv.slice(2);
const resource = 'https://graph.microsoft.com';
const userAssigned = clientId ? { managedIdentityIdParams: { userAssignedClientId: clientId } } : {};

async function viaMsal() {
  const application = new ManagedIdentityApplication({
    ...userAssigned,
    system: { disableInternalRetries: true },
  });
  return (await application.acquireToken({ resource })).accessToken;
}

async function viaIdentity() {
  const credential = clientId ? new ManagedIdentityCredential({ clientId }) : new ManagedIdentityCredential();
  return (await credential.getToken(`${resource}/.default`)).token;
}

process.stdout.write(await (library === 'msal' ? viaMsal() : viaIdentity()));
