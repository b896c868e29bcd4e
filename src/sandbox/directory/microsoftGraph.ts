/** Microsoft Graph's own application id and identifier, the same in every tenant. */
export const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000';
export const GRAPH_URI = 'https://graph.microsoft.com';
