import assert from 'node:assert/strict';
import { applicationsShowExpiry } from '../../../../src/commands/application/applicationsShowExpiry.ts';
import { directoryBranches, type DirectoryBranch } from '../../../../src/core/entra/directoryBranches.ts';
import { expiringCredentials } from '../../../../src/core/entra/expiryBoard.ts';
import { untranslated } from '../../../../src/core/explain.ts';
import { applicationBench } from '../../commands/application/applicationBench.ts';

describe('the directory of the sandbox', () => {
  let bench: Awaited<ReturnType<typeof applicationBench>>;
  before(async () => {
    bench = await applicationBench();
  });

  const rows = async ({ path, permission, row }: DirectoryBranch) =>
    (await bench.client.list(path, { permission })).values.map((json) => row(json, untranslated));

  for (const branch of directoryBranches) {
    it(`has ${branch.id}, and what opens below each`, async () => {
      const found = await rows(branch);
      assert.ok(found.length > 0);
      assert.ok(found.every(({ id, label }) => id !== '' && label !== ''));
      for (const below of found.slice(0, 3).flatMap((each) => each.below ?? [])) await rows(below);
    });
  }

  it('opens groups to their members', async () => {
    const groups = await rows(directoryBranches.find(({ id }) => id === 'groups')!);
    const platform = groups.find(({ label }) => label === 'Platform Team')!;
    const members = await rows(platform.below!.find(({ id }) => id === 'members')!);
    assert.deepEqual(members.map(({ label }) => label).sort(), ['Ada Lovelace', 'Alan Turing']);
  });

  it('lists secrets and certificates, the next to end first, and rotates the chosen one', async () => {
    const found = await expiringCredentials(bench.client, new AbortController().signal, () => {});
    assert.equal(`${found[0]!.application}: ${found[0]!.credential.name}`, 'Contoso Nightly Job: Old secret');
    const log = { trace() {}, debug() {}, info() {}, warn() {}, error() {}, show() {} };
    const deps = { ...bench.deps(['Contoso Nightly Job: Old secret']), log };
    await applicationsShowExpiry(deps)();
    assert.deepEqual(deps.workbench.done, ['run identity.application.rotateSecret']);
  });
});
