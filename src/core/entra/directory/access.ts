import { describePolicy, namedIds, type Names, type PolicySentence } from '../conditionalAccess/describe.ts';
import { findingsOf, lintPolicies, type PolicyFinding } from '../conditionalAccess/lint.ts';
import type { Translate } from '../../explain.ts';
import { isObject, list, strings, text, type JsonObject } from '../../json.ts';
import { objectNames } from '../objectNames.ts';
import {
  idOf,
  listed,
  words,
  type DirectoryBranch,
  type DirectoryHeading,
  type DirectoryReader,
  type DirectoryRow,
} from './branch.ts';
import { needs } from './needs.ts';

const POLICIES = '/identity/conditionalAccess/policies';
const LOCATIONS = '/identity/conditionalAccess/namedLocations';

const PARTS: Readonly<Record<PolicySentence['part'], string>> = {
  state: 'circle-outline',
  who: 'account',
  what: 'server-process',
  when: 'filter',
  then: 'shield',
  session: 'watch',
};
const SEVERITIES: Readonly<Record<PolicyFinding['severity'], Pick<DirectoryRow, 'icon' | 'mood'>>> = {
  error: { icon: 'error', mood: 'error' },
  warning: { icon: 'warning', mood: 'warning' },
  info: { icon: 'info' },
};
const STATES: Readonly<Record<string, string>> = {
  enabled: 'on',
  disabled: 'off',
  enabledForReportingButNotEnforced: 'report-only',
};

const policies: DirectoryBranch = {
  id: 'policies',
  title: 'Policies',
  icon: 'law',
  kind: 'policies',
  need: needs.conditionalAccess,
  async load(reader, next) {
    const found = await read(reader, next ?? POLICIES);
    const names = await policyNames(reader, found.values);
    return {
      items: found.values.map((policy) => policyRow(policy, names, reader.translate)),
      ...(found.next === undefined ? {} : { next: found.next }),
    };
  },
};

const advice: DirectoryBranch = {
  id: 'advice',
  title: 'Advice',
  icon: 'lightbulb',
  need: needs.conditionalAccess,
  async load(reader) {
    const all: JsonObject[] = [];
    let next: string | undefined = POLICIES;
    while (next !== undefined) {
      const found: Awaited<ReturnType<typeof read>> = await read(reader, next);
      all.push(...found.values);
      next = found.next;
    }
    return { items: lintPolicies(all).map((finding) => findingRow(finding, reader.translate)) };
  },
};

/** Conditional Access: each policy in plain words, with what is doubtful about it. Graph takes one request a second here. */
export const access: DirectoryHeading = {
  id: 'conditionalAccess',
  title: 'Conditional Access',
  icon: 'law',
  branches: [
    policies,
    advice,
    listed(
      { id: 'namedLocations', title: 'Named locations', icon: 'location' },
      { need: needs.conditionalAccess, path: LOCATIONS, row: locationRow },
    ),
  ],
};

function read({ graph, signal }: DirectoryReader, path: string) {
  const { permission } = needs.conditionalAccess;
  return graph.list(path, { permission, ...(signal === undefined ? {} : { signal }) });
}

/** Names of what policies are about: objects of the directory, roles, applications, locations. */
async function policyNames(reader: DirectoryReader, found: readonly JsonObject[]): Promise<Names> {
  const ids = [...new Set(found.flatMap(namedIds))];
  return objectNames(reader, ids);
}

function policyRow(policy: JsonObject, names: Names, translate: Translate): DirectoryRow {
  const findings = findingsOf(policy);
  const worst = findings.find(({ severity }) => severity !== 'info');
  const state = text(policy, 'state') ?? '';
  return {
    id: idOf(policy),
    label: text(policy, 'displayName') ?? idOf(policy),
    description: translate(STATES[state] ?? state),
    tooltip: describePolicy(policy, names, translate)
      .map((sentence) => sentence.text)
      .join('\n'),
    icon: 'law',
    kind: 'policy',
    path: `${POLICIES}/${encodeURIComponent(idOf(policy))}`,
    ...(worst === undefined
      ? state === 'disabled'
        ? { mood: 'off' }
        : {}
      : { mood: worst.severity === 'error' ? 'error' : 'warning' }),
    below: [
      ...describePolicy(policy, names, translate).map((sentence, index) => ({
        id: `${sentence.part} ${index}`,
        label: sentence.text,
        icon: PARTS[sentence.part],
      })),
      ...findings.map((finding) => findingRow({ ...finding, policy: '' }, translate)),
    ],
  };
}

function findingRow(
  { rule, policy = '', title, why, severity }: PolicyFinding,
  translate: Translate,
): DirectoryRow {
  return {
    id: `${rule} ${policy}`,
    label: policy === '' ? translate(title) : policy,
    description: policy === '' ? translate(why) : translate(title),
    tooltip: [policy, translate(title), translate(why)].filter(Boolean).join('\n\n'),
    ...SEVERITIES[severity],
  };
}

function locationRow(json: JsonObject, translate: Translate): DirectoryRow {
  const ranges = list(json, 'ipRanges')
    .filter(isObject)
    .map((range) => text(range, 'cidrAddress') ?? '');
  return {
    id: idOf(json),
    label: text(json, 'displayName') ?? idOf(json),
    description: words(
      json['isTrusted'] === true ? translate('trusted') : undefined,
      strings(json, 'countriesAndRegions').join(', '),
      ranges.join(', '),
      json['includeUnknownCountriesAndRegions'] === true ? translate('unknown countries too') : undefined,
    ),
    icon: 'location',
    kind: 'namedLocation',
    path: `${LOCATIONS}/${encodeURIComponent(idOf(json))}`,
  };
}
