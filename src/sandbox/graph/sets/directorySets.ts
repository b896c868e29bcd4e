import type { JsonObject } from '../../../core/json.ts';
import { eitherKind } from '../caller.ts';
import type { Relation, ResourceSet } from '../resourceSets.ts';

const directory = ['Directory.Read.All', 'Directory.ReadWrite.All'];
const readDomains = eitherKind('Domain.Read.All', ...directory);
const readDevices = eitherKind('Device.Read.All', ...directory);

const deviceUsers: Relation = {
  read: readDevices,
  rows: ({ governance, content }, id) => {
    const owners = governance.deviceOwners.filter(({ of }) => of === id).map(({ member }) => member);
    return content.users
      .filter((user) => owners.includes(user.id))
      .map((user) => ({ '@odata.type': '#microsoft.graph.user', ...user }));
  },
};

/** Devices of a user, joined or registered. */
export const ownedDevices: Relation = {
  read: readDevices,
  rows: ({ governance }, id): readonly JsonObject[] => {
    const owned = governance.deviceOwners.filter(({ member }) => member === id).map(({ of }) => of);
    return governance.devices
      .filter((device) => owned.includes(String(device['id'])))
      .map((device) => ({ '@odata.type': '#microsoft.graph.device', ...device }));
  },
};

/** Domains, devices, licences and synchronization. */
export const directorySets: Readonly<Record<string, ResourceSet>> = {
  domains: {
    type: 'domain',
    rows: ({ governance }) => governance.domains,
    read: readDomains,
    relations: {
      federationConfiguration: {
        read: eitherKind('Domain-InternalFederation.Read.All', ...readDomains.application),
        rows: ({ governance }, id) => governance.federations[id] ?? [],
      },
    },
  },
  devices: {
    type: 'device',
    rows: ({ governance }) => governance.devices,
    read: readDevices,
    relations: { registeredOwners: deviceUsers, registeredUsers: deviceUsers },
  },
  subscribedSkus: {
    type: 'subscribedSku',
    rows: ({ governance }) => governance.subscribedSkus,
    read: eitherKind('Organization.Read.All', ...directory),
    relations: {},
  },
  'directory/onPremisesSynchronization': {
    type: 'onPremisesDirectorySynchronization',
    rows: ({ governance }) => governance.synchronization,
    // Microsoft: application permissions are not supported.
    read: { delegated: ['OnPremDirectorySynchronization.Read.All'], application: [] },
    relations: {},
  },
};
