import assert from 'node:assert/strict';
import { flows } from '../../../../src/core/oauth/flows.ts';
import {
  explainParameter,
  protocolParameters,
  referenceUrl,
} from '../../../../src/core/oauth/protocolParameters.ts';

describe('the parameters of the protocol', () => {
  it('are each explained once, with a page where they are defined', () => {
    const names = protocolParameters.map(({ name }) => name);
    assert.deepEqual(
      names.filter((name, at) => names.indexOf(name) !== at),
      [],
    );
    for (const { name, explanation, reference } of protocolParameters) {
      assert.match(explanation, /[.;]$/, name);
      assert.match(referenceUrl(reference) ?? '', /^https:\/\//, `${name}: ${reference}`);
    }
  });

  it('are found under the path of a member', () => {
    assert.equal(explainParameter('keys[0].kid')?.reference, 'RFC 7517 §4.5');
    assert.equal(explainParameter('no_such_parameter'), undefined);
  });

  it('lead to the section of an RFC', () => {
    assert.equal(referenceUrl('RFC 7636 §4.2'), 'https://www.rfc-editor.org/rfc/rfc7636#section-4.2');
    assert.equal(referenceUrl('somewhere else'), undefined);
  });

  it('cover what every flow lets a person choose', () => {
    for (const { id, parameters } of flows)
      for (const { name, explanation, reference } of parameters)
        assert.ok(explanation !== '' && reference !== '', `${id} ${name}`);
  });
});
