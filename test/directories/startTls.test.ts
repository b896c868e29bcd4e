import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { IdentityError, type ErrorCode } from '../../src/core/errors.ts';
import { encodeAnswer } from '../../src/core/ldap/wire/encode.ts';
import type { Result } from '../../src/core/ldap/wire/messages.ts';
import { PASSWORD, SUFFIX } from '../servers/slapd.ts';
import { closeAll, open } from './opened.ts';
import { rawServer, relay } from './relay.ts';
import { slapd } from './servers.ts';

const USER = `uid=ada,ou=people,${SUFFIX}`;
const isError = (code: ErrorCode) => (error: unknown) => IdentityError.is(error, code);
/** A result of StartTLS as a server sends it; the client's first message has id 1. */
const startTlsResult = (code: number) => {
  const result: Result = { code, matched: '', diagnostic: 'no TLS here', referrals: [] };
  return encodeAnswer({ id: 1, operation: { kind: 'result', of: 'extended', result }, controls: [] });
};
const bindTo = (port: number, ca?: string) =>
  open(
    {
      url: `ldap://127.0.0.1:${port}`,
      startTls: true,
      bind: 'simple',
      user: USER,
      timeout: 2,
      ...(ca === undefined ? {} : { ca }),
    },
    PASSWORD,
  );

/** What was captured holds no password, neither now nor after the time in which a client might connect again. */
async function assertNeverSent(captured: () => Buffer): Promise<void> {
  await wait(400);
  assert.ok(captured().length > 0, 'nothing was captured');
  assert.ok(!captured().includes(PASSWORD), 'the password went over the wire in clear');
}

describe('the password on the wire', () => {
  afterEach(closeAll);

  it('is seen by the capture when it is sent in clear', async () => {
    const { port } = await slapd();
    const capture = await relay('127.0.0.1', port);
    await open({ url: `ldap://127.0.0.1:${capture.port}`, bind: 'simple', user: USER }, PASSWORD);
    assert.ok(capture.sent().includes(PASSWORD));
    capture.close();
  });

  it('stays unseen when StartTLS works', async () => {
    const { port, authority } = await slapd();
    const capture = await relay('127.0.0.1', port);
    const session = await bindTo(capture.port, authority.file);
    assert.equal(await session.whoAmI(), `dn:${USER}`);
    await assertNeverSent(capture.sent);
    capture.close();
  });

  for (const [name, answer, code] of [
    ['the server refuses StartTLS', startTlsResult(2), 'ldap.startTlsRefused'],
    ['the server agrees and then speaks no TLS', startTlsResult(0), 'ldap.tlsFailed'],
    [
      'something in between adds bytes to the answer',
      Buffer.concat([startTlsResult(0), Buffer.from([0x30, 0x84])]),
      'ldap.startTlsInjected',
    ],
    ['something in between closes the connection', undefined, 'ldap.lost'],
  ] as const)
    it(`is never sent when ${name}`, async () => {
      const captured: Buffer[] = [];
      let connections = 0;
      const server = await rawServer((socket) => {
        connections++;
        socket.once('data', () => (answer === undefined ? socket.destroy() : socket.write(answer)));
        socket.on('data', (bytes) => {
          captured.push(bytes);
          if (captured.length > 1) socket.write('this is not TLS');
        });
      });
      await assert.rejects(bindTo(server.port), isError(code));
      await assertNeverSent(() => Buffer.concat(captured));
      assert.equal(connections, 1);
      server.close();
    });

  it('is never sent when the certificate is not trusted', async () => {
    const { port } = await slapd();
    const capture = await relay('127.0.0.1', port);
    await assert.rejects(bindTo(capture.port), isError('ldap.certificateUntrusted'));
    await assertNeverSent(capture.sent);
    assert.equal(capture.connections(), 1);
    capture.close();
  });

  it('is never sent in clear after the protected connection was cut', async () => {
    const { port, authority } = await slapd();
    const capture = await relay('127.0.0.1', port);
    const session = await bindTo(capture.port, authority.file);
    const closed = Promise.withResolvers<undefined>();
    session.onDidClose(() => closed.resolve(undefined));
    capture.cut();
    await closed.promise;
    assert.ok(IdentityError.is(session.closed, 'ldap.lost'));
    await assert.rejects(session.whoAmI(), isError('ldap.lost'));
    await assertNeverSent(capture.sent);
    assert.equal(capture.connections(), 1);
    capture.close();
  });
});
