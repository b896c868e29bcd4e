import assert from 'node:assert/strict';
import { applicationsShowExpiry } from '../../../../src/commands/application/applicationsShowExpiry.ts';
import { expiryBoard } from '../../../../src/core/entra/expiryBoard.ts';
import { IdentityError } from '../../../../src/core/errors.ts';
import { applicationBench } from './applicationBench.ts';

const JOB = 'Contoso Nightly Job';

describe('the board of what expires, against the sandbox', () => {
  let bench: Awaited<ReturnType<typeof applicationBench>>;
  beforeEach(async () => {
    bench = await applicationBench();
  });
  const signal = new AbortController().signal;
  const read = (board: ReturnType<typeof expiryBoard>) =>
    board.read(bench.tenant.id, bench.client, signal, () => {});
  const graphRequests = () => bench.asked.filter((each) => each.includes('/graph/')).length;

  it('lists secrets and certificates of every application, the next to end first', async () => {
    const found = await read(expiryBoard());
    const ends = found.map(({ credential }) => credential.endsAt);
    assert.deepEqual(
      ends,
      ends.toSorted((one, other) => one - other),
    );
    assert.equal(found[0]!.application, JOB);
    assert.ok(found.some(({ kind }) => kind === 'certificate'));
  });

  it('asks the second time for what changed only', async () => {
    const board = expiryBoard();
    const before = await read(board);
    const { clientId } = bench.target(JOB);
    const path = `/applications(appId='${clientId}')`;
    const made = await bench.client.write(
      { method: 'POST', path: `${path}/addPassword`, body: { passwordCredential: { displayName: 'new' } } },
      { permission: '' },
    );
    const gone = bench.target('Contoso Sync Service').clientId;
    await bench.client.write(
      { method: 'DELETE', path: `/applications(appId='${gone}')` },
      { permission: '' },
    );
    const asked = graphRequests();
    const after = await read(board);
    assert.equal(graphRequests() - asked, 1);
    assert.ok(after.some(({ credential }) => credential.keyId === made['keyId']));
    assert.equal(
      after.some((each) => each.clientId === gone),
      false,
    );
    assert.equal(after.length, before.filter((each) => each.clientId !== gone).length + 1);
  });

  it('reads everything again when the delta link has ended', async () => {
    const board = expiryBoard();
    const before = await read(board);
    for (let count = 0; count < 50; count++)
      await bench.client.list('/users/delta?$deltatoken=latest', { permission: '' });
    assert.deepEqual(await read(board), before);
  });

  it('fails as a whole when it is cancelled, and starts anew', async () => {
    const board = expiryBoard();
    bench.sandbox.sandbox.control.inject({ fault: 'serverError', endpoint: 'graph', times: 1 });
    await assert.rejects(read(board), (error) => IdentityError.is(error, 'graph.failed'));
    assert.ok((await read(board)).length > 0);
  });

  it('rotates the secret or certificate that is chosen', async () => {
    const secret = bench.deps([`${JOB}: Old secret`]);
    await applicationsShowExpiry(secret)();
    assert.deepEqual(secret.workbench.done, ['run identity.application.rotateSecret']);
    const certificate = bench.deps(['Contoso Sync Service: CN=Contoso Sandbox daemon']);
    await applicationsShowExpiry(certificate)();
    assert.deepEqual(certificate.workbench.done, ['run identity.application.rotateCertificate']);
  });

  it('goes on without a tenant that cannot be read', async () => {
    const deps = bench.deps([`${JOB}: Old secret`]);
    const other = { ...bench.tenant, id: 'other', name: 'Other' };
    const refusing = {
      ...bench.client,
      list: () => Promise.reject(new IdentityError('graph.signInNeeded', { tenant: 'Other' })),
    };
    const tenants = {
      ...deps.tenants,
      list: () => Promise.resolve({ tenants: [other, bench.tenant], problems: [] }),
    };
    const graph = (tenant: { readonly id: string }) => (tenant.id === 'other' ? refusing : bench.client);
    await applicationsShowExpiry({ ...deps, tenants, graph })();
    assert.equal(deps.workbench.done.length, 1);
  });
});
