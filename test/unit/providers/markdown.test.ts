import assert from 'node:assert/strict';
import { codeBlock, inlineCode } from '../../../src/providers/markdown.ts';

describe('text from outside in Markdown', () => {
  it('cannot close its code block, however many shorter fences come before', () => {
    const hostile = `${'` '.repeat(5000)}\n\`\`\`\`\n[click](command:x)`;
    const [fence = ''] = /^`+/.exec(codeBlock('', hostile)) ?? [];
    assert.equal(fence.length, 5);
    assert.ok(inlineCode(`${'` '.repeat(3000)}\`\`\``, 10_000).startsWith('````'));
  });
});
