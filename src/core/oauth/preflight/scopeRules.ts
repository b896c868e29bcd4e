import { isEntra, type PreflightRule } from './subject.ts';

const OIDC_SCOPES = ['openid', 'profile', 'email', 'offline_access', 'address', 'phone'];
const OWN_API_SCOPES = ['user_impersonation', 'access_as_user', 'access_as_application'];

/** The resource a scope belongs to; a short name is one of Microsoft Graph. */
function resourceOf(scope: string): string {
  const cut = scope.lastIndexOf('/');
  return cut < 0 ? 'https://graph.microsoft.com' : scope.slice(0, cut).replace(/\/$/, '').toLowerCase();
}

/** Rules about what is asked for. */
export const scopeRules: readonly PreflightRule[] = [
  {
    id: 'scope-mixed-resources',
    check(subject) {
      if (!isEntra(subject)) return undefined;
      const asked = subject.request.scopes.filter((scope) => !OIDC_SCOPES.includes(scope));
      const resources = new Set(asked.map(resourceOf));
      if (resources.size < 2) return undefined;
      return {
        problem: `The scopes belong to ${resources.size} resources: ${[...resources].join(', ')}.`,
        fix: 'Ask for one resource; refresh for the others afterwards.',
        code: 28000,
      };
    },
  },
  {
    id: 'scope-default-mixed',
    check(subject) {
      if (!isEntra(subject)) return undefined;
      const asked = subject.request.scopes.filter((scope) => !OIDC_SCOPES.includes(scope));
      if (asked.length < 2 || !asked.some((scope) => scope.endsWith('/.default'))) return undefined;
      return {
        problem: '.default stands for all permissions of the resource and cannot be combined with others.',
        fix: 'Ask for .default alone, or for the single scopes.',
        code: 70011,
      };
    },
  },
  {
    id: 'scope-application-default',
    check(subject) {
      if (!isEntra(subject) || subject.flow.grantType !== 'client_credentials') return undefined;
      const wrong = subject.request.scopes.filter((scope) => !scope.endsWith('/.default'));
      if (subject.request.scopes.length === 1 && wrong.length === 0) return undefined;
      return {
        problem: 'Client credentials take exactly one scope that ends in /.default.',
        fix: 'Ask for <resource>/.default; what is in it is set by the application permissions.',
        code: 1002012,
      };
    },
  },
  {
    id: 'scope-missing-prefix',
    check(subject) {
      if (!isEntra(subject)) return undefined;
      const bare = subject.request.scopes.find(
        (scope) => OWN_API_SCOPES.includes(scope) || scope === '.default' || /^[\da-f-]{36}$/i.test(scope),
      );
      if (bare === undefined) return undefined;
      return {
        problem: `${bare} does not say to which API it belongs.`,
        fix: `Write it whole: api://<application id>/${/^[\da-f-]{36}$/i.test(bare) ? '.default' : bare}.`,
        code: 70011,
      };
    },
  },
  {
    id: 'scope-openid-missing',
    check({ request, flow }) {
      const responseType =
        request.parameters?.['response_type'] ??
        flow.parameters.find(({ name }) => name === 'response_type')?.default;
      if (responseType?.includes('id_token') !== true || request.scopes.includes('openid')) return undefined;
      return {
        problem: 'An id_token is asked for without the scope openid.',
        fix: 'Add openid to the scopes.',
        code: 70005,
      };
    },
  },
  {
    id: 'scope-resource-parameter',
    check(subject) {
      if (!isEntra(subject) || !('resource' in (subject.request.parameters ?? {}))) return undefined;
      return {
        problem: 'Entra’s v2 endpoint does not take the parameter resource.',
        fix: 'Ask with scope: <resource>/.default.',
        code: 901002,
      };
    },
  },
];
