import assert from 'node:assert/strict';
import { pickItem } from '../../../../src/platform/vscode/pickItem.ts';

describe('a row of a quick pick', () => {
  it('has the icon of its choice', () => {
    assert.deepEqual(pickItem({ label: 'Ada', icon: 'account', value: 1 }), {
      label: '$(account) Ada',
      value: 1,
    });
  });

  it('renders no icon, no change of direction and no second line of a name from outside', () => {
    const hostile = '$(verified) Admin\u202egnp.\u2066\n$($(warning))';
    const shown = '$ (verified) Admin\\u202egnp.\\u2066 $ ($ (warning))';
    assert.deepEqual(pickItem({ label: hostile, description: hostile, detail: hostile, value: 1 }), {
      label: shown,
      description: shown,
      detail: shown,
      value: 1,
    });
  });

  it('leaves names of people as they are', () => {
    for (const label of ['Zoë Müller (Guest)', '山田 太郎', 'علي حسن', '$100 (net)', 'a\\b'])
      assert.equal(pickItem({ label, value: 1 }).label, label);
  });
});
