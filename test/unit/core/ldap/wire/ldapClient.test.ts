import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { IdentityError } from '../../../../../src/core/errors.ts';
import { utf8 } from '../../../../../src/core/ldap/bytes.ts';
import type { Entry } from '../../../../../src/core/ldap/entry.ts';
import type { SearchPage } from '../../../../../src/core/ldap/session.ts';
import { pagedResults, readPagedResults } from '../../../../../src/core/ldap/wire/controls.ts';
import { decodeRequest } from '../../../../../src/core/ldap/wire/decode.ts';
import { encodeAnswer } from '../../../../../src/core/ldap/wire/encode.ts';
import { LdapClient } from '../../../../../src/core/ldap/wire/ldapClient.ts';
import { openLdapSession } from '../../../../../src/core/ldap/wire/ldapSession.ts';
import type { Answer, Control, Message, Request } from '../../../../../src/core/ldap/wire/messages.ts';
import type { LdapTransport, TransportListener } from '../../../../../src/core/ldap/wire/transport.ts';

type Said = { readonly operation: Answer; readonly controls?: readonly Control[] };
type Serve = (message: Message<Request>, connection: number) => readonly Said[];

const ended = (code = 0, controls: readonly Control[] = []): Said => ({
  operation: { kind: 'result', of: 'search', result: { code, matched: '', diagnostic: '', referrals: [] } },
  controls,
});
const entry = (dn: string, attributes: Entry['attributes'] = []): Said => ({
  operation: { kind: 'entry', dn, attributes },
});
const large = (dn: string) => entry(dn, [{ name: 'photo', values: [new Uint8Array(300_000)] }]);

/** A connection within this process, to a server that sends one message a turn and only while it is listened to. */
class Wire implements LdapTransport {
  readonly name = 'test';
  readonly isPrivate = true;
  readonly requests: Message<Request>[] = [];
  readonly #serve: Serve;
  readonly #connection: number;
  #listener: TransportListener = { data() {}, closed() {} };
  #isPaused = false;
  #isClosed = false;
  #queue: Uint8Array[] = [];
  #isSending = false;

  constructor(serve: Serve, connection = 1) {
    this.#serve = serve;
    this.#connection = connection;
  }

  get waiting(): number {
    return this.#queue.length;
  }

  send(bytes: Uint8Array): void {
    const message = decodeRequest(bytes);
    this.requests.push(message);
    for (const { operation, controls = [] } of this.#serve(message, this.#connection))
      this.#queue.push(encodeAnswer({ id: message.id, operation, controls }));
    void this.#flow();
  }

  /** Bytes of the server's own accord. */
  say(bytes: Uint8Array): void {
    this.#listener.data(bytes);
  }

  listen(listener: TransportListener): void {
    this.#listener = listener;
  }

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    void this.#flow();
  }

  protect(): Promise<void> {
    return Promise.resolve();
  }

  close(): void {
    this.#isClosed = true;
  }

  /** The server, or the network, ends it. */
  break(): void {
    this.#queue = [];
    this.#listener.closed(undefined);
  }

  async #flow(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    for (;;) {
      await turn();
      const bytes = this.#isPaused || this.#isClosed ? undefined : this.#queue.shift();
      if (bytes === undefined) break;
      this.#listener.data(bytes);
    }
    this.#isSending = false;
  }
}

/** A session whose connections all lead to this server. The first entry of the root DSE names paging, if it pages. */
async function sessionWith(serve: Serve, pages = true) {
  const wires: Wire[] = [];
  const session = await openLdapSession(() => {
    const wire = new Wire((message, connection) => {
      if (message.operation.kind !== 'search') return [];
      if (message.operation.base !== '') return serve(message, connection);
      const control = { name: 'supportedControl', values: [utf8('1.2.840.113556.1.4.319')] };
      return [entry('', pages ? [control] : []), ended()];
    }, wires.length + 1);
    wires.push(wire);
    return Promise.resolve(new LdapClient(wire, 1000));
  });
  return { session, wires };
}

const BELOW = { base: 'dc=x', scope: 'sub' } as const;
const names = (pages: readonly SearchPage[]) => pages.map(({ entries }) => entries.map(({ dn }) => dn));

async function all(pages: AsyncIterable<SearchPage>): Promise<readonly SearchPage[]> {
  const found: SearchPage[] = [];
  for await (const page of pages) found.push(page);
  return found;
}

