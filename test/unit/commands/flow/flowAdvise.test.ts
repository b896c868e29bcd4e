import assert from 'node:assert/strict';
import { flowAdvise } from '../../../../src/commands/flow/flowAdvise.ts';
import { untranslated } from '../../../../src/core/explain.ts';
import { adviceDocument } from '../../../../src/core/oauth/advisor/adviceDocument.ts';
import { recordingWorkbench, scriptedPrompt, type Answer } from '../../../support/scriptedPrompt.ts';

const bench = (answers: readonly Answer[]) => ({
  prompt: scriptedPrompt(answers),
  workbench: recordingWorkbench(),
  translate: untranslated,
});
const WEB_JOB = [
  'The program itself, with nobody signed in',
  'Azure host with managed identity',
  'Microsoft Graph',
  'Application',
  'One organization',
  'Go',
];

describe('Choose a Flow', () => {
  it('asks what applies, opens the advice, and runs the flow when asked to', async () => {
    const deps = bench([...WEB_JOB, 'Run This Flow']);
    const advice = await flowAdvise(deps)();
    assert.equal(advice?.flow, 'managedIdentity');
    assert.equal(deps.prompt.asked.length, WEB_JOB.length + 1);
    const [preview, run] = deps.workbench.done;
    assert.match(preview!, /^preview identity:\/\/advice\/Managed%20Identity\.md\?/);
    assert.equal(run, 'run identity.flow.run');
    const id = decodeURIComponent(preview!.split('?')[1]!);
    assert.match(adviceDocument(id), /```go\npackage main/);
  });

  it('goes back to the question before', async () => {
    const deps = bench([
      'A person who signs in',
      'Single-page application',
      'Back',
      'Back',
      ...WEB_JOB,
      undefined,
    ]);
    assert.equal((await flowAdvise(deps)())?.flow, 'managedIdentity');
  });

  it('ends without a document when dismissed', async () => {
    const deps = bench(['A person who signs in', undefined]);
    assert.equal(await flowAdvise(deps)(), undefined);
    assert.deepEqual(deps.workbench.done, []);
  });

  it('answers code without a question, the likeliest for what it leaves out', async () => {
    const deps = bench([]);
    const advice = await flowAdvise(deps)({ actor: 'user', host: 'spa' });
    assert.equal(advice?.flow, 'authorizationCode');
    assert.equal(advice.code.purpose, 'signInSpa');
  });
});
