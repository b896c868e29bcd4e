import assert from 'node:assert/strict';
import { applicationsShowExpiry } from '../../../../src/commands/application/applicationsShowExpiry.ts';
import { expiringCredentials } from '../../../../src/core/entra/expiryBoard.ts';
import { applicationBench } from '../../commands/application/applicationBench.ts';

describe('secrets and certificates by expiry', () => {
  it('lists them, the next to end first, and rotates the chosen one', async () => {
    const bench = await applicationBench();
    const found = await expiringCredentials(bench.client, new AbortController().signal, () => {});
    assert.equal(`${found[0]!.application}: ${found[0]!.credential.name}`, 'Contoso Nightly Job: Old secret');
    const log = { trace() {}, debug() {}, info() {}, warn() {}, error() {}, show() {} };
    const deps = { ...bench.deps(['Contoso Nightly Job: Old secret']), log };
    await applicationsShowExpiry(deps)();
    assert.deepEqual(deps.workbench.done, ['run identity.application.rotateSecret']);
  });
});
