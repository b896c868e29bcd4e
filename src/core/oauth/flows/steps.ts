import type { FlowStep } from '../flow.ts';

/** Messages several flows share, as specified. */

export const authorizationRequest: FlowStep = {
  id: 'authorizationRequest',
  from: 'browser',
  to: 'authorizationServer',
  label: 'Authorization request',
  channel: 'front',
};
export const openBrowser: FlowStep = {
  id: 'authorizationRequest',
  from: 'client',
  to: 'browser',
  label: 'Open the authorization endpoint',
  channel: 'front',
};
export const authentication: FlowStep = {
  id: 'authentication',
  from: 'user',
  to: 'authorizationServer',
  label: 'Sign in and consent',
  channel: 'person',
};
export const authorizationResponse: FlowStep = {
  id: 'authorizationResponse',
  from: 'authorizationServer',
  to: 'client',
  label: 'Authorization response: code, state',
  channel: 'front',
  answer: true,
};
export const tokenRequest = (label: string): FlowStep => ({
  id: 'tokenRequest',
  from: 'client',
  to: 'authorizationServer',
  label: `Token request: ${label}`,
  channel: 'back',
});
export const tokenResponse = (label: string): FlowStep => ({
  id: 'tokenResponse',
  from: 'authorizationServer',
  to: 'client',
  label: `Token response: ${label}`,
  channel: 'back',
  answer: true,
});
export const verification: FlowStep = {
  id: 'verification',
  from: 'client',
  to: 'client',
  label: 'Verify the id_token',
  channel: 'local',
};
export const resourceRequest: FlowStep = {
  id: 'resourceRequest',
  from: 'client',
  to: 'resource',
  label: 'Request with the access token',
  channel: 'back',
};
export const resourceResponse: FlowStep = {
  id: 'resourceResponse',
  from: 'resource',
  to: 'client',
  label: 'Protected data',
  channel: 'back',
  answer: true,
};
