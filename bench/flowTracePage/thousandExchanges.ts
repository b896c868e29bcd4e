import type { TraceEntry } from '../../src/core/oauth/trace.ts';
import { inSlices } from '../../src/protocol/flowTrace.ts';
import type { ToFlowTrace } from '../../src/protocol/flowTrace.ts';

/** What the host tells the page of a run with so many exchanges, as a device code flow that polls for long. */
export function traceOf(exchanges: number): readonly ToFlowTrace[] {
  const entries = Array.from({ length: exchanges }, (_, index) => exchange(index + 1));
  return [
    {
      type: 'show',
      locale: 'en',
      messages: {},
      head: { title: 'Device Code', tenant: 'Contoso', client: 'Contoso Desktop', parameters: [] },
    },
    ...inSlices(entries, []),
    { type: 'outcome', outcome: { state: 'succeeded', scope: 'openid', hasToken: true } },
  ];
}

function exchange(number: number): TraceEntry {
  const shown = (name: string, value: string) => ({ name, value, masked: false });
  const hidden = (name: string) => ({ name, value: '•••', masked: true });
  return {
    number,
    step: 'tokenRequest',
    from: 'client',
    to: 'authorizationServer',
    channel: 'back',
    label: 'Token request',
    startedAt: 1_800_000_000_000 + number * 5000,
    durationMs: 12,
    request: {
      method: 'POST',
      url: 'https://login.microsoftonline.com/organizations/oauth2/v2.0/token',
      headers: [
        shown('accept', 'application/json'),
        shown('content-type', 'application/x-www-form-urlencoded'),
      ],
      query: [],
      fields: [
        shown('grant_type', 'urn:ietf:params:oauth:grant-type:device_code'),
        shown('client_id', '5a4db0c5-168b-8907-ac85-52260badec1d'),
        hidden('device_code'),
      ],
    },
    response: {
      status: 400,
      headers: [shown('content-type', 'application/json; charset=utf-8'), shown('cache-control', 'no-store')],
      fields: [
        shown('error', 'authorization_pending'),
        shown('error_description', 'AADSTS70016: The person has not finished yet.'),
        shown('correlation_id', '5a4db0c5-0000-4050-8c0a-7e4a47000001'),
      ],
    },
  };
}
