import assert from 'node:assert/strict';
import { Workbench } from './workbench.ts';

describe('connection code', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.open();
  });
  after(() => workbench.close());

  it('is inserted for a tenant and an application, with tab stops for the rest', async () => {
    await workbench.runCommand('Identity: Insert Connection Code…');
    await workbench.pick('Python');
    await workbench.choices(/^Access token$/);
    await workbench.screenshot('connection-code-purpose');
    await workbench.pick('Azure Database for PostgreSQL');
    await workbench.choices(/DefaultAzureCredential/);
    await workbench.screenshot('connection-code-credential');
    await workbench.pick(/Service principal with a client secret/);
    await workbench.pick(/Contoso Sandbox/);
    await workbench.pick(/Contoso Nightly Job/);
    await workbench.type('orders.postgres.database.azure.com');
    await workbench.notification(/code inserted/);
    const text = await workbench.editorText();
    assert.match(text, /^import os/);
    assert.match(text, /ClientSecretCredential\("5a4db0c5-/);
    assert.match(text, /host="orders\.postgres\.database\.azure\.com"/);
    await workbench.screenshot('connection-code-inserted');
  });
});
