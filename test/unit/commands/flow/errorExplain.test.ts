import assert from 'node:assert/strict';
import { errorExplain } from '../../../../src/commands/flow/errorExplain.ts';
import { untranslated } from '../../../../src/core/explain.ts';
import { errorDocument, errorName } from '../../../../src/core/oauth/errorDocument.ts';
import { IdentityError } from '../../../../src/core/errors.ts';
import { recordingWorkbench, scriptedPrompt } from '../../../support/scriptedPrompt.ts';

const PASTED = 'AADSTS50011: The redirect URI of ada@contoso.com does not match. Trace ID: 1-2';

describe('Explain Error', () => {
  it('names an error by its number or code, and nothing of the text around it', () => {
    assert.equal(errorName(PASTED), 'AADSTS50011');
    assert.equal(errorName('https://app.test/cb?error=access_denied&error_description=No'), 'access_denied');
    assert.equal(errorName('hello'), undefined);
  });

  it('explains what to do, for Entra numbers and OAuth codes', () => {
    assert.match(errorDocument('AADSTS50011'), /redirect_uri[\s\S]*What to do/);
    assert.match(errorDocument('invalid_grant'), /What to do/);
    assert.throws(
      () => errorDocument('hello'),
      (error) => IdentityError.is(error, 'server.unknownError'),
    );
  });

  it('opens the explanation of pasted text without keeping the text', async () => {
    const workbench = recordingWorkbench();
    await errorExplain({ prompt: scriptedPrompt([PASTED]), translate: untranslated, workbench })();
    assert.equal(workbench.done.length, 1);
    assert.match(workbench.done[0]!, /^preview identity:\/\/error\/AADSTS50011\.md\?AADSTS50011$/);
  });
});
