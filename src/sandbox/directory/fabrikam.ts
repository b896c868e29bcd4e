import type { TenantSeed } from './tenantSeed.ts';

/** The second tenant: a partner and software vendor whose multi-tenant application Contoso uses. */
export const fabrikam: TenantSeed = {
  id: '5a4db0c5-fab1-4ca0-9fab-7e4a47000002',
  domain: 'fabrikam.sandbox.test',
  name: 'Fabrikam Sandbox',
  country: 'US',
  users: [
    {
      name: 'pat',
      given: 'Pat',
      surname: 'Fabri',
      job: 'Consultant',
      department: 'Services',
      office: 'Seattle',
      roles: ['Global Administrator'],
    },
    {
      name: 'sam',
      given: 'Sam',
      surname: 'Okafor',
      job: 'Developer',
      department: 'Product',
      office: 'Lagos',
    },
  ],
  groups: [
    { name: 'Fabrikam Staff', description: 'Everybody', members: ['pat', 'sam'], microsoft365: true },
    { name: 'Product', description: 'Makes Fabrikam Expenses', members: ['sam'] },
  ],
  applications: [
    {
      slug: 'fabrikam-expenses',
      name: 'Fabrikam Expenses',
      description: 'A multi-tenant web application; each tenant consents for itself.',
      consent: 'granted',
      multitenant: true,
      web: ['http://localhost', 'https://expenses.fabrikam.sandbox.test/signin-oidc'],
      credentials: ['secret'],
      needs: { graph: { scopes: ['User.Read'] } },
    },
    {
      slug: 'fabrikam-desktop',
      name: 'Fabrikam Desktop',
      description: 'A public client of the second tenant.',
      consent: 'granted',
      native: ['http://localhost'],
      needs: { graph: { scopes: ['User.Read'] } },
    },
    {
      slug: 'fabrikam-daemon',
      name: 'Fabrikam Importer',
      description: 'A daemon of the second tenant.',
      consent: 'granted',
      credentials: ['secret'],
      needs: { graph: { roles: ['User.Read.All'] } },
    },
  ],
  visitors: [{ slug: 'identity-workbench', consent: 'granted' }],
};
