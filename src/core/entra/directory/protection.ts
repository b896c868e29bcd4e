import type { Translate } from '../../explain.ts';
import { child, text, type JsonObject } from '../../json.ts';
import { explainRiskEvent } from './riskEvents.ts';
import { idOf, listed, minuteOf, spoken, words, type DirectoryHeading, type DirectoryRow } from './branch.ts';
import { needs } from './needs.ts';

const MOODS: Readonly<Record<string, 'error' | 'warning'>> = { high: 'error', medium: 'warning' };

/** Identity Protection: who is at risk, and what was detected. Graph takes one request a second here. */
export const protection: DirectoryHeading = {
  id: 'protection',
  title: 'Identity Protection',
  icon: 'warning',
  branches: [
    listed(
      { id: 'riskyUsers', title: 'Risky users', icon: 'account' },
      { need: needs.riskyUsers, path: '/identityProtection/riskyUsers', row: riskyUserRow },
    ),
    listed(
      { id: 'riskDetections', title: 'Risk detections', icon: 'pulse' },
      {
        need: needs.riskDetections,
        path: '/identityProtection/riskDetections?$orderby=detectedDateTime desc',
        row: detectionRow,
      },
    ),
    listed(
      { id: 'riskyServicePrincipals', title: 'Risky service principals', icon: 'server-process' },
      {
        need: needs.riskyPrincipals,
        path: '/identityProtection/riskyServicePrincipals',
        row: (json) => ({ ...riskRow(json, text(json, 'displayName')), icon: 'server-process' }),
      },
    ),
  ],
};

function riskyUserRow(json: JsonObject, translate: Translate): DirectoryRow {
  const id = idOf(json);
  return {
    ...riskRow(json, text(json, 'userDisplayName')),
    kind: 'riskyUser',
    tooltip: translate('Risk detail: {detail}', { detail: spoken(text(json, 'riskDetail')) ?? '' }),
    below: [
      listed(
        { id: 'detections', title: 'Detections', icon: 'pulse' },
        {
          need: needs.riskDetections,
          path: `/identityProtection/riskDetections?$filter=${encodeURIComponent(`userId eq '${id}'`)}`,
          row: detectionRow,
        },
      ),
    ],
  };
}

function riskRow(json: JsonObject, name: string | undefined): DirectoryRow {
  const [level, state] = [text(json, 'riskLevel') ?? '', text(json, 'riskState') ?? ''];
  const mood = state === 'atRisk' || state === 'confirmedCompromised' ? MOODS[level] : undefined;
  return {
    id: idOf(json),
    label: name ?? idOf(json),
    description: words(
      level === 'none' ? undefined : level,
      spoken(state),
      minuteOf(json, 'riskLastUpdatedDateTime'),
    ),
    icon: 'account',
    ...(mood === undefined ? {} : { mood }),
  };
}

function detectionRow(json: JsonObject, translate: Translate): DirectoryRow {
  const type = text(json, 'riskEventType') ?? '';
  const place = child(json, 'location');
  const correlationId = text(json, 'correlationId');
  const mood = text(json, 'riskState') === 'atRisk' ? MOODS[text(json, 'riskLevel') ?? ''] : undefined;
  const explanation = explainRiskEvent(type);
  return {
    id: idOf(json),
    label: explanation === undefined ? (spoken(type) ?? type) : translate(explanation.title),
    description: words(
      text(json, 'userPrincipalName'),
      text(json, 'riskLevel'),
      text(json, 'ipAddress'),
      [text(place, 'city'), text(place, 'countryOrRegion')].filter(Boolean).join(', '),
      minuteOf(json, 'activityDateTime'),
    ),
    tooltip: [type, explanation === undefined ? '' : translate(explanation.meaning)]
      .filter(Boolean)
      .join('\n\n'),
    icon: 'pulse',
    ...(mood === undefined ? {} : { mood }),
    ...(correlationId === undefined ? {} : { follow: { command: 'signIn.find', data: { correlationId } } }),
  };
}
