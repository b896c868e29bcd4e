import assert from 'node:assert/strict';
import { Workbench } from './workbench.ts';

describe('opening the demo workspace', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await Workbench.open();
  });
  after(() => workbench.close());

  it('shows the Identity views in the activity bar', async () => {
    const sidebar = await workbench.openIdentity();
    assert.match(await sidebar.innerText(), /Tenants/i);
    await workbench.screenshot('identity-views');
  });

  it('opens a file of the workspace', async () => {
    await workbench.openFile('README.md');
    assert.match(await workbench.editorText(), /^# Demo/);
  });
});
