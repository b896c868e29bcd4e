import assert from 'node:assert/strict';
import { plainMessage } from '../../../../src/platform/vscode/plainMessage.ts';

/** What VS Code makes a link of in a notification. */
const LINK = /\[[^\]]+\]\((https?:\/\/|command:|file:)[^)\s]+/i;

describe('the text of a notification', () => {
  it('makes no link of what stands in it, and hides nothing', () => {
    for (const text of [
      'It says: [Fix it](command:workbench.action.terminal.new)',
      '[[a](https://evil.example)](command:x)',
      'Deleting cn=[x](file:///etc/passwd),dc=x',
    ]) {
      assert.match(text, LINK);
      assert.doesNotMatch(plainMessage(text), LINK);
    }
    assert.equal(plainMessage('a\u202eb\nc'), 'a\\u202eb\nc');
  });
});
