import assert from 'node:assert/strict';
import { decodeJwt } from 'jose';
import { sandboxForgeToken } from '../../../../src/commands/sandboxTenant/sandboxForgeToken.ts';
import { sandboxInjectFault } from '../../../../src/commands/sandboxTenant/sandboxInjectFault.ts';
import { sandboxRotateKeys } from '../../../../src/commands/sandboxTenant/sandboxRotateKeys.ts';
import { sandboxSetClock } from '../../../../src/commands/sandboxTenant/sandboxSetClock.ts';
import { untranslated } from '../../../../src/core/explain.ts';
import type { SandboxControl } from '../../../../src/core/sandboxControl.ts';
import { scriptedPrompt, type Answer } from '../../../support/scriptedPrompt.ts';
import { startSandbox } from '../../sandbox/testSandbox.ts';

describe('sandbox control commands', () => {
  let control: SandboxControl;
  before(async () => ({ control } = (await startSandbox()).sandbox));
  const deps = (...answers: readonly Answer[]) => ({
    sandbox: () => Promise.resolve(control),
    prompt: scriptedPrompt(answers),
    translate: untranslated,
  });

  it('Forge Sandbox Token asks about whom, version, fault and claims, and opens the inspector', async () => {
    const shown: (string | undefined)[] = [];
    const inspect = (token?: string) => Promise.resolve(void shown.push(token));
    const answers = [
      'An application alone (roles)',
      'Version 2 token',
      'Expired an hour ago',
      '{"roles":["Boss"]}',
    ];
    const token = await sandboxForgeToken({ ...deps(...answers), inspect })();
    assert.deepEqual(shown, [token]);
    assert.deepEqual(decodeJwt(token ?? '')['roles'], ['Boss']);
    const asked = { kind: 'user', version: 1, variant: 'good', claims: {} } as const;
    assert.equal(decodeJwt((await sandboxForgeToken({ ...deps(), inspect })(asked)) ?? '')['ver'], '1.0');
    assert.equal(await sandboxForgeToken({ ...deps(undefined), inspect })(), undefined);
  });

  it('Inject Sandbox Fault asks for what the fault takes, and takes waiting faults back', async () => {
    await sandboxInjectFault(deps('AADSTS error', 'token', '53003', '2'))();
    await sandboxInjectFault(deps('HTML instead of JSON', 'graph', '1'))();
    assert.deepEqual(control.faults(), [
      { fault: 'aadsts', endpoint: 'token', times: 2, value: 53003 },
      { fault: 'html', endpoint: 'graph', times: 1 },
    ]);
    await sandboxInjectFault(deps('Take back waiting faults (2)'))();
    assert.deepEqual(control.faults(), []);
  });

  it('Set Sandbox Clock, by choice, by minutes and by argument', async () => {
    await sandboxSetClock(deps('2 hours ahead'))();
    assert.equal(control.clock().offset, 7200_000);
    await sandboxSetClock(deps('Other…', '-90'))();
    assert.equal(control.clock().offset, -5400_000);
    await sandboxSetClock(deps())({ offset: 0 });
    assert.equal(control.clock().offset, 0);
  });

  it('Rotate Sandbox Keys does nothing when dismissed', async () => {
    let rotated: string | undefined;
    const rotating = {
      ...control,
      rotateKeys: (old: 'keep' | 'remove') => {
        rotated = old;
        return Promise.resolve('kid');
      },
    };
    const sandbox = () => Promise.resolve(rotating);
    await sandboxRotateKeys({ ...deps(undefined), sandbox })();
    assert.equal(rotated, undefined);
    await sandboxRotateKeys({ ...deps('Remove the old key'), sandbox })();
    assert.equal(rotated, 'remove');
  });
});
