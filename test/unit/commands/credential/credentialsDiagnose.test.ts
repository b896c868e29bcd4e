import assert from 'node:assert/strict';
import { credentialsDiagnose } from '../../../../src/commands/credential/credentialsDiagnose.ts';
import type { Services } from '../../../../src/commands/services.ts';
import { chain } from '../../../../src/core/entra/credentialChain/chain.ts';
import { diagnoseChain, type ProbeOutcome } from '../../../../src/core/entra/credentialChain/diagnose.ts';
import { diagnosisHistory } from '../../../../src/core/entra/credentialChain/diagnosisHistory.ts';
import { IdentityError } from '../../../../src/core/errors.ts';
import { untranslated } from '../../../../src/core/explain.ts';
import { recordingWorkbench, scriptedPrompt, type Answer } from '../../../support/scriptedPrompt.ts';

/** The command on a machine where each credential answers as told, and is unavailable otherwise. */
function bench(answers: readonly Answer[], outcomes: Readonly<Record<string, ProbeOutcome>> = {}) {
  const asked: string[] = [];
  return {
    asked,
    prompt: scriptedPrompt(answers),
    workbench: recordingWorkbench(),
    translate: untranslated,
    diagnoses: diagnosisHistory(),
    diagnoseCredentials: (...request: Parameters<Services['diagnoseCredentials']>) =>
      diagnoseChain(
        {
          environment: {},
          probe(credential, scope) {
            asked.push(scope);
            return Promise.resolve(outcomes[credential] ?? { state: 'unavailable', reason: 'no' });
          },
          hasFile: () => Promise.resolve(false),
          hasProgram: () => Promise.resolve(false),
          now: () => 0,
        },
        ...request,
      ),
  };
}

const succeeded: ProbeOutcome = { state: 'succeeded', identity: 'ada' };
const failed: ProbeOutcome = { state: 'failed', reason: 'AADSTS7000215' };

describe('Diagnose DefaultAzureCredential', () => {
  it('asks what the token is for, and opens the diagnosis', async () => {
    const deps = bench(['Microsoft Graph']);
    const diagnosis = await credentialsDiagnose(deps)();
    assert.equal(diagnosis?.credentials.length, chain.length);
    assert.deepEqual(new Set(deps.asked), new Set(['https://graph.microsoft.com/.default']));
    assert.match(deps.workbench.done[0]!, /credential-chain\/.*\.md\?1$/);
    assert.equal(deps.diagnoses.find('1'), diagnosis);
    assert.throws(
      () => deps.diagnoses.find('2'),
      (error) => IdentityError.is(error, 'credentialChain.noReport'),
    );
  });

  it('ends without a document when dismissed', async () => {
    const deps = bench([undefined]);
    assert.equal(await credentialsDiagnose(deps)(), undefined);
    assert.deepEqual(deps.workbench.done, []);
  });

  for (const [what, outcomes, winner, stoppedBy] of [
    [
      'the first with a token wins',
      { AzureCliCredential: succeeded, AzureDeveloperCliCredential: succeeded },
      'AzureCliCredential',
      undefined,
    ],
    [
      'a failure before it stops the chain',
      { EnvironmentCredential: failed, AzureCliCredential: succeeded },
      undefined,
      'EnvironmentCredential',
    ],
    [
      'a failure after it does not matter',
      { AzureCliCredential: succeeded, AzurePowerShellCredential: failed },
      'AzureCliCredential',
      undefined,
    ],
    [
      'what hangs stops the chain',
      { AzureCliCredential: { state: 'hung', reason: '' } },
      undefined,
      'AzureCliCredential',
    ],
  ] satisfies readonly (readonly [
    string,
    Record<string, ProbeOutcome>,
    string | undefined,
    string | undefined,
  ])[])
    it(`judges the chain: ${what}`, async () => {
      const diagnosis = await credentialsDiagnose(bench([], outcomes))({ scope: 's' });
      assert.deepEqual([diagnosis?.winner, diagnosis?.stoppedBy], [winner, stoppedBy]);
    });
});
