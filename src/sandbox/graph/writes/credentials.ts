import { base64url } from 'jose';
import type { JsonObject } from '../../../core/json.ts';
import type { Application, FederatedIdentityCredential } from '../../directory/model.ts';
import { randomId } from '../../oauth/sts.ts';
import { readGuid, readObject, readOptionalText, readText, readTexts, refuseOthers } from '../bodyReader.ts';
import { badRequest, GraphError, notFound } from '../graphError.ts';
import { applicationOf, DONE, put, writeApplications, type WriteContext, type WriteRoute } from './route.ts';

const DAY = 24 * 3600 * 1000;
const TWO_YEARS = 2 * 365 * DAY;
const MOST_FEDERATED = 20;
const LONGEST = 600;

/** Secrets and federated credentials of app registrations. */
export const credentialWrites: readonly WriteRoute[] = [
  {
    method: 'POST',
    path: 'applications/*/addPassword',
    permissions: writeApplications,
    act({ sts, tenant, keys, body }) {
      const application = applicationOf(tenant, keys[0]);
      const wish = readObject(body, 'passwordCredential');
      refuseOthers(wish, ['displayName', 'startDateTime', 'endDateTime'], 'passwordCredential');
      const now = sts.clock.now();
      const start = time(wish, 'startDateTime', now);
      const end = time(wish, 'endDateTime', start + TWO_YEARS);
      if (end <= start)
        throw new GraphError(
          400,
          'PasswordCredentialInvalidEndDate',
          'Credential end date is before its start date.',
        );
      const keyId = randomId(sts.random);
      const secretText = `sandbox-${base64url.encode(sts.random(24))}`;
      const credential = {
        keyId,
        displayName: readOptionalText(wish, 'displayName') ?? '',
        hint: secretText.slice(0, 3),
        startDateTime: new Date(start).toISOString(),
        endDateTime: new Date(end).toISOString(),
      };
      sts.directory.credentials.secrets.set(keyId, secretText);
      replace(tenant.content.applications, application, {
        passwordCredentials: [...application.passwordCredentials, credential],
      });
      return { status: 200, body: { ...credential, secretText } };
    },
  },
  {
    method: 'POST',
    path: 'applications/*/removePassword',
    permissions: writeApplications,
    act({ sts, tenant, keys, body }) {
      const application = applicationOf(tenant, keys[0]);
      const id = readGuid(body, 'keyId');
      if (!application.passwordCredentials.some(({ keyId }) => keyId === id))
        throw badRequest(`No password credential found with keyId '${id}'.`);
      sts.directory.credentials.secrets.delete(id);
      replace(tenant.content.applications, application, {
        passwordCredentials: application.passwordCredentials.filter(({ keyId }) => keyId !== id),
      });
      return DONE;
    },
  },
  {
    method: 'POST',
    path: 'applications/*/federatedIdentityCredentials',
    permissions: writeApplications,
    act(context) {
      const { sts, tenant, keys, body } = context;
      const application = applicationOf(tenant, keys[0]);
      const others = federatedOf(context, application);
      if (others.length >= MOST_FEDERATED)
        throw badRequest('An application has at most 20 federated identity credentials.');
      const credential = readFederated(body, randomId(sts.random));
      checkFederated(credential, others);
      tenant.content.federatedIdentityCredentials.push({ of: application.id, credential });
      return { status: 201, body: credential };
    },
  },
  {
    method: 'PATCH',
    path: 'applications/*/federatedIdentityCredentials/*',
    permissions: writeApplications,
    act(context) {
      const entry = federatedEntry(context);
      const application = applicationOf(context.tenant, context.keys[0]);
      if ('name' in context.body && context.body['name'] !== entry.credential.name)
        throw badRequest("Property 'name' of a federated identity credential cannot be changed.");
      const credential = readFederated({ ...entry.credential, ...context.body }, entry.credential.id);
      checkFederated(
        credential,
        federatedOf(context, application).filter(({ id }) => id !== credential.id),
      );
      put(context.tenant.content.federatedIdentityCredentials, entry, { of: application.id, credential });
      return DONE;
    },
  },
  {
    method: 'DELETE',
    path: 'applications/*/federatedIdentityCredentials/*',
    permissions: writeApplications,
    act(context) {
      put(context.tenant.content.federatedIdentityCredentials, federatedEntry(context), undefined);
      return DONE;
    },
  },
];

function replace(applications: Application[], old: Application, change: Partial<Application>): void {
  put(applications, old, { ...old, ...change });
}

function time(json: JsonObject, name: string, otherwise: number): number {
  const value = readOptionalText(json, name);
  const parsed = value === null ? otherwise : Date.parse(value);
  if (Number.isNaN(parsed))
    throw badRequest(`Invalid value specified for property '${name}': a date is needed.`);
  return parsed;
}

function federatedOf({ tenant }: WriteContext, { id }: Application): FederatedIdentityCredential[] {
  return tenant.content.federatedIdentityCredentials
    .filter(({ of }) => of === id)
    .map(({ credential }) => credential);
}

function federatedEntry({ tenant, keys }: WriteContext) {
  const application = applicationOf(tenant, keys[0]);
  const wanted = keys[1] ?? '';
  const entry = tenant.content.federatedIdentityCredentials.find(
    ({ of, credential }) => of === application.id && [credential.id, credential.name].includes(wanted),
  );
  if (entry === undefined) throw notFound(wanted);
  return entry;
}

function readFederated(json: JsonObject, id: string): FederatedIdentityCredential {
  refuseOthers(
    json,
    ['id', 'name', 'issuer', 'subject', 'audiences', 'description'],
    'federatedIdentityCredential',
  );
  return {
    id,
    name: readText(json, 'name'),
    issuer: readText(json, 'issuer'),
    subject: readText(json, 'subject'),
    audiences: readTexts(json, 'audiences'),
    description: readOptionalText(json, 'description'),
  };
}

function checkFederated(
  { name, issuer, subject, audiences }: FederatedIdentityCredential,
  others: readonly FederatedIdentityCredential[],
): void {
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{2,119}$/.test(name))
    throw badRequest("Property 'name' has 3 to 120 letters, digits, hyphens and underscores.");
  if (!URL.canParse(issuer) || issuer.length > LONGEST)
    throw badRequest("Property 'issuer' is a URL of at most 600 characters.");
  if (subject === '' || subject.length > LONGEST)
    throw badRequest("Property 'subject' has 1 to 600 characters.");
  if (audiences.length !== 1) throw badRequest("Property 'audiences' has exactly one value.");
  if (others.some((each) => each.name === name))
    throw new GraphError(
      409,
      'Request_MultipleObjectsWithSameKeyValue',
      `FederatedIdentityCredential with name ${name} already exists.`,
    );
  if (others.some((each) => each.issuer === issuer && each.subject === subject))
    throw new GraphError(
      409,
      'Request_MultipleObjectsWithSameKeyValue',
      'FederatedIdentityCredential with this issuer and subject already exists.',
    );
}
