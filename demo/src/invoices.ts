/** The API's check of a bearer token: signature, issuer, audience, then what the caller may do. */
import { createRemoteJWKSet, jwtVerify } from 'jose';

const tenant = '5f2c8a10-3b7e-4d61-9c0a-1e8d7b6f4a22';
const audience = '0e4d1c2b-8a7f-4b6e-a5d3-9f1c0b2e7d33';
const keys = createRemoteJWKSet(new URL(`https://login.microsoftonline.com/${tenant}/discovery/v2.0/keys`));

export async function mayReadInvoices(authorization: string | undefined): Promise<boolean> {
  const token = authorization?.replace(/^Bearer /, '') ?? '';
  const { payload } = await jwtVerify(token, keys, {
    issuer: `https://login.microsoftonline.com/${tenant}/v2.0`,
    audience,
  });
  return String(payload['scp']).split(' ').includes('Invoices.Read');
}

// What a failing test left behind.
export const fixture =
  'eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiIsImtpZCI6IjJaZklQVUpmRGFxRGVBaFlaM3Y3OEF1ekFHZyJ9.eyJhdWQiOiIwZTRkMWMyYi04YTdmLTRiNmUtYTVkMy05ZjFjMGIyZTdkMzMiLCJpc3MiOiJodHRwczovL2xvZ2luLm1pY3Jvc29mdG9ubGluZS5jb20vNWYyYzhhMTAtM2I3ZS00ZDYxLTljMGEtMWU4ZDdiNmY0YTIyL3YyLjAiLCJpYXQiOjE3NjcyMjU2MDAsIm5iZiI6MTc2NzIyNTYwMCwiZXhwIjo0MTAyNDQ0ODAwLCJhaW8iOiJBWFFBaS84WUFBQUEiLCJhenAiOiJjMWI2YTBkZS01MmY0LTRlMGItOGYzZC03YTllMjFkMDRiMTEiLCJhenBhY3IiOiIxIiwibmFtZSI6IkFkZWxlIFZhbmNlIiwib2lkIjoiYTdkMGM0ZjItMWI5ZS00YzNhLThkNWYtNmUyYjBhOWM3ZjU1IiwicHJlZmVycmVkX3VzZXJuYW1lIjoiYWRlbGVAY29udG9zby5leGFtcGxlIiwicmgiOiIxLkFYa0FFSW9zWDM0LiIsInJvbGVzIjpbIkludm9pY2UuQXBwcm92ZXIiXSwic2NwIjoiSW52b2ljZXMuUmVhZCBJbnZvaWNlcy5Xcml0ZSIsInN1YiI6InBROXZUejRMbVhrMlJiTjdjV3MxRXk2SGdKOGRVYTNGb0k1ckN0VnFCbk0iLCJ0aWQiOiI1ZjJjOGExMC0zYjdlLTRkNjEtOWMwYS0xZThkN2I2ZjRhMjIiLCJ1dGkiOiJZbTJrVm43UDBFLXZLcTRTYUZyR0FBIiwidmVyIjoiMi4wIn0.LgnFxxVmpbERZRN4j4b2Dk7TGVlLlj4XR74-ZGQgGrfMunMldqYqTJap0U0nbdGBaTfa4FtL7HhdZgTRCEK3WmJ0SUquxJyQUO8nCSAd1CuMkhe_Gj3kONHHUvKbuN9zvFj__QEEgJjrjHz801EIYYYy54TQTYMpUoHQrvNuhWsfFYQ93CDb1Jb2JCjkNlau9HL8p51oC6pNvJDYq78k5KZ4HBly2LpAaaQXXA8JozvdOhII1K08mkuT9nkAKJQDscjZmrGTLefAwqqCy-VOIzTt21634XuSD10OlzLcSWOntG5Hr0HPpps0D0k0iuCPDoSwKnZ6OqhvNQx0X-kACw';
