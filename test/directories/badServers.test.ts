import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { IdentityError, type ErrorCode } from '../../src/core/errors.ts';
import { explainInline } from '../../src/core/explain.ts';
import { utf8 } from '../../src/core/ldap/bytes.ts';
import { directoryConnections } from '../../src/core/ldap/directoryConnections.ts';
import { newDirectory } from '../../src/core/ldap/directory.ts';
import { findAttribute, valuesOf } from '../../src/core/ldap/entry.ts';
import { exportLdif } from '../../src/core/ldap/exportLdif.ts';
import { readLdif } from '../../src/core/ldap/ldif/read.ts';
import type { SearchPage } from '../../src/core/ldap/session.ts';
import { pagedResults, readPagedResults } from '../../src/core/ldap/wire/controls.ts';
import { decodeRequest } from '../../src/core/ldap/wire/decode.ts';
import { encodeAnswer } from '../../src/core/ldap/wire/encode.ts';
import { MessageSplitter } from '../../src/core/ldap/wire/framing.ts';
import type { Answer, Control, Message, Request } from '../../src/core/ldap/wire/messages.ts';
import { freePorts } from '../servers/serverProcess.ts';
import { startSlapd, ADMIN, ADMIN_PASSWORD, SUFFIX } from '../servers/slapd.ts';
import { asAdmin, closeAll, open } from './opened.ts';
import { rawServer, relay } from './relay.ts';
import { slapd } from './servers.ts';

const refused = (code: ErrorCode, text?: RegExp) => (error: unknown) => {
  assert.ok(IdentityError.is(error, code), `${String(error)} is not ${code}`);
  if (text !== undefined) assert.match(explainInline(error), text);
  return true;
};
const done = (of: 'bind' | 'search', code = 0): Answer => ({
  kind: 'result',
  of,
  result: { code, matched: '', diagnostic: '', referrals: [] },
});

/** A server that answers each request as the test says. */
const fakeServer = (
  answer: (message: Message<Request>) => readonly { operation: Answer; controls?: readonly Control[] }[],
) =>
  rawServer((socket) => {
    const splitter = new MessageSplitter();
    socket.on('data', (piece) => {
      for (const bytes of splitter.push(piece)) {
        const message = decodeRequest(bytes);
        for (const { operation, controls = [] } of answer(message))
          socket.write(encodeAnswer({ id: message.id, operation, controls }));
      }
    });
  });

/** The root DSE of a server that pages. */
const pagingRoot: Answer = {
  kind: 'entry',
  dn: '',
  attributes: [{ name: 'supportedControl', values: [utf8('1.2.840.113556.1.4.319')] }],
};