describe('a search', () => {
  const eight = Array.from({ length: 8 }, (_, at) => entry(`cn=${at}`));

  it('is handed over in batches, before its page is whole', async () => {
    const { session } = await sessionWith(() => [...eight, ended(0, [pagedResults(0)])]);
    const pages = await all(session.search({ ...BELOW, pageSize: 100, batchSize: 3 }));
    assert.deepEqual(
      names(pages).map(({ length }) => length),
      [3, 3, 2],
    );
    assert.deepEqual(
      pages.map(({ isLast }) => isLast),
      [false, false, true],
    );
    session.close();
  });

  it('of large entries is handed over in smaller batches, and holds the server back', async () => {
    const { session, wires } = await sessionWith(() => [
      ...Array.from({ length: 40 }, (_, at) => large(`cn=${at}`)),
      ended(),
    ]);
    const pages = session.search({ ...BELOW, pageSize: 1000 });
    const first = await pages.next();
    assert.equal(first.value?.entries.length, 4);
    for (let at = 0; at < 100; at++) await turn();
    assert.ok((wires[1]?.waiting ?? 0) > 20, 'the server was not held back');
    assert.equal((await all(pages)).flatMap(({ entries }) => entries).length, 36);
    session.close();
  });

  it('reads what comes in ranges even while the server is held back', async () => {
    const part = (range: string) => [{ name: `member;range=${range}`, values: [utf8('cn=m')] }];
    const { session } = await sessionWith(({ operation }) => {
      if (operation.kind !== 'search') return [];
      if (operation.scope === 'base') return [entry(operation.base, part('1-*')), ended()];
      return [...Array.from({ length: 30 }, (_, at) => entry(`cn=${at}`, part('0-0'))), ended()];
    });
    const found = await all(session.search({ ...BELOW, batchSize: 2 }));
    const entries = found.flatMap((page) => page.entries);
    assert.equal(entries.length, 30);
    for (const { attributes } of entries)
      assert.deepEqual(
        attributes.map(({ name, values }) => [name, values.length]),
        [['member', 2]],
      );
    session.close();
  });

  it('is not kept for ever by ranges that do not go on, or never end', async () => {
    const part = (range: string, count = 1) => ({
      name: `member;range=${range}`,
      values: Array.from({ length: count }, () => utf8('m')),
    });
    const stuck = await sessionWith(() => [entry('cn=g', [part('0-0')]), ended()]);
    await assert.rejects(all(stuck.session.search(BELOW)), (error) =>
      IdentityError.is(error, 'ldap.malformed'),
    );
    let last = 0;
    const endless = await sessionWith(() => [
      entry('cn=g', [part(`${last}-${(last += 300_000) - 1}`, 300_000)]),
      ended(),
    ]);
    await assert.rejects(all(endless.session.search(BELOW)), (error) =>
      IdentityError.is(error, 'ldap.malformed'),
    );
  }).timeout(30_000);

  it('keeps what came before a limit of the server, and says which it was', async () => {
    for (const [code, limit] of [
      [3, 'timeLimit'],
      [4, 'sizeLimit'],
      [11, 'adminLimit'],
    ] as const) {
      const { session } = await sessionWith(() => [...eight, ended(code)]);
      const [page, ...more] = await all(session.search(BELOW));
      assert.deepEqual(
        [page?.entries.length, page?.cutShort, page?.isLast, more.length],
        [8, limit, true, 0],
      );
      session.close();
    }
  });

  it('goes on with smaller pages where the server allows no larger ones', async () => {
    const asked: number[] = [];
    const { session } = await sessionWith(({ controls }) => {
      const size = readPagedResults(controls)?.size ?? 0;
      asked.push(size);
      return size > 200 ? [ended(11)] : [...eight, ended()];
    });
    const pages = await all(session.search({ ...BELOW, pageSize: 1000 }));
    assert.deepEqual(asked, [1000, 200]);
    assert.deepEqual([pages.length, pages[0]?.entries.length, pages[0]?.cutShort], [1, 8, undefined]);
    const strict = await sessionWith(() => [ended(11)]);
    const [only, ...more] = await all(strict.session.search({ ...BELOW, pageSize: 1000 }));
    assert.deepEqual([only?.cutShort, more.length], ['adminLimit', 0]);
  });

  it('that is begun again after a loss gives nothing twice and leaves nothing out, in batches too', async () => {
    // The pages of the new connection are others than those before.
    const { session, wires } = await sessionWith((_, connection) =>
      connection === 2
        ? [...eight.slice(0, 5), ended(0, [pagedResults(0, Uint8Array.of(1))])]
        : [...eight, ended()],
    );
    const pages = session.search({ ...BELOW, pageSize: 5, batchSize: 2 });
    const found: string[] = [];
    for await (const { entries } of pages) {
      found.push(...entries.map(({ dn }) => dn));
      if (found.length === 5 && wires.length === 2) wires[1]?.break();
    }
    assert.deepEqual(
      found,
      eight.map((_, at) => `cn=${at}`),
    );
    assert.equal(wires.length, 3);
    session.close();
  });

  it('whose server pages on without an entry, ever with another cookie, is given up', async () => {
    let page = 0;
    const { session } = await sessionWith(() => [
      ended(0, [pagedResults(0, Uint8Array.of(1, page >> 8, page++ & 0xff))]),
    ]);
    await assert.rejects(all(session.search(BELOW)), (error) => IdentityError.is(error, 'ldap.pagingLoop'));
    session.close();
  });
});

