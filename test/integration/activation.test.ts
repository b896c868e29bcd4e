import assert from 'node:assert/strict';
import { extensions, version } from 'vscode';

describe('extension host', () => {
  it('is a VS Code the extension declares support for', () => {
    assert.match(version, /^1\.\d+\.\d+$/);
  });

  it('activates the extension', async () => {
    const extension = extensions.getExtension('identity-workbench.identity-workbench');
    assert.ok(extension);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });
});
