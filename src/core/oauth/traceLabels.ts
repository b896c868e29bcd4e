import type { ServerMetadata } from './model.ts';
import type { TraceLabel } from './trace.ts';

/** What a request is called by the endpoint it goes to. A new endpoint is one entry. */
const LABELS: Readonly<Record<string, TraceLabel>> = {
  token_endpoint: {
    step: 'tokenRequest',
    answerStep: 'tokenResponse',
    to: 'authorizationServer',
    label: 'Token request',
  },
  jwks_uri: { step: 'keys', to: 'authorizationServer', label: 'Keys of the server' },
  device_authorization_endpoint: {
    step: 'deviceAuthorizationRequest',
    answerStep: 'deviceAuthorizationResponse',
    to: 'authorizationServer',
    label: 'Device authorization request',
  },
  pushed_authorization_request_endpoint: {
    step: 'pushedAuthorizationRequest',
    answerStep: 'pushedAuthorizationResponse',
    to: 'authorizationServer',
    label: 'Pushed authorization request',
  },
  userinfo_endpoint: {
    step: 'resourceRequest',
    answerStep: 'resourceResponse',
    to: 'resource',
    label: 'UserInfo request',
  },
  introspection_endpoint: {
    step: 'resourceRequest',
    answerStep: 'resourceResponse',
    to: 'authorizationServer',
    label: 'Introspection request',
  },
  revocation_endpoint: {
    step: 'resourceRequest',
    answerStep: 'resourceResponse',
    to: 'authorizationServer',
    label: 'Revocation request',
  },
};

/** Names requests to this server for the trace; MSAL and proxies add queries, so paths are compared. */
export function traceLabels(metadata: ServerMetadata): (url: URL) => TraceLabel {
  const known = Object.entries(LABELS).flatMap(([member, label]): readonly [string, TraceLabel][] => {
    const address = metadata[member];
    return typeof address === 'string' && URL.canParse(address) ? [[place(new URL(address)), label]] : [];
  });
  const byPlace = new Map(known);
  return (url) => {
    const label = byPlace.get(place(url));
    if (label !== undefined) return label;
    return url.pathname.includes('/.well-known/')
      ? { step: 'discovery', to: 'authorizationServer', label: 'Discovery' }
      : { to: 'resource', label: `Request to ${url.host}` };
  };
}

function place({ origin, pathname }: URL): string {
  return origin + pathname;
}
