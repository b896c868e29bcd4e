import assert from 'node:assert/strict';
import { completePolicy } from '../../../../src/core/apim/complete.ts';
import { describePolicy } from '../../../../src/core/apim/describe.ts';

/** Completions at the bar. */
const at = (text: string) => completePolicy(text.replace('|', ''), text.indexOf('|'));
const labels = (text: string) => at(text).map(({ label }) => label);

describe('completing policies', () => {
  it('offers the sections that are missing', () => {
    assert.deepEqual(labels('<policies><inbound/>|</policies>'), ['backend', 'outbound', 'on-error']);
  });

  it('offers the policies of a section only, and base', () => {
    const inbound = labels('<policies><inbound><|</inbound></policies>');
    assert.ok(['base', 'validate-jwt', 'set-header'].every((name) => inbound.includes(name)));
    assert.ok(!inbound.includes('forward-request'));
    assert.ok(labels('<policies><backend>\n  <for|\n</backend></policies>').includes('forward-request'));
    assert.ok(!labels('<fragment><|</fragment>').includes('base'));
  });

  it('offers whole policies where nothing is typed, named values as tab stops', () => {
    const template = at('<policies><inbound>\n|</inbound></policies>').find(
      ({ kind }) => kind === 'template',
    );
    assert.match(template!.insert, /tenant-id="\$\{1:\{\{tenant-id\\\}\\\}\}"/);
  });

  it('offers what belongs into a policy', () => {
    assert.deepEqual(
      labels(
        '<policies><inbound><validate-jwt><required-claims>|</required-claims></validate-jwt></inbound></policies>',
      ),
      ['claim'],
    );
    assert.ok(
      labels(
        '<policies><inbound><choose><when condition="x">|</when></choose></inbound></policies>',
      ).includes('set-header'),
    );
  });

  it('offers attributes that are not there yet', () => {
    const offered = labels('<policies><inbound><set-header name="a" |></set-header></inbound></policies>');
    assert.deepEqual(offered, ['exists-action']);
    assert.deepEqual(labels('<policies><inbound><set-header ex|\n</inbound></policies>'), [
      'name',
      'exists-action',
    ]);
  });

  it('offers the values of an attribute, in the place of what stands there', () => {
    const [first] = at('<policies><inbound><set-header exists-action="ov|"/></inbound></policies>');
    assert.deepEqual([first!.label, first!.range.end - first!.range.start], ['override', 2]);
  });

  it('closes what is open', () => {
    assert.deepEqual(labels('<policies><inbound></|'), ['</inbound>']);
  });

  it('says nothing outside a policy, and never throws', () => {
    const text =
      '<policies><inbound><validate-jwt header-name="@(x == "y")"><openid-config url=></validate-jwt></inbound>';
    for (let offset = 0; offset <= text.length; offset++) completePolicy(text, offset);
    assert.deepEqual(labels('|'), []);
  });

  it('explains elements and attributes under the pointer', () => {
    const text = '<policies><inbound><validate-jwt require-scheme="Bearer"/></inbound></policies>';
    assert.match(describePolicy(text, text.indexOf('jwt'))!.summary, /JSON Web Token/);
    assert.equal(describePolicy(text, text.indexOf('scheme'))?.title, 'require-scheme');
    assert.equal(describePolicy(text, text.indexOf('inbound'))?.title, '<inbound>');
    assert.equal(describePolicy(text, text.indexOf('Bearer')), undefined);
  });
});
