import assert from 'node:assert/strict';
import { explain, explainInline, isCancellation } from '../../../src/core/explain.ts';
import { fill, IdentityError } from '../../../src/core/errors.ts';

describe('explaining errors', () => {
  it('fills the placeholders of the code from its data', () => {
    const error = new IdentityError('tenants.unknown', { tenant: 'contoso' });
    assert.equal(
      explainInline(error),
      'There is no tenant contoso. Add it with "Identity: Add Tenant", then try again.',
    );
  });

  it('translates the template, not the filled text', () => {
    const asked: string[] = [];
    explain(
      new IdentityError('tenants.unknown', { tenant: 'contoso' }),
      (template, data = {}) => (asked.push(template), fill(template, data)),
    );
    assert.ok(asked.includes('There is no tenant {tenant}.'));
  });

  it('does not fill placeholders that stand in the data', () => {
    assert.equal(fill('{a}', { a: '{b}', b: 'no' }), '{b}');
  });

  it('explains what is no IdentityError by its message', () => {
    assert.equal(explain(new Error('boom')).why, 'boom');
    assert.equal(explain('boom').why, 'boom');
  });

  it('knows a cancellation', () => {
    assert.ok(isCancellation(new DOMException('x', 'AbortError')));
    assert.ok(!isCancellation(new Error('AbortError')));
  });
});
