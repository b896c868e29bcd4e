import assert from 'node:assert/strict';
import { isAudience } from '../../../../../src/core/entra/signIn/sources.ts';
import type { Tenant } from '../../../../../src/core/oauth/model.ts';

const tenantAt = (graph: string): Tenant => ({
  id: '11111111-2222-3333-4444-555555555555',
  name: 'T',
  kind: 'entra',
  authority: 'https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0',
  graph,
});
const tokenFor = (aud: string) =>
  ['{"alg":"none"}', JSON.stringify({ aud })].map((part) => btoa(part).replaceAll('=', '')).join('.') + '.x';

describe('the address that a token at hand is sent to', () => {
  const byNumber = tokenFor('00000003-0000-0000-c000-000000000000');

  it("is Microsoft's, whichever of its names the token has", () => {
    for (const graph of [
      'https://graph.microsoft.com',
      'https://graph.microsoft.us',
      'https://dod-graph.microsoft.us',
      'https://microsoftgraph.chinacloudapi.cn',
    ])
      for (const token of [byNumber, tokenFor(graph), tokenFor(`${graph}/`)])
        assert.ok(isAudience(token, { tenant: tenantAt(graph), resource: graph }), graph);
    const resource = 'https://management.azure.com';
    const arm = tokenFor('797f4846-ba00-4fd7-ba43-dac1f8f63013');
    assert.ok(isAudience(arm, { tenant: tenantAt('https://graph.microsoft.com'), resource }));
  });

  it('is not what a setting names under the id of the tenant', () => {
    for (const graph of [
      'https://attacker.example',
      'https://attacker.example/graph',
      'https://graph.microsoft.com.attacker.example',
      'https://graph.microsoft.com@attacker.example',
      'http://127.0.0.1:8080',
    ]) {
      const tenant = tenantAt(graph);
      for (const token of [byNumber, tokenFor('https://graph.microsoft.com')])
        assert.ok(!isAudience(token, { tenant, resource: graph }), graph);
      const resource = graph.replace(/graph$/, 'arm');
      assert.ok(!isAudience(tokenFor('https://management.core.windows.net'), { tenant, resource }), resource);
      assert.ok(isAudience(tokenFor(graph), { tenant, resource: graph }));
    }
  });
});
