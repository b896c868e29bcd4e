import { text } from '../../json.ts';
import { applicationPath } from '../application.ts';
import { WRITE_APPLICATIONS } from '../change.ts';
import type { GraphWrite } from '../graph.ts';
import type { PartKind } from './part.ts';

/** Who may change the registration without a directory role. */
export const owners: PartKind<'owner'> = {
  id: 'owner',
  title: 'Owners',
  icon: 'organization',
  async load({ graph, application: { clientId }, signal }) {
    const page = await graph.list(
      `${applicationPath(clientId)}/owners?$select=id,displayName,userPrincipalName,appId`,
      {
        permission: 'Application.Read.All',
        ...(signal === undefined ? {} : { signal }),
      },
    );
    return page.values.map((json) => {
      const id = text(json, 'id') ?? '';
      const name = text(json, 'userPrincipalName') ?? text(json, 'appId');
      return {
        key: id,
        label: text(json, 'displayName') ?? id,
        ...(name === undefined ? {} : { description: name }),
        value: name ?? id,
        type: /servicePrincipal$/.test(text(json, '@odata.type') ?? '') ? 'servicePrincipal' : 'user',
      };
    });
  },
  remove: ({ application: { clientId } }, { key }) => ({
    writes: [
      { method: 'DELETE', path: `${applicationPath(clientId)}/owners/${encodeURIComponent(key)}/$ref` },
    ],
    undo: [addOwner(clientId, key)],
    permission: WRITE_APPLICATIONS,
  }),
};

/** Makes a user or service principal an owner (Microsoft: Add owner). The reference names the object in any cloud. */
export function addOwner(clientId: string, objectId: string): GraphWrite {
  return {
    method: 'POST',
    path: `${applicationPath(clientId)}/owners/$ref`,
    body: { '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${objectId}` },
  };
}
