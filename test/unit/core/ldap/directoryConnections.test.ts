import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { IdentityError } from '../../../../src/core/errors.ts';
import { isCancellation } from '../../../../src/core/explain.ts';
import { newDirectory } from '../../../../src/core/ldap/directory.ts';
import { directoryConnections } from '../../../../src/core/ldap/directoryConnections.ts';
import { openLdapSession } from '../../../../src/core/ldap/wire/ldapSession.ts';
import { decodeRequest } from '../../../../src/core/ldap/wire/decode.ts';
import { encodeAnswer } from '../../../../src/core/ldap/wire/encode.ts';
import { LdapClient } from '../../../../src/core/ldap/wire/ldapClient.ts';
import type { LdapSession } from '../../../../src/core/ldap/session.ts';
import type { LdapTransport, TransportListener } from '../../../../src/core/ldap/wire/transport.ts';

const directory = newDirectory({ id: 'one', name: 'One', url: 'ldap://localhost', bind: 'anonymous' });

/** A session whose server answers every search with nothing. */
function emptySession(): Promise<LdapSession> {
  let listener: TransportListener = { data() {}, closed() {} };
  const transport: LdapTransport = {
    name: 'test',
    isPrivate: true,
    send(bytes) {
      const { id, operation } = decodeRequest(bytes);
      const result = { code: 0, matched: '', diagnostic: '', referrals: [] };
      if (operation.kind !== 'search') return;
      const answer = encodeAnswer({ id, operation: { kind: 'result', of: 'search', result }, controls: [] });
      queueMicrotask(() => listener.data(answer));
    },
    listen: (heard) => void (listener = heard),
    pause() {},
    resume() {},
    protect: () => Promise.resolve(),
    close() {},
  };
  return openLdapSession(() => Promise.resolve(new LdapClient(transport, 1000)));
}

/** Connections that open when the test says so, and what became of each. */
function scripted() {
  const asked: { readonly signal: AbortSignal; readonly answer: PromiseWithResolvers<LdapSession> }[] = [];
  const states: string[] = [];
  const connections = directoryConnections((_, signal) => {
    const answer = Promise.withResolvers<LdapSession>();
    asked.push({ signal, answer });
    return answer.promise;
  });
  connections.onDidChange((id) => states.push(connections.state(id).kind));
  return { asked, states, connections };
}

describe('a connection on its way', () => {
  it('is stopped when the only one who waits leaves, and the next begins anew', async () => {
    const { asked, states, connections } = scripted();
    const stop = new AbortController();
    const first = connections.session(directory, stop.signal);
    stop.abort();
    await assert.rejects(first, isCancellation);
    assert.ok(asked[0]?.signal.aborted);
    const second = connections.session(directory);
    const session = await emptySession();
    asked[1]?.answer.resolve(session);
    assert.equal(await second, session);
    // What the first brings all the same is closed, and takes nobody's place.
    const late = await emptySession();
    asked[0].answer.resolve(late);
    await turn();
    assert.ok(IdentityError.is(late.closed, 'ldap.closed'));
    assert.equal(session.closed, undefined);
    assert.deepEqual(states, ['opening', 'closed', 'opening', 'open']);
  });

  it('goes on while one of several still waits', async () => {
    const { asked, connections } = scripted();
    const stop = new AbortController();
    const [leaving, staying] = [connections.session(directory, stop.signal), connections.session(directory)];
    stop.abort();
    await assert.rejects(leaving, isCancellation);
    assert.equal(asked[0]?.signal.aborted, false);
    const session = await emptySession();
    asked[0].answer.resolve(session);
    assert.equal(await staying, session);
    assert.equal(asked.length, 1);
  });

  it('does not come to life after the person disconnected, and whoever waits is told', async () => {
    const { asked, states, connections } = scripted();
    const waiting = connections.session(directory);
    connections.disconnect(directory.id);
    await assert.rejects(waiting, (error) => IdentityError.is(error, 'ldap.closed'));
    const late = await emptySession();
    asked[0]?.answer.resolve(late);
    await turn();
    assert.ok(late.closed !== undefined);
    assert.equal(connections.state(directory.id).kind, 'closed');
    assert.ok(!states.includes('open'));
  });

  it('ends with the window', async () => {
    const { asked, connections } = scripted();
    const waiting = connections.session(directory);
    connections.dispose();
    await assert.rejects(waiting, isCancellation);
    const late = await emptySession();
    asked[0]?.answer.resolve(late);
    await turn();
    assert.ok(late.closed !== undefined);
  });

  it('that fails is lost again if it was before, with the first reason', async () => {
    const { asked, connections } = scripted();
    const first = connections.session(directory);
    const session = await emptySession();
    asked[0]?.answer.resolve(session);
    await first;
    session.close();
    assert.equal(connections.state(directory.id).kind, 'lost');
    const again = connections.session(directory);
    asked[1]?.answer.reject(new IdentityError('ldap.closed', {}));
    await assert.rejects(again, (error) => IdentityError.is(error, 'ldap.closed'));
    assert.equal(connections.state(directory.id).kind, 'lost');
  });
});