describe('StartTLS', () => {
  const answer = (id: number, of: 'extended' | 'bind') =>
    encodeAnswer({
      id,
      operation: { kind: 'result', of, result: { code: 0, matched: '', diagnostic: '', referrals: [] } },
      controls: [],
    });

  it('ends the connection when its answer brings another, whole or in part', async () => {
    for (const injected of [answer(2, 'bind'), answer(2, 'bind').subarray(0, 4)]) {
      const wire = new Wire(() => []);
      const client = new LdapClient(wire, 1000);
      const starting = client.startTls();
      wire.say(Buffer.concat([answer(1, 'extended'), injected]));
      await assert.rejects(starting, (error) => IdentityError.is(error, 'ldap.startTlsInjected'));
      await assert.rejects(client.ask({ kind: 'delete', dn: 'cn=x' }), (error) =>
        IdentityError.is(error, 'ldap.startTlsInjected'),
      );
      assert.equal(wire.requests.length, 1);
    }
  });

  it('goes on when its answer is all that came', async () => {
    const wire = new Wire(() => []);
    const client = new LdapClient(wire, 1000);
    const starting = client.startTls();
    wire.say(answer(1, 'extended'));
    await starting;
    assert.equal(client.closed, undefined);
  });
});

describe('a server that is slow', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout', 'Date'] }));
  afterEach(() => mock.timers.reset());

  const ask = (wire: Wire) => {
    const client = new LdapClient(wire, 1000);
    const answer = client.ask({ kind: 'delete', dn: 'cn=x' });
    answer.catch(() => {});
    return { client, answer };
  };
  const result = encodeAnswer({
    id: 1,
    operation: {
      kind: 'result',
      of: 'delete',
      result: { code: 0, matched: '', diagnostic: 'x'.repeat(100), referrals: [] },
    },
    controls: [],
  });

  it('is given up when it says nothing', async () => {
    const { client, answer } = ask(new Wire(() => []));
    mock.timers.tick(999);
    assert.equal(client.closed, undefined);
    mock.timers.tick(1);
    await assert.rejects(answer, (error) => IdentityError.is(error, 'ldap.operationTimeout'));
  });

  it('is not silent while a large answer comes over a slow line, and is when it stops in the middle', async () => {
    const wire = new Wire(() => []);
    const { answer } = ask(wire);
    for (let at = 0; at < result.length; at += 20) {
      wire.say(result.subarray(at, at + 20));
      mock.timers.tick(900);
    }
    assert.equal((await answer).result.code, 0);

    const stuck = new Wire(() => []);
    const { client } = ask(stuck);
    stuck.say(result.subarray(0, 20));
    mock.timers.tick(999);
    assert.equal(client.closed, undefined);
    mock.timers.tick(1);
    assert.ok(IdentityError.is(client.closed, 'ldap.operationTimeout'));
  });

  it('is heard no more once the connection is closed', () => {
    const wire = new Wire(() => []);
    const { client } = ask(wire);
    client.close();
    wire.say(utf8('not LDAP'));
    assert.ok(IdentityError.is(client.closed, 'ldap.closed'));
  });
});
