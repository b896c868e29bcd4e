/** The services' host names, what each expects as audience, and their recorded shapes. */

interface Asked {
  readonly host: string;
  readonly method: string;
  readonly path: string;
  readonly authorized: boolean;
}
interface Shape {
  readonly status: number;
  readonly type?: string;
  readonly text?: string;
  readonly more?: Readonly<Record<string, string>>;
}

const json = (value: unknown, status = 200): Shape => ({ status, text: JSON.stringify(value) });
const xml = (text: string): Shape => ({
  status: 200,
  type: 'application/xml',
  text: `<?xml version="1.0" encoding="utf-8"?>${text}`,
});
const UPLOAD_HOST = 'outlook.office.com';

const services: readonly {
  readonly host: string;
  readonly audience?: string;
  readonly answer: (asked: Asked, tenant: string) => Shape;
}[] = [
  {
    host: 'management.azure.com',
    audience: 'https://management.azure.com',
    answer: () => json({ value: [] }),
  },
  {
    host: 'contoso-vault.vault.azure.net',
    audience: 'https://vault.azure.net',
    answer: ({ authorized, host }, tenant) =>
      authorized
        ? json({
            value: 'hidden',
            id: `https://${host}/secrets/orders-key/0123456789abcdef0123456789abcdef`,
            attributes: { enabled: true },
          })
        : {
            ...json({ error: { code: 'Unauthorized', message: 'AKV10000' } }, 401),
            more: {
              'www-authenticate': `Bearer authorization="https://login.microsoftonline.com/${tenant}", resource="https://vault.azure.net"`,
            },
          },
  },
  {
    host: 'contosodata.blob.core.windows.net',
    audience: 'https://storage.azure.com',
    answer: ({ path }) =>
      path.includes('userdelegationkey')
        ? xml(
            '<UserDelegationKey><SignedOid>11111111-1111-1111-1111-111111111111</SignedOid><SignedTid>22222222-2222-2222-2222-222222222222</SignedTid><SignedStart>2026-01-01T00:00:00Z</SignedStart><SignedExpiry>2026-01-01T01:00:00Z</SignedExpiry><SignedService>b</SignedService><SignedVersion>2025-01-05</SignedVersion><Value>a2V5</Value></UserDelegationKey>',
          )
        : xml(
            '<EnumerationResults ServiceEndpoint="https://contosodata.blob.core.windows.net/" ContainerName="reports"><Blobs><Blob><Name>january.csv</Name><Properties><Last-Modified>Mon, 05 Jan 2026 10:00:00 GMT</Last-Modified><Etag>0x1</Etag><Content-Length>1</Content-Length><Content-Type>text/csv</Content-Type><BlobType>BlockBlob</BlobType></Properties></Blob></Blobs><NextMarker/></EnumerationResults>',
          ),
  },
  {
    host: 'adb-1234567890123456.7.azuredatabricks.net',
    audience: '2ff814a6-3304-4ab8-85cb-cd0e6f879c1d',
    answer: ({ path }) => {
      if (path.startsWith('/oidc/v1/token'))
        return json({
          access_token: 'databricks-token',
          token_type: 'Bearer',
          expires_in: 3600,
          scope: 'all-apis',
        });
      return json(path.includes('/scim/') ? { userName: 'orders-api' } : { clusters: [] });
    },
  },
  {
    host: 'contoso-synapse.dev.azuresynapse.net',
    audience: 'https://dev.azuresynapse.net',
    answer: () => json({ from: 0, total: 0, sessions: [] }),
  },
  { host: 'contoso.azure-api.net', answer: () => json({ items: [] }) },
  {
    host: 'graph.microsoft.com',
    audience: 'https://graph.microsoft.com',
    answer: ({ path }) => {
      if (path.endsWith('/createUploadSession'))
        return json({ uploadUrl: `https://${UPLOAD_HOST}/upload/1`, nextExpectedRanges: ['0-'] }, 201);
      if (path.endsWith('/messages')) return json({ id: 'AAMkAD' }, 201);
      return { status: 202 };
    },
  },
  { host: UPLOAD_HOST, answer: () => json({}, 201) },
];

export const hosts: readonly string[] = services.map(({ host }) => host);

/** The audience that a service checks tokens for, undefined where the caller is known otherwise. */
export function audienceOf(host: string): string | undefined {
  return services.find((each) => each.host === host)?.audience;
}

/** What a service answers. */
export function answerFor(tenant: string, asked: Asked): Shape {
  return (
    services.find(({ host }) => host === asked.host)?.answer(asked, tenant) ??
    json({ error: 'no such host' }, 404)
  );
}
