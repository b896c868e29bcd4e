import { isEntra, type PreflightRule } from './subject.ts';

const SHARED_TENANTS = ['common', 'organizations', 'consumers'];
const SECRET_METHODS = ['client_secret_basic', 'client_secret_post', 'client_secret_jwt'];
/** Flows without redirect that a public client may run only when it is allowed to. */
const FALLBACK_FLOWS = ['deviceCode', 'password'];

/** Rules about who asks, and at which tenant. */
export const clientRules: readonly PreflightRule[] = [
  {
    id: 'client-single-tenant',
    check({ tenant, registration }) {
      if (registration?.signInAudience !== 'AzureADMyOrg' || !SHARED_TENANTS.includes(tenant.id))
        return undefined;
      return {
        problem: `The application has a single tenant, and ${tenant.id} is asked.`,
        fix: 'Use the authority of its tenant, or make the application multitenant.',
        code: 50194,
      };
    },
  },
  {
    id: 'client-wrong-audience',
    check({ tenant, registration }) {
      const audience = registration?.signInAudience;
      if (audience === 'AzureADMultipleOrgs' && tenant.id === 'consumers')
        return {
          problem: 'The application is for work and school accounts, and consumers is asked.',
          fix: 'Use organizations or the authority of a tenant, or let it sign in personal accounts too.',
          code: 9002332,
        };
      if (audience !== 'PersonalMicrosoftAccount' || tenant.id === 'consumers' || tenant.id === 'common')
        return undefined;
      return {
        problem: `The application is for personal accounts only, and ${tenant.id} is asked.`,
        fix: 'Use the authority consumers, or let it sign in work and school accounts too.',
        code: 9002331,
      };
    },
  },
  {
    id: 'client-tenant-needed',
    check(subject) {
      const { tenant, flow } = subject;
      if (!isEntra(subject) || flow.grantType !== 'client_credentials' || !SHARED_TENANTS.includes(tenant.id))
        return undefined;
      return {
        problem: `Nobody signs in, so ${tenant.id} does not say which tenant is meant.`,
        fix: 'Use the authority of a tenant.',
        code: 50059,
      };
    },
  },
  {
    id: 'client-public-with-credential',
    check(subject) {
      const { request, method } = subject;
      if (!isEntra(subject) || method === 'none') return undefined;
      if (request.platform !== 'publicClient' && request.platform !== 'spa') return undefined;
      return {
        problem: 'The redirect URI makes this a public client, and it sends a credential.',
        fix: 'Send none, or use a redirect URI of the web platform.',
        code: 700025,
      };
    },
  },
  {
    id: 'client-credential-missing',
    check(subject) {
      const { request, method, flow } = subject;
      if (!isEntra(subject) || method !== 'none' || request.platform !== 'web' || flow.id === 'implicit')
        return undefined;
      return {
        problem: 'A redirect URI of the web platform needs a client credential, and there is none.',
        fix: 'Add the client secret or certificate, or use a redirect URI of the mobile and desktop platform.',
        code: 7000218,
      };
    },
  },
  {
    id: 'client-public-not-allowed',
    check(subject) {
      const { registration, method, flow } = subject;
      if (registration === undefined || registration.allowsPublicClient || method !== 'none')
        return undefined;
      if (!FALLBACK_FLOWS.includes(flow.id) || registration.redirectUris.publicClient.length > 0)
        return undefined;
      return {
        problem: 'The application does not allow public client flows.',
        fix: 'Set "Allow public client flows" under Authentication.',
        code: 7000218,
      };
    },
  },
  {
    id: 'client-secret-expired',
    check({ registration, method, now }) {
      if (registration === undefined || !SECRET_METHODS.includes(method)) return undefined;
      const { secretsEndAt } = registration;
      if (secretsEndAt.length === 0)
        return {
          problem: 'The application has no client secret.',
          fix: 'Make one, better a certificate.',
          code: 7000215,
        };
      if (secretsEndAt.some((end) => end > now)) return undefined;
      return {
        problem: 'Every client secret of the application has expired.',
        fix: 'Make a new one; better use a certificate or a federated credential.',
        code: 7000222,
      };
    },
  },
  {
    id: 'client-certificate-missing',
    check({ registration, method }) {
      if (registration === undefined || registration.hasCertificate || method !== 'private_key_jwt')
        return undefined;
      return {
        problem: 'The application has no certificate.',
        fix: 'Upload the certificate to it.',
        code: 700027,
      };
    },
  },
  {
    id: 'client-implicit-disabled',
    check({ registration, flow, request }) {
      if (registration === undefined || (flow.id !== 'implicit' && flow.id !== 'hybrid')) return undefined;
      const types = (request.parameters?.['response_type'] ?? 'id_token').split(' ');
      if (types.includes('token') && !registration.issuesAccessTokens)
        return {
          problem: 'Access tokens from the authorization endpoint are not enabled.',
          fix: 'Use authorization code with PKCE; else enable them under Authentication.',
          code: 700051,
        };
      if (!types.includes('id_token') || registration.issuesIdTokens) return undefined;
      return {
        problem: 'ID tokens from the authorization endpoint are not enabled.',
        fix: 'Enable ID tokens under Authentication, Implicit grant and hybrid flows.',
        code: 700054,
      };
    },
  },
];
