import assert from 'node:assert/strict';
import { flowOpenDiagram } from '../../../../src/commands/flow/flowOpenDiagram.ts';
import { flowSaveProfile } from '../../../../src/commands/flow/flowProfiles.ts';
import { untranslated } from '../../../../src/core/explain.ts';
import { mermaidDocument, plantUmlDocument } from '../../../../src/core/oauth/flowDocuments.ts';
import type { FlowProfile } from '../../../../src/core/oauth/flowProfiles.ts';
import { recordingWorkbench, scriptedPrompt, type Answer } from '../../../support/scriptedPrompt.ts';

const request = { flow: 'clientCredentials', tenant: 't', clientId: 'c', scopes: ['a/.default'] };

function bench(answers: readonly Answer[], last?: unknown, hasWorkspace = true) {
  const saved: [FlowProfile, string][] = [];
  const prompt = scriptedPrompt(answers);
  return {
    saved,
    prompt,
    translate: untranslated,
    memory: { recall: () => last, remember: () => Promise.resolve() },
    profiles: {
      list: () => Promise.resolve({ profiles: [], problems: [] }),
      hasWorkspace: () => hasWorkspace,
      save: (profile: FlowProfile, where: string) => Promise.resolve(void saved.push([profile, where])),
    },
  };
}

describe('Save Flow as Profile', () => {
  it('keeps what ran last, in the workspace or for oneself', async () => {
    const own = bench(['Nightly', 'This workspace', undefined], request);
    await flowSaveProfile(own)();
    assert.deepEqual(own.saved, [[{ name: 'Nightly', ...request }, 'workspace']]);
    const alone = bench(['Nightly', undefined], request, false);
    await flowSaveProfile(alone)();
    assert.equal(alone.saved[0]?.[1], 'user');
  });

  it('says what to do before anything has run', async () => {
    const own = bench([undefined]);
    assert.equal(await flowSaveProfile(own)(), undefined);
    assert.match(own.prompt.asked[0]!, /Run a flow first/);
  });
});

describe('Show Flow Diagram', () => {
  it('opens the flow as it is specified, in the language that is picked', async () => {
    const workbench = recordingWorkbench();
    const prompt = scriptedPrompt(['Device Code', 'Mermaid']);
    await flowOpenDiagram({ prompt, workbench, translate: untranslated })();
    await flowOpenDiagram({ prompt, workbench, translate: untranslated })({ flow: 'hybrid' });
    assert.deepEqual(workbench.done, [
      'document identity://flow-mermaid/Device%20Code.mmd?deviceCode',
      'document identity://flow-plantuml/Hybrid.puml?hybrid',
    ]);
    assert.match(mermaidDocument('deviceCode'), /^sequenceDiagram/);
    assert.match(plantUmlDocument('hybrid'), /^@startuml/);
  });
});
