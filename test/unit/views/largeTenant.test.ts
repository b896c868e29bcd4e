import assert from 'node:assert/strict';
import { graph } from '../../../src/core/entra/graph.ts';
import { appOnlyGraphToken } from '../../../src/core/entra/graphToken.ts';
import { untranslated } from '../../../src/core/explain.ts';
import type { Tenant } from '../../../src/core/oauth/model.ts';
import { northwind } from '../../../src/sandbox/directory/largeTenant.ts';
import { applicationsView } from '../../../src/views/applicationsView.ts';
import type { Page } from '../../../src/views/treeNode.ts';
import { ORIGIN, startSandbox } from '../sandbox/testSandbox.ts';

const signal = new AbortController().signal;

describe('App Registrations of a large tenant', () => {
  async function opened(query: object = { list: 'all' }) {
    const sandbox = await startSandbox();
    const asked: string[] = [];
    const fetch = (url: string | URL, init?: RequestInit) => {
      asked.push(decodeURIComponent(String(url)));
      return sandbox.sandbox.fetch(new Request(url, init));
    };
    const { clientId, clientSecret = '' } = sandbox.application('Identity Workbench');
    const endpoint = `${ORIGIN}/${northwind.id}/oauth2/v2.0/token`;
    const token = appOnlyGraphToken({ fetch, clock: sandbox.clock }, endpoint, { clientId, clientSecret });
    await token();
    asked.length = 0;
    const client = graph(fetch, `${ORIGIN}/graph`, async () => (await token()) ?? '');
    const tenant: Tenant = {
      id: northwind.id,
      name: northwind.name,
      kind: 'sandbox',
      authority: `${ORIGIN}/${northwind.id}/v2.0`,
      graph: `${ORIGIN}/graph`,
    };
    const view = applicationsView({
      tenants: {
        list: () => Promise.resolve({ tenants: [tenant], problems: [] }),
        find: () => Promise.resolve(tenant),
        add: () => Promise.resolve(),
        remove: () => Promise.resolve(),
        changeSignIn: () => Promise.resolve(),
        onDidChange: () => ({ dispose() {} }),
      },
      graph: () => client,
      translate: untranslated,
      clock: sandbox.clock,
      memory: {
        recall: (key: string) => (key === 'applications.query' ? query : undefined),
        remember: () => Promise.resolve(),
      },
    });
    const open = async (): Promise<Page> => (await view()).rows[0]!.load!(signal);
    return { asked, open };
  }

  it('asks for one page of ten thousand applications, and for the next when wanted', async () => {
    const { asked, open } = await opened();
    const first = await open();
    assert.equal(asked.length, 1);
    assert.equal(first.rows.length, 50);
    const second = await first.next!(signal);
    assert.equal(asked.length, 2);
    assert.equal(second.rows.length, 50);
    assert.notEqual(second.rows[0]!.id, first.rows[0]!.id);
  });

  it('opens an application of it without another request', async () => {
    const { asked, open } = await opened();
    const [row] = (await open()).rows;
    assert.ok((await row!.load!(signal)).rows.length > 10);
    assert.equal(asked.length, 1);
  });

  it('reads the list anew when asked', async () => {
    const { asked, open } = await opened();
    await open();
    await open();
    assert.equal(asked.length, 2);
  });

  it('finds by the words of a name and by a tag in one request', async () => {
    const { asked, open } = await opened({ list: 'all', search: 'fleet', tag: 'production' });
    const { rows } = await open();
    assert.equal(asked.length, 1);
    assert.equal(rows.length, 50);
    assert.ok(rows.every((row) => row.present().label.startsWith('Fleet ')));
  });
});