describe('a server that is not as it should be', () => {
  afterEach(closeAll);

  it('is down: said at once, with its address', async () => {
    const [port] = await freePorts(1);
    await assert.rejects(
      open({ url: `ldap://127.0.0.1:${String(port)}` }),
      refused('ldap.unreachable', /Nothing listens there/),
    );
  });

  for (const [what, greeting] of [
    ['SSH', 'SSH-2.0-OpenSSH_9.2p1 Debian\r\n'],
    ['HTTP', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
    ['SMTP', '220 mail.example.org ESMTP\r\n'],
  ] as const)
    it(`speaks ${what}: said at once, with what it sent`, async () => {
      const server = await rawServer((socket) => socket.write(greeting));
      await assert.rejects(
        open({ url: `ldap://127.0.0.1:${server.port}` }),
        refused('ldap.notLdap', new RegExp(greeting.slice(0, 8))),
      );
      server.close();
    });

  it('speaks TLS where none is expected, or none where it is', async () => {
    const { secureUrl, url } = await slapd();
    await assert.rejects(open({ url: secureUrl.replace('ldaps', 'ldap') }), (error: unknown) =>
      IdentityError.is(error) ? ['ldap.notLdap', 'ldap.lost'].includes(error.code) : false,
    );
    await assert.rejects(open({ url: url.replace('ldap', 'ldaps') }), refused('ldap.tlsFailed'));
  });

  it('accepts and stays silent: given up after the time limit', async () => {
    const server = await rawServer(() => {});
    const started = Date.now();
    await assert.rejects(
      open({ url: `ldap://127.0.0.1:${server.port}`, timeout: 1 }),
      refused('ldap.operationTimeout'),
    );
    assert.ok(Date.now() - started < 5000);
    server.close();
  });

  it('sends malformed messages', async () => {
    const server = await rawServer((socket) => socket.write(Buffer.from('300502010161ff', 'hex')));
    await assert.rejects(open({ url: `ldap://127.0.0.1:${server.port}` }), refused('ldap.malformed'));
    server.close();
  });

  it('announces a message of two gigabytes: refused by its head', async () => {
    const server = await rawServer((socket) => socket.write(Buffer.from('30847fffffff', 'hex')));
    await assert.rejects(
      open({ url: `ldap://127.0.0.1:${server.port}` }),
      refused('ldap.tooLarge', /2047 MiB.*128 MiB/),
    );
    server.close();
  });

  it('sends anything at all: said at once, and nobody waits', async () => {
    let seed = 1;
    const next = () => (seed = (seed * 16_807) % 0x7fffffff) & 0xff;
    for (let time = 0; time < 40; time++) {
      const noise = Buffer.from(Array.from({ length: 2000 }, next));
      const server = await rawServer((socket) => socket.end(noise));
      await assert.rejects(open({ url: `ldap://127.0.0.1:${server.port}` }), (error: unknown) => {
        assert.ok(IdentityError.is(error), String(error));
        return ['ldap.notLdap', 'ldap.malformed', 'ldap.tooLarge', 'ldap.lost'].includes(error.code);
      });
      server.close();
    }
  });

  it('sends an empty page with a cookie: the search goes on', async () => {
    let page = 0;
    const server = await fakeServer(({ operation, controls }) => {
      if (operation.kind === 'bind') return [{ operation: done('bind') }];
      if (operation.kind !== 'search') return [];
      if (operation.base === '') return [{ operation: pagingRoot }, { operation: done('search') }];
      assert.ok(readPagedResults(controls));
      page++;
      const entry: Answer = { kind: 'entry', dn: `cn=${page}`, attributes: [] };
      const cookie = page === 3 ? new Uint8Array() : Uint8Array.of(page);
      return [
        ...(page === 2 ? [] : [{ operation: entry }]),
        { operation: done('search'), controls: [pagedResults(0, cookie)] },
      ];
    });
    const session = await open({ url: `ldap://127.0.0.1:${server.port}` });
    const names: string[] = [];
    for await (const { entries } of session.search({ base: 'dc=x', scope: 'sub' }))
      names.push(...entries.map(({ dn }) => dn));
    assert.deepEqual(names, ['cn=1', 'cn=3']);
    server.close();
  });

  it('sends the same cookie without end: given up', async () => {
    const server = await fakeServer(({ operation }) => {
      if (operation.kind === 'bind') return [{ operation: done('bind') }];
      if (operation.kind !== 'search') return [];
      if (operation.base === '') return [{ operation: pagingRoot }, { operation: done('search') }];
      return [{ operation: done('search'), controls: [pagedResults(0, Uint8Array.of(7))] }];
    });
    const session = await open({ url: `ldap://127.0.0.1:${server.port}` });
    await assert.rejects(async () => {
      for await (const page of session.search({ base: 'dc=x', scope: 'sub' })) assert.ok(page);
    }, refused('ldap.pagingLoop'));
    server.close();
  });
});

describe('a connection that is cut', () => {
  afterEach(closeAll);

  it('during a search: the pages before are there, then the loss is said', async () => {
    const { port } = await slapd();
    const cutting = await relay('127.0.0.1', port);
    const session = await open({ url: `ldap://127.0.0.1:${cutting.port}` });
    let pages = 0;
    await assert.rejects(async () => {
      for await (const page of session.search({ base: SUFFIX, scope: 'sub', pageSize: 5 })) {
        assert.ok(page.entries.length > 0);
        pages++;
        cutting.close();
      }
    }, refused('ldap.lost'));
    assert.equal(pages, 1);
  });

  it('in the middle of an entry: the loss is said, and no half of it is given out', async () => {
    const { port } = await slapd();
    let passed = 0;
    const cutting = await relay('127.0.0.1', port, {
      answer: (bytes, connection) => {
        if (connection < 2) return bytes;
        passed += bytes.length;
        return passed < 3000 ? bytes : passed - bytes.length < 3000 ? bytes.subarray(0, 900) : undefined;
      },
    });
    const session = await open({ url: `ldap://127.0.0.1:${cutting.port}` });
    const reading = (async () => {
      for await (const { entries } of session.search({ base: SUFFIX, scope: 'sub', batchSize: 1 }))
        for (const { dn, attributes } of entries) assert.ok(dn !== '' && attributes.length > 0);
    })();
    setTimeout(() => cutting.cut(2), 300);
    await assert.rejects(reading, refused('ldap.lost'));
    cutting.close();
  });

  it('between two pages: the rest comes over a new connection, nothing twice', async () => {
    const { port } = await slapd();
    const cutting = await relay('127.0.0.1', port);
    const session = await open({ url: `ldap://127.0.0.1:${cutting.port}` });
    const names: string[] = [];
    let isCut = false;
    for await (const { entries } of session.search({ base: SUFFIX, scope: 'sub', pageSize: 7 })) {
      names.push(...entries.map(({ dn }) => dn));
      if (isCut) continue;
      isCut = true;
      // The session's own connection is the first.
      cutting.cut(2);
      await wait(50);
    }
    const whole: string[] = [];
    const direct = await open({ url: `ldap://127.0.0.1:${port}` });
    for await (const { entries } of direct.search({ base: SUFFIX, scope: 'sub' }))
      whole.push(...entries.map(({ dn }) => dn));
    assert.deepEqual(names, whole);
    cutting.close();
  });

  it('during a save: said as lost, so that nobody takes it for done', async () => {
    const { port } = await slapd();
    let isCutting = false;
    const cutting = await relay('127.0.0.1', port, { answer: (bytes) => (isCutting ? undefined : bytes) });
    const session = await open(
      { url: `ldap://127.0.0.1:${cutting.port}`, bind: 'simple', user: ADMIN },
      ADMIN_PASSWORD,
    );
    isCutting = true;
    const change = [{ operation: 'replace', name: 'description', values: [utf8('x')] }] as const;
    await assert.rejects(session.modify(`ou=people,${SUFFIX}`, change), refused('ldap.lost'));
    cutting.close();
  });

  it('is made again by the next who needs it, and its state is seen', async () => {
    const own = await startSlapd();
    const states: string[] = [];
    const connections = directoryConnections((directory) => open(directory));
    const directory = newDirectory({ id: 'own', name: 'Own', url: own.url, bind: 'anonymous' });
    connections.onDidChange((id) => states.push(connections.state(id).kind));
    const [one, other] = await Promise.all([connections.session(directory), connections.session(directory)]);
    assert.equal(one, other);
    await own.restart();
    await wait(100);
    const again = await connections.session(directory);
    assert.equal(await again.whoAmI(), '');
    assert.deepEqual(states, ['opening', 'open', 'lost', 'opening', 'open']);
    connections.dispose();
    await own.stop();
  });
});

describe('limits and large entries', () => {
  afterEach(closeAll);

  it('keeps what came before the size limit of the server, and says that it was reached', async () => {
    const own = await startSlapd({
      database: ['limits * size.soft=4 size.hard=4 size.pr=noEstimate size.prtotal=6'],
    });
    const session = await open({ url: own.url });
    let count = 0;
    let cutShort: string | undefined;
    for await (const page of session.search({ base: SUFFIX, scope: 'sub', pageSize: 3 })) {
      count += page.entries.length;
      cutShort = page.cutShort;
    }
    assert.equal(cutShort, 'sizeLimit');
    assert.ok(count >= 3 && count <= 6, String(count));
    await own.stop();
  });

  it('asks for smaller pages where the server allows no larger ones', async () => {
    const own = await startSlapd({ database: ['limits * size.pr=300'] });
    const session = await open({ url: own.url });
    const search = { base: SUFFIX, scope: 'sub' } as const;
    const count = async (pageSize: number) => {
      let entries = 0;
      for await (const page of session.search({ ...search, pageSize })) {
        assert.equal(page.cutShort, undefined);
        entries += page.entries.length;
      }
      return entries;
    };
    assert.ok((await count(200)) > 20);
    assert.equal(await count(1000), await count(200));
    await own.stop();
  });

  it('ends an export with the limit that ended it', async () => {
    const own = await startSlapd({
      database: ['limits * size.soft=4 size.hard=4 size.pr=noEstimate size.prtotal=6'],
    });
    const session = await open({ url: own.url });
    let text = '';
    let limit: string | undefined;
    for await (const { bytes, cutShort } of exportLdif(session, { base: SUFFIX, scope: 'sub' })) {
      text += Buffer.from(bytes).toString();
      limit = cutShort;
    }
    assert.ok(limit !== undefined);
    assert.ok(text.length > 0 && readLdif(text).every(({ kind }) => kind === 'entry'));
    await own.stop();
  });

  it('keeps to a size limit of the search itself', async () => {
    const session = await asAdmin(await slapd());
    const pages: SearchPage[] = [];
    for await (const page of session.search({ base: SUFFIX, scope: 'sub', pageSize: 4, sizeLimit: 6 }))
      pages.push(page);
    assert.equal(pages.flatMap(({ entries }) => entries).length, 6);
    assert.equal(pages.at(-1)?.cutShort, 'sizeLimit');
  });

  it('reads an attribute of 10,000 values and a photo of 12 MB, and writes them', async () => {
    const session = await asAdmin(await slapd());
    const dn = `cn=large,ou=services,${SUFFIX}`;
    const photo = new Uint8Array(12_000_000).map((_, at) => at % 251);
    const values = Array.from({ length: 10_000 }, (_, at) => utf8(`value ${at}`));
    await session.add(dn, [
      { name: 'objectClass', values: ['device', 'extensibleObject'].map(utf8) },
      { name: 'cn', values: [utf8('large')] },
      { name: 'description', values },
      { name: 'jpegPhoto', values: [photo] },
    ]);
    const entry = await session.read(dn);
    assert.equal(valuesOf(entry!, 'description').length, 10_000);
    assert.equal(Buffer.compare(findAttribute(entry!, 'jpegPhoto')!.values[0]!, photo), 0);
    await session.delete(dn);
  });

  it('stops a search at once when it is cancelled, and the session goes on', async () => {
    const session = await asAdmin(await slapd());
    const aborter = new AbortController();
    await assert.rejects(
      async () => {
        for await (const page of session.search(
          { base: SUFFIX, scope: 'sub', pageSize: 2 },
          aborter.signal,
        )) {
          assert.ok(page);
          aborter.abort();
        }
      },
      (error) => error instanceof Error && error.name === 'AbortError',
    );
    assert.equal(await session.whoAmI(), `dn:${ADMIN}`);
  });

  it('holds a server back whose answers nobody takes', async () => {
    let sent = 0;
    const server = await rawServer((socket) => {
      const splitter = new MessageSplitter();
      socket.on('data', (piece) => {
        for (const bytes of splitter.push(piece)) {
          const { id, operation } = decodeRequest(bytes);
          if (operation.kind === 'bind')
            socket.write(encodeAnswer({ id, operation: done('bind'), controls: [] }));
          else if (operation.kind === 'search' && operation.base === '')
            socket.write(encodeAnswer({ id, operation: done('search'), controls: [] }));
          else if (operation.kind === 'search') flood(id);
        }
      });
      const flood = (id: number) => {
        const entry: Answer = {
          kind: 'entry',
          dn: 'cn=x',
          attributes: [{ name: 'a', values: [new Uint8Array(10_000)] }],
        };
        const bytes = encodeAnswer({ id, operation: entry, controls: [] });
        const more = () => {
          while (sent < 20_000 && socket.write(bytes)) sent++;
          if (sent < 20_000) socket.once('drain', more);
        };
        more();
      };
    });
    const session = await open({ url: `ldap://127.0.0.1:${server.port}` });
    const pages = session.search({ base: 'dc=x', scope: 'sub', pageSize: 10 });
    await pages.next();
    await wait(500);
    assert.ok(sent < 5000, `${sent} of 20,000 entries were taken`);
    await pages.return?.();
    server.close();
  });
});
