import assert from 'node:assert/strict';
import { issuerDocuments } from '../../../../src/core/apim/evaluate/issuerDocuments.ts';
import type { Fetch } from '../../../../src/core/ports.ts';

describe('the documents of an issuer that a policy names', () => {
  async function contacts(url: string, jwks: string, allowed: readonly string[]) {
    const asked: string[] = [];
    const fetch: Fetch = (address) => {
      asked.push(String(address));
      return Promise.resolve(Response.json({ issuer: 'i', jwks_uri: jwks, keys: [{ kid: 'k' }] }));
    };
    const read = issuerDocuments({ fetch, clock: { now: () => 0 } }, (host) =>
      Promise.resolve(allowed.includes(host)),
    );
    const document = await read(url, new AbortController().signal);
    return [asked, document?.keys.length] as const;
  }
  const [url, jwks] = ['https://a.example/openid', 'https://b.example/keys'];

  it('are asked for where a person allows it, the host of the keys included', async () => {
    assert.deepEqual(await contacts(url, jwks, ['a.example', 'b.example']), [[url, jwks], 1]);
    assert.deepEqual(await contacts(url, jwks, ['a.example']), [[url], 0]);
    assert.deepEqual(await contacts(url, jwks, []), [[], undefined]);
  });

  it('are asked for over nothing that others can change on the way', async () => {
    const hosts = ['a.example', 'b.example', '127.0.0.1:8080'];
    assert.deepEqual(await contacts('http://a.example/openid', jwks, hosts), [[], undefined]);
    assert.deepEqual(await contacts(url, 'http://b.example/keys', hosts), [[url], 0]);
    const local = 'http://127.0.0.1:8080/openid';
    assert.deepEqual(await contacts(local, jwks, hosts), [[local, jwks], 1]);
  });
});
