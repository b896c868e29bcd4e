import type { Translate } from '../../explain.ts';
import { child, isObject, list, text, type JsonObject } from '../../json.ts';
import { idOf, listed, minuteOf, words, type DirectoryHeading, type DirectoryRow } from './branch.ts';
import { needs } from './needs.ts';

const NEWEST = '$top=50';

/** What happened: who signed in, who changed what. */
export const logs: DirectoryHeading = {
  id: 'logs',
  title: 'Logs',
  icon: 'history',
  branches: [
    listed(
      { id: 'signIns', title: 'Sign-ins', icon: 'sign-in', kind: 'logs' },
      { need: needs.logs, path: `/auditLogs/signIns?${NEWEST}`, row: signInRow },
    ),
    listed(
      { id: 'directoryAudits', title: 'Changes', icon: 'edit' },
      { need: needs.logs, path: `/auditLogs/directoryAudits?${NEWEST}`, row: auditRow },
    ),
  ],
};

/** The sign-ins of one request of a flow: those with its correlation id. */
export function signInsPath(correlationId: string): string {
  return `/auditLogs/signIns?$filter=${encodeURIComponent(`correlationId eq '${correlationId}'`)}`;
}

/** A sign-in: who, through which application, and the error if there was one. */
export function signInRow(json: JsonObject, translate: Translate): DirectoryRow {
  const status = child(json, 'status');
  const code = Number(status['errorCode'] ?? 0);
  const correlationId = text(json, 'correlationId');
  return {
    id: idOf(json),
    label: words(text(json, 'userDisplayName'), text(json, 'appDisplayName')) || idOf(json),
    description: words(
      code === 0 ? translate('succeeded') : `AADSTS${code}`,
      minuteOf(json, 'createdDateTime'),
      text(json, 'resourceDisplayName'),
      text(json, 'ipAddress'),
    ),
    tooltip: [
      code === 0 ? translate('succeeded') : `AADSTS${code}: ${text(status, 'failureReason') ?? ''}`,
      text(json, 'userPrincipalName'),
      translate('Correlation id: {id}', { id: correlationId ?? '' }),
      policiesOf(json, translate),
    ]
      .filter((each) => each !== undefined && each !== '')
      .join('\n'),
    icon: code === 0 ? 'pass' : 'error',
    kind: 'log',
    path: `/auditLogs/signIns/${encodeURIComponent(idOf(json))}`,
    ...(code === 0 ? {} : { mood: 'error' }),
    ...(correlationId === undefined ? {} : { follow: { command: 'signIn.find', data: { correlationId } } }),
  };
}

function policiesOf(json: JsonObject, translate: Translate): string | undefined {
  const applied = list(json, 'appliedConditionalAccessPolicies')
    .filter(isObject)
    .filter((each) => ['success', 'failure'].includes(text(each, 'result') ?? ''))
    .map((each) => `${text(each, 'displayName') ?? ''} (${text(each, 'result') ?? ''})`);
  return applied.length === 0
    ? undefined
    : translate('Conditional Access: {policies}', { policies: applied.join(', ') });
}

function auditRow(json: JsonObject): DirectoryRow {
  const by = child(json, 'initiatedBy');
  const target = list(json, 'targetResources').find(isObject);
  const isGood = text(json, 'result') !== 'failure';
  return {
    id: idOf(json),
    label: text(json, 'activityDisplayName') ?? idOf(json),
    description: words(
      target === undefined ? undefined : text(target, 'displayName'),
      text(child(by, 'user'), 'userPrincipalName') ?? text(child(by, 'app'), 'displayName'),
      minuteOf(json, 'activityDateTime'),
    ),
    icon: isGood ? 'edit' : 'error',
    kind: 'log',
    path: `/auditLogs/directoryAudits/${encodeURIComponent(idOf(json))}`,
    ...(isGood ? {} : { mood: 'error' }),
  };
}
