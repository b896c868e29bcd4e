import type { Directory } from '../directory/directory.ts';

/** Remembers the consent a directory starts with; the result goes back to it. */
export function consentReset({ tenants }: Directory): () => void {
  const starts = tenants.map(({ content }) => ({
    content,
    grants: [...content.oauth2PermissionGrants],
    roles: content.appRoleAssignments.filter(isConsent),
  }));
  return () => {
    for (const { content, grants, roles } of starts) {
      const others = content.appRoleAssignments.filter((each) => !isConsent(each));
      content.oauth2PermissionGrants.splice(0, Infinity, ...grants);
      content.appRoleAssignments.splice(0, Infinity, ...others, ...roles);
    }
  };
}

/** Application permissions are consent; roles of people are not. */
const isConsent = ({ principalType }: { readonly principalType: string }): boolean =>
  principalType === 'ServicePrincipal';
