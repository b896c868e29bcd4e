import { text } from '../../json.ts';
import { idOf, listed, spoken, words, type DirectoryHeading } from './branch.ts';
import { needs } from './needs.ts';
import { guests, partners } from './people.ts';

/** People of other organizations: guests by invitation, partners by setting. */
export const collaboration: DirectoryHeading = {
  id: 'collaboration',
  title: 'Guests (B2B)',
  icon: 'person-add',
  branches: [guests, partners],
};

/** Customers: how they sign up and sign in, with External ID or Azure AD B2C. */
export const customers: DirectoryHeading = {
  id: 'customers',
  title: 'External identities',
  icon: 'broadcast',
  branches: [
    listed(
      { id: 'userFlows', title: 'User flows (External ID)', icon: 'list-ordered' },
      {
        need: needs.userFlows,
        path: '/identity/authenticationEventsFlows',
        row: (json) => ({
          id: idOf(json),
          label: text(json, 'displayName') ?? idOf(json),
          description: text(json, 'description') ?? '',
          icon: 'list-ordered',
          kind: 'other',
          path: `/identity/authenticationEventsFlows/${encodeURIComponent(idOf(json))}`,
        }),
      },
    ),
    listed(
      { id: 'b2cUserFlows', title: 'User flows (Azure AD B2C)', icon: 'list-ordered' },
      {
        need: needs.b2cUserFlows,
        version: 'beta',
        path: '/identity/b2cUserFlows',
        row: (json, translate) => ({
          id: idOf(json),
          label: idOf(json),
          description: words(
            spoken(text(json, 'userFlowType')),
            translate('version {number}', { number: Number(json['userFlowTypeVersion'] ?? 1) }),
          ),
          icon: 'list-ordered',
        }),
      },
    ),
    listed(
      { id: 'identityProviders', title: 'Identity providers', icon: 'verified' },
      {
        need: needs.identityProviders,
        path: '/identity/identityProviders',
        row: (json) => ({
          id: idOf(json),
          label: text(json, 'displayName') ?? idOf(json),
          description: words(text(json, 'identityProviderType'), text(json, 'clientId')),
          icon: 'verified',
        }),
      },
    ),
  ],
};
