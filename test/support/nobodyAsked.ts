import assert from 'node:assert/strict';

/** A question that nobody may be asked. */
export const nobodyAsked = (): never => assert.fail('nobody is asked');
