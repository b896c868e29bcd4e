import assert from 'node:assert/strict';
import { checkManifests } from '../../../../src/core/aks/checkManifests.ts';
import { federatedSubjects } from '../../../../src/core/aks/federatedSubjects.ts';
import { manifestRules } from '../../../../src/core/aks/rules.ts';

const CLIENT = '11111111-2222-3333-4444-555555555555';
const account = (metadata: string, namespace = 'shop') => `apiVersion: v1
kind: ServiceAccount
metadata:
  name: orders
  namespace: ${namespace}
${metadata}`;
const annotated = account(`  annotations:\n    azure.workload.identity/client-id: ${CLIENT}\n`);
const deployment = ({
  labels = 'azure.workload.identity/use: "true"',
  spec = 'serviceAccountName: orders',
  annotations = '',
  outer = '',
} = {}) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: orders
  namespace: shop
${outer}spec:
  template:
    metadata:
${annotations}      labels:
        app: orders
        ${labels}
    spec:
      ${spec}
      containers:
        - name: orders
          image: orders
          env:
            - name: AZURE_CLIENT_ID
              value: x
`;
const both = (first: string, second: string) => `${first}---\n${second}`;

const broken: readonly (readonly [
  rule: string,
  text: string,
  fixed?: string | undefined,
  subjects?: readonly string[],
])[] = [
  [
    'workload-label-missing',
    both(annotated, deployment({ labels: '' })),
    '      labels:\n        azure.workload.identity/use: "true"\n        app: orders',
  ],
  [
    'workload-label-missing',
    deployment({ labels: '', outer: '  labels:\n    azure.workload.identity/use: "true"\n' }),
    'azure.workload.identity/use: "true"\n        app: orders',
  ],
  [
    'workload-label-value',
    both(annotated, deployment({ labels: 'azure.workload.identity/use: true' })),
    'azure.workload.identity/use: "true"',
  ],
  ['workload-label-on-account', account(`  labels:\n    azure.workload.identity/use: "true"\n`)],
  ['workload-default-account', deployment({ spec: 'restartPolicy: Always' })],
  ['workload-account-elsewhere', both(account('', 'other'), deployment())],
  [
    'workload-no-client-id',
    both(account(''), deployment()),
    '  annotations:\n    azure.workload.identity/client-id: "<client ID of the identity>"\n  name: orders',
  ],
  ['workload-client-id', account('  annotations:\n    azure.workload.identity/client-id: orders-identity\n')],
  [
    'workload-token-expiration',
    account('  annotations:\n    azure.workload.identity/service-account-token-expiration: "600"\n'),
  ],
  ['workload-pod-identity', deployment({ labels: 'aadpodidbinding: orders' })],
  ['workload-client-secret', both(annotated, deployment().replace('AZURE_CLIENT_ID', 'AZURE_CLIENT_SECRET'))],
  [
    'workload-proxy-host-network',
    deployment({
      spec: 'hostNetwork: true',
      annotations: '      annotations:\n        azure.workload.identity/inject-proxy-sidecar: "true"\n',
    }),
  ],
  ['workload-subject', annotated, undefined, ['system:serviceaccount:shop:Orders']],
  [
    'kubeconfig-auth-provider',
    'apiVersion: v1\nkind: Config\nusers:\n  - name: me\n    user:\n      auth-provider:\n        name: azure\n',
  ],
];

describe('AKS workload identity in manifests', () => {
  for (const [id, text, fixed, subjects = []] of broken)
    it(`${id}${fixed === undefined ? '' : ', with a fix'}`, () => {
      const findings = checkManifests(text, subjects);
      const finding = findings.find(({ rule }) => rule.id === id);
      assert.ok(finding, findings.map(({ rule }) => rule.id).join());
      assert.ok(finding.range.end > finding.range.start);
      if (fixed === undefined) return;
      const [edit] = finding.fix!.edits;
      const after = text.slice(0, edit!.range.start) + edit!.text + text.slice(edit!.range.end);
      assert.ok(after.includes(fixed), after);
      assert.deepEqual(
        checkManifests(after).filter(({ rule }) => rule.id === id),
        [],
      );
    });

  it('has a case for every rule', () => {
    assert.deepEqual([...new Set(broken.map(([id]) => id))].sort(), manifestRules.map(({ id }) => id).sort());
  });

  it('finds nothing in what is right, in lists, cron jobs, and templates of Helm', () => {
    const right = both(annotated, deployment());
    assert.deepEqual(checkManifests(right, ['system:serviceaccount:shop:orders']), []);
    assert.deepEqual(
      checkManifests(right.replaceAll('orders', '{{ .Values.name }}')).map(({ rule }) => rule.id),
      [],
    );
    assert.deepEqual(checkManifests('a: 1\n---\n- b\n'), []);
    assert.deepEqual(checkManifests('kind: [\n  x: {'), []);
  });

  it('looks into lists and cron jobs', () => {
    const cron = `apiVersion: v1\nkind: List\nitems:\n  - apiVersion: batch/v1\n    kind: CronJob\n    metadata: { name: a }\n    spec:\n      jobTemplate:\n        spec:\n          template:\n            metadata:\n              labels: { azure.workload.identity/use: "yes" }\n`;
    assert.deepEqual(
      checkManifests(cron).map(({ rule }) => rule.id),
      ['workload-default-account', 'workload-label-value'],
    );
  });

  it('reads subjects of federated credentials in the shapes they have', () => {
    const one = {
      name: 'a',
      issuer: 'https://i/',
      subject: 'system:serviceaccount:a:b',
      audiences: ['api://AzureADTokenExchange'],
    };
    assert.deepEqual(federatedSubjects(JSON.stringify(one)), [one.subject]);
    assert.deepEqual(federatedSubjects(JSON.stringify({ value: [one] })), [one.subject]);
    assert.deepEqual(federatedSubjects(JSON.stringify({ resources: [{ properties: one }] })), [one.subject]);
    assert.deepEqual(federatedSubjects('{"subject":"x"}'), []);
    assert.deepEqual(federatedSubjects('nonsense'), []);
  });
});
