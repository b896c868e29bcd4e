import { child, strings, text, type JsonObject } from '../../json.ts';
import { applicationPath, type ListedApplication } from '../application.ts';
import { objects } from '../applicationProperties.ts';
import { WRITE_APPLICATIONS, type Change } from '../change.ts';
import type { GraphWrite } from '../graph.ts';
import { claimTokens, optionalClaimList, type ClaimToken } from '../optionalClaimList.ts';
import type { PartKind } from './part.ts';

/** Claims that tokens of the application have besides the usual ones. */
export const optionalClaims: PartKind<'optionalClaim'> = {
  id: 'optionalClaim',
  title: 'Optional claims',
  icon: 'symbol-property',
  count: (application) =>
    claimTokens.reduce((sum, { id }) => sum + optionalClaimsOf(application, id).length, 0),
  load: ({ application, translate }) =>
    Promise.resolve(
      claimTokens.flatMap(({ id, name }) =>
        optionalClaimsOf(application, id).map((json) => {
          const claim = text(json, 'name') ?? '';
          const properties = strings(json, 'additionalProperties');
          return {
            key: `${id} ${claim}`,
            label: claim,
            description: [
              translate(name),
              json['essential'] === true ? translate('essential') : '',
              ...properties,
            ]
              .filter((each) => each !== '')
              .join(' · '),
            detail: translate(optionalClaimList.find((each) => each.name === claim)?.detail ?? ''),
            value: claim,
          };
        }),
      ),
    ),
  remove({ application }, { key }) {
    const { token, name } = optionalClaimOf(key);
    return changeOptionalClaims(application, token, (all) =>
      all.filter((each) => text(each, 'name') !== name),
    );
  },
};

/** The token and the claim in the key of a part. */
export function optionalClaimOf(key: string): { readonly token: ClaimToken; readonly name: string } {
  const token = claimTokens.find(({ id }) => key.startsWith(`${id} `))?.id ?? 'idToken';
  return { token, name: key.slice(key.indexOf(' ') + 1) };
}

/** The optional claims of a token as Graph has them (Microsoft: optionalClaim). */
export function optionalClaimsOf({ resource }: ListedApplication, token: ClaimToken): readonly JsonObject[] {
  return objects(child(resource, 'optionalClaims'), token);
}

/** Replaces the optional claims of a token by what `change` makes of them. */
export function changeOptionalClaims(
  application: ListedApplication,
  token: ClaimToken,
  change: (before: readonly JsonObject[]) => readonly JsonObject[],
): Change {
  const before = child(application.resource, 'optionalClaims');
  const all = Object.fromEntries(claimTokens.map(({ id }) => [id, optionalClaimsOf(application, id)]));
  const write = (optionalClaims: JsonObject): GraphWrite => ({
    method: 'PATCH',
    path: applicationPath(application.clientId),
    body: { optionalClaims },
  });
  return {
    writes: [write({ ...all, [token]: change(optionalClaimsOf(application, token)) })],
    undo: [write(Object.keys(before).length === 0 ? all : before)],
    permission: WRITE_APPLICATIONS,
  };
}
