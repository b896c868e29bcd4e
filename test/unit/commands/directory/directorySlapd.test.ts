import assert from 'node:assert/strict';
import {
  directoryStartSlapd,
  directoryStopSlapd,
} from '../../../../src/commands/directory/directorySlapd.ts';
import { IdentityError } from '../../../../src/core/errors.ts';
import { newDirectory } from '../../../../src/core/ldap/directory.ts';
import type { LocalServer, RunningServer } from '../../../../src/core/ldap/slapd/localServer.ts';
import type { Answer } from '../../../support/scriptedPrompt.ts';
import { directoryBench, type DirectoryBench } from './directoryBench.ts';

describe('a slapd on request', () => {
  let bench: DirectoryBench;
  beforeEach(async () => {
    bench = await directoryBench();
  });
  afterEach(() => bench.close());

  /** A server that ends when the test says so. */
  function server() {
    const ended = Promise.withResolvers<IdentityError<'slapd.ended'> | undefined>();
    let running: RunningServer | undefined;
    const localServer: LocalServer = {
      get running() {
        return running;
      },
      start() {
        running = {
          directory: newDirectory({
            ...{ id: 'local-slapd', name: 'Local slapd', kind: 'local', bind: 'simple' },
            ...{ url: 'ldap://127.0.0.1:3890', startTls: true, user: 'cn=admin,dc=example,dc=org' },
          }),
          password: 'secret',
          authorityFile: '/tmp/x/ca.pem',
          ended: ended.promise,
        };
        return Promise.resolve(running);
      },
      stop() {
        running = undefined;
        ended.resolve(undefined);
        return Promise.resolve();
      },
    };
    const deps = (answers: readonly Answer[]) => ({ ...bench.deps(answers), localServer });
    return { deps, localServer, ended };
  }

  it('is connected to, and its password copied only when it is asked for', async () => {
    const { deps } = server();
    const first = deps([undefined]);
    await directoryStartSlapd(first)();
    assert.deepEqual(first.workbench.done, ['run identity.directory.connect']);
    assert.match(first.prompt.asked[0] ?? '', /ldap:\/\/127\.0\.0\.1:3890 .*cn=admin/);
    assert.equal(first.workbench.clipboardText, '');
    // It runs: the command leads to it again.
    const again = deps(['Copy Password']);
    await directoryStartSlapd(again)();
    assert.equal(again.workbench.clipboardText, 'secret');
  });

  it('tells other programs how to reach it, without its password', async () => {
    const { deps } = server();
    const copying = deps(['Copy ldapsearch Command']);
    await directoryStartSlapd(copying)();
    assert.equal(
      copying.workbench.clipboardText,
      "LDAPTLS_CACERT='/tmp/x/ca.pem' ldapsearch -ZZ -H ldap://127.0.0.1:3890 -D 'cn=admin,dc=example,dc=org' -W -b 'dc=example,dc=org'",
    );
  });

  it('that ends by itself is said, and can be started again', async () => {
    const { deps, ended } = server();
    const given = deps([undefined, 'Start Again']);
    await directoryStartSlapd(given)();
    ended.resolve(new IdentityError('slapd.ended', { reason: 'ended by SIGKILL' }));
    await new Promise((resolve) => setImmediate(resolve));
    assert.match(given.prompt.asked[1] ?? '', /ended by SIGKILL/);
    assert.equal(given.workbench.done.at(-1), 'run identity.directory.startSlapd');
  });

  it('is stopped after a question, without a word afterwards', async () => {
    const { deps, localServer } = server();
    await assert.rejects(directoryStopSlapd(deps([]))(), (error) =>
      IdentityError.is(error, 'slapd.notRunning'),
    );
    await directoryStartSlapd(deps([undefined]))();
    await directoryStopSlapd(deps([undefined]))();
    assert.ok(localServer.running);
    await directoryStopSlapd(deps(['Stop']))();
    assert.equal(localServer.running, undefined);
  });
});
