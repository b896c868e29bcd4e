import type { YAMLMap } from 'yaml';
import type { TextBreach, TextRule } from '../textRule.ts';
import { annotationFix, CLIENT_ID, labelFix, USE } from './fixes.ts';
import { at, listAt, type KubernetesObject } from './workloads.ts';

const EXPIRATION = 'azure.workload.identity/service-account-token-expiration';
const PROXY = 'azure.workload.identity/inject-proxy-sidecar';
const DOCS =
  'https://azure.github.io/azure-workload-identity/docs/topics/service-account-labels-and-annotations.html';
const OVERVIEW = 'https://learn.microsoft.com/azure/aks/workload-identity-overview';
const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** What a template engine fills in is left alone. */
const TEMPLATED = /\{\{|\$\{|^\$|^<|^__/;

/** A file of manifests, and the federated credentials of the workspace. */
export interface ManifestFile {
  readonly text: string;
  readonly objects: readonly KubernetesObject[];
  readonly workloads: readonly Workload[];
  readonly accounts: readonly KubernetesObject[];
  /** Subjects of federated credentials in the workspace; empty when there are none. */
  readonly subjects: readonly string[];
}

/** An object with pods. */
export interface Workload {
  readonly object: KubernetesObject;
  readonly template: YAMLMap;
  readonly account: string | undefined;
}

/** One rule of workload identity. */
export interface ManifestRule extends TextRule {
  readonly find: (file: ManifestFile) => Iterable<TextBreach>;
}

/** Every rule; a new one is one entry. */
export const manifestRules: readonly ManifestRule[] = [
  {
    id: 'workload-label-missing',
    severity: 'error',
    what: 'The pods have no label azure.workload.identity/use: "true".',
    why: 'Without it on the pod template the webhook injects no token, and the SDK says that WorkloadIdentityCredential is unavailable.',
    source: DOCS,
    *find({ workloads, accounts, text }) {
      for (const { object, template, account } of workloads) {
        if (at(template, ['metadata', 'labels', USE]) !== undefined) continue;
        const outside = at(object.map, ['metadata', 'labels', USE]);
        const isMeant =
          outside !== undefined ||
          accounts.some((each) => isAccount(each, object, account) && annotation(each, CLIENT_ID));
        if (!isMeant) continue;
        yield { range: outside?.keyRange ?? object.range, ...labelFix(template, text) };
      }
    },
  },
  {
    id: 'workload-label-value',
    severity: 'error',
    what: 'The value has to be the string "true".',
    why: 'Labels are strings: Kubernetes refuses a boolean, and the webhook looks for "true" only.',
    source: DOCS,
    *find({ workloads }) {
      for (const { template } of workloads) {
        const label = at(template, ['metadata', 'labels', USE]);
        if (label === undefined || label.value === 'true' || isTemplated(label.value)) continue;
        yield {
          range: label.range,
          fix: { title: 'Write "true"', edits: [{ range: label.range, text: '"true"' }] },
        };
      }
    },
  },
  {
    id: 'workload-label-on-account',
    severity: 'warning',
    what: 'This label does nothing on a ServiceAccount.',
    why: 'It belongs on the pod template; the service account takes the annotation azure.workload.identity/client-id.',
    source: DOCS,
    *find({ accounts }) {
      for (const { map } of accounts) {
        const label = at(map, ['metadata', 'labels', USE]);
        if (label !== undefined) yield { range: label.keyRange };
      }
    },
  },
  {
    id: 'workload-default-account',
    severity: 'error',
    what: 'The pods run as the service account default.',
    why: 'The federated credential names a service account. Set spec.serviceAccountName.',
    source: OVERVIEW,
    *find({ workloads }) {
      for (const { template, account } of workloads) {
        const label = at(template, ['metadata', 'labels', USE]);
        if (label !== undefined && account === undefined) yield { range: label.keyRange };
      }
    },
  },
  {
    id: 'workload-account-elsewhere',
    severity: 'warning',
    what: 'Service account {account} is not in namespace {namespace}.',
    why: 'This file has it in {other}. Pods use service accounts of their own namespace only.',
    source: 'https://kubernetes.io/docs/concepts/security/service-accounts/',
    *find({ workloads, accounts }) {
      for (const { object, template, account } of workloads) {
        const others = accounts.filter(({ name }) => name === account);
        if (
          account === undefined ||
          others.length === 0 ||
          others.some((each) => isAccount(each, object, account))
        )
          continue;
        const range = at(template, ['spec', 'serviceAccountName'])?.range ?? object.range;
        yield { range, data: { account, namespace: object.namespace, other: others[0]?.namespace ?? '' } };
      }
    },
  },
  {
    id: 'workload-no-client-id',
    severity: 'warning',
    what: 'Service account {account} names no identity.',
    why: 'Without the annotation azure.workload.identity/client-id the pod has no AZURE_CLIENT_ID, and code has to give it.',
    source: DOCS,
    *find({ workloads, accounts, text }) {
      for (const { object, template, account } of workloads) {
        if (at(template, ['metadata', 'labels', USE]) === undefined) continue;
        const found = accounts.find((each) => isAccount(each, object, account));
        if (found === undefined || annotation(found, CLIENT_ID)) continue;
        yield {
          range: at(found.map, ['metadata', 'name'])?.range ?? found.range,
          data: { account: found.name },
          ...annotationFix(found, text),
        };
      }
    },
  },
  {
    id: 'workload-client-id',
    severity: 'error',
    what: '{value} is no client ID.',
    why: 'It is the client ID (a GUID) of the managed identity or application, not its name, resource ID or object ID.',
    source: DOCS,
    *find({ accounts }) {
      for (const account of accounts) {
        const id = annotation(account, CLIENT_ID);
        if (id === undefined || isTemplated(id.value)) continue;
        if (typeof id.value !== 'string' || !GUID.test(id.value))
          yield { range: id.range, data: { value: String(id.value) } };
      }
    },
  },
  {
    id: 'workload-token-expiration',
    severity: 'error',
    what: 'A token lives 3600 to 86400 seconds.',
    why: 'The webhook refuses any other value.',
    source: DOCS,
    *find({ accounts, workloads }) {
      const places = [...accounts.map(({ map }) => map), ...workloads.map(({ template }) => template)];
      for (const map of places) {
        const seconds = at(map, ['metadata', 'annotations', EXPIRATION]);
        if (seconds === undefined || isTemplated(seconds.value)) continue;
        const count = Number(seconds.value);
        if (!(count >= 3600 && count <= 86_400)) yield { range: seconds.range };
      }
    },
  },
  {
    id: 'workload-pod-identity',
    severity: 'error',
    what: 'aadpodidbinding belongs to pod identity, which is retired.',
    why: 'Use workload identity: the label azure.workload.identity/use, an annotated service account and a federated credential.',
    source: 'https://learn.microsoft.com/azure/aks/workload-identity-migrate-from-pod-identity',
    *find({ workloads, objects }) {
      for (const { template } of workloads) {
        const label = at(template, ['metadata', 'labels', 'aadpodidbinding']);
        if (label !== undefined) yield { range: label.keyRange };
      }
      for (const { kind, range } of objects)
        if (kind === 'AzureIdentity' || kind === 'AzureIdentityBinding') yield { range };
    },
  },
  {
    id: 'workload-client-secret',
    severity: 'warning',
    what: 'AZURE_CLIENT_SECRET takes the place of workload identity.',
    why: 'DefaultAzureCredential tries the environment first: with a secret in it the pod never uses its federated token.',
    source: 'https://learn.microsoft.com/azure/developer/intro/passwordless-overview',
    *find({ workloads }) {
      for (const { template } of workloads) {
        if (at(template, ['metadata', 'labels', USE]) === undefined) continue;
        for (const container of [
          ...listAt(template, ['spec', 'containers']),
          ...listAt(template, ['spec', 'initContainers']),
        ])
          for (const variable of listAt(container, ['env'])) {
            const name = at(variable, ['name']);
            if (name?.value === 'AZURE_CLIENT_SECRET') yield { range: name.range };
          }
      }
    },
  },
  {
    id: 'workload-proxy-host-network',
    severity: 'warning',
    what: 'The proxy sidecar does not work with hostNetwork.',
    why: 'It redirects traffic of the metadata service inside the network of the pod.',
    source:
      'https://azure.github.io/azure-workload-identity/docs/topics/service-account-labels-and-annotations.html',
    *find({ workloads }) {
      for (const { template } of workloads) {
        const network = at(template, ['spec', 'hostNetwork']);
        const proxy = at(template, ['metadata', 'annotations', PROXY]);
        if (network?.value === true && String(proxy?.value) === 'true') yield { range: network.range };
      }
    },
  },
  {
    id: 'workload-subject',
    severity: 'warning',
    what: 'No federated credential of the workspace has the subject {subject}.',
    why: 'There are: {known}. Subjects are compared character by character (AADSTS700213).',
    source: 'https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations',
    *find({ accounts, subjects }) {
      const known = subjects.filter((subject) => subject.startsWith('system:serviceaccount:'));
      for (const account of accounts) {
        const subject = `system:serviceaccount:${account.namespace}:${account.name}`;
        const isMeant = annotation(account, CLIENT_ID) !== undefined;
        if (!isMeant || known.length === 0 || known.includes(subject) || isTemplated(account.name)) continue;
        yield {
          range: at(account.map, ['metadata', 'name'])?.range ?? account.range,
          data: { subject, known: known.slice(0, 5).join(', ') },
        };
      }
    },
  },
  {
    id: 'kubeconfig-auth-provider',
    severity: 'error',
    what: 'kubectl has no auth-provider azure any more.',
    why: 'It was removed in 1.26. Convert the file: kubelogin convert-kubeconfig -l azurecli.',
    source: 'https://learn.microsoft.com/azure/aks/kubelogin-authentication',
    *find({ objects }) {
      for (const { kind, map } of objects)
        for (const user of kind === 'Config' ? listAt(map, ['users']) : []) {
          const name = at(user, ['user', 'auth-provider', 'name']);
          if (name?.value === 'azure') yield { range: name.range };
        }
    },
  },
];

function isAccount(
  account: KubernetesObject,
  { namespace }: KubernetesObject,
  name: string | undefined,
): boolean {
  return account.name === name && account.namespace === namespace;
}

function annotation({ map }: KubernetesObject, name: string) {
  return at(map, ['metadata', 'annotations', name]);
}

function isTemplated(value: unknown): boolean {
  return value === null || (typeof value === 'string' && TEMPLATED.test(value)) || typeof value === 'object';
}
