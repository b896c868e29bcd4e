import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import * as net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { IdentityError } from '../../../../../src/core/errors.ts';
import { thisMachine } from '../../../../../src/platform/node/slapd/findSlapd.ts';
import { localSlapd } from '../../../../../src/platform/node/slapd/localSlapd.ts';

const KEEPER = path.resolve(
  import.meta.dirname,
  '../../../../../src/platform/node/slapd/slapdKeeperProcess.ts',
);
const never = new AbortController().signal;

/** A stand-in that takes every configuration; `run` is what it does as a server, in Node, with its `port` and its `folder`. */
const slapd = (run: string) => `#!${process.execPath}
const args = process.argv.slice(2);
const port = Number((args.at(-1) ?? '').split(':').at(-1));
const folder = require('node:path').dirname(args[args.indexOf('-f') + 1] ?? '');
if (args[0] !== '-d') process.exit(0);
require('node:fs').writeFileSync(process.env.SEEN, [folder, process.pid, process.ppid].join('\\n'));
${run}
`;
const LISTENS = `require('node:net').createServer(() => {}).listen(port, '127.0.0.1');`;

describe('a slapd of this machine', () => {
  let home: string;
  beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'local-slapd-'));
    await mkdir(path.join(home, 'schema'));
    await writeFile(path.join(home, 'schema', 'core.schema'), '');
    process.env['SEEN'] = path.join(home, 'seen');
  });
  afterEach(async () => {
    delete process.env['SEEN'];
    await rm(home, { recursive: true });
  });

  async function server(script: string, freePort?: () => Promise<number>) {
    const file = path.join(home, 'slapd');
    await writeFile(file, script);
    await chmod(file, 0o700);
    return localSlapd({
      keeper: KEEPER,
      passwordOf: (user) => `of ${user}`,
      machine: { ...thisMachine, platform: 'linux', environment: { PATH: home } },
      ...(freePort === undefined ? {} : { freePort }),
    });
  }
  const seen = async () => {
    const [folder = '', pid = '', keeper = ''] = (await readFile(path.join(home, 'seen'), 'utf8')).split(
      '\n',
    );
    return { folder, pid: Number(pid), keeper: Number(keeper) };
  };
  const isThere = async (folder: string) =>
    readdir(folder).then(
      () => true,
      () => false,
    );

  it('runs until it is stopped, in a folder that goes with it, and only once', async () => {
    const local = await server(slapd(LISTENS));
    const [one, other] = await Promise.all([local.start(never), local.start(never)]);
    assert.equal(one, other);
    assert.equal(local.running, one);
    const { folder } = await seen();
    assert.deepEqual((await readdir(folder)).sort(), [
      ...['ca.pem', 'certificate.pem', 'data', 'key.pem', 'people.ldif', 'slapd.conf'],
    ]);
    const kept = await Promise.all(
      ['people.ldif', 'slapd.conf'].map((name) => readFile(path.join(folder, name), 'utf8')),
    );
    // Passwords are kept as servers keep them.
    for (const text of kept) assert.ok(!text.includes(one.password) && !text.includes('of ada@'));
    await local.stop();
    assert.equal(await one.ended, undefined);
    assert.equal(local.running, undefined);
    assert.equal(await isThere(folder), false);
  });

  it('that ends at once is said with what it said', async () => {
    const local = await server(slapd(`console.error('bad luck'); process.exit(3);`));
    await assert.rejects(local.start(never), (error) => {
      assert.ok(IdentityError.is(error, 'slapd.failed'));
      assert.match(String(error.data.reason), /bad luck\s+exit code 3/);
      return true;
    });
    assert.equal(local.running, undefined);
    assert.equal(await isThere((await seen()).folder), false);
  });

  it('that refuses its configuration is said with what it said', async () => {
    const local = await server(`#!/bin/sh\necho 'unknown directive' >&2\nexit 1\n`);
    await assert.rejects(local.start(never), (error) => {
      assert.ok(IdentityError.is(error, 'slapd.failed'));
      return /unknown directive/.test(String(error.data.reason));
    });
  });

  it('does not take another program at its port for slapd', async () => {
    const stranger = net.createServer(() => {}).listen(0, '127.0.0.1');
    await once(stranger, 'listening');
    const address = stranger.address();
    assert.ok(address !== null && typeof address === 'object');
    const local = await server(slapd(LISTENS), () => Promise.resolve(address.port));
    await assert.rejects(local.start(never), (error) => IdentityError.is(error, 'slapd.portTaken'));
    stranger.close();
  });

  it('that is killed is told, and its folder removed', async () => {
    const local = await server(slapd(LISTENS));
    const running = await local.start(never);
    const { folder, pid } = await seen();
    process.kill(pid, 'SIGKILL');
    const error = await running.ended;
    assert.ok(IdentityError.is(error, 'slapd.ended'));
    assert.match(String(error.data.reason), /ended by SIGKILL/);
    assert.equal(local.running, undefined);
    assert.equal(await isThere(folder), false);
  });

  it('that does not come up is given up when the person leaves', async () => {
    const local = await server(slapd('setInterval(() => {}, 1000);'));
    const leaving = new AbortController();
    const starting = local.start(leaving.signal);
    while (!(await isThere(home)) || !(await readdir(home)).includes('seen')) await wait(20);
    leaving.abort();
    await assert.rejects(starting, { name: 'AbortError' });
    assert.equal(await isThere((await seen()).folder), false);
    assert.equal(local.running, undefined);
  });

  it('leaves nothing when its keeper is told to end, more than once too', async () => {
    const local = await server(slapd(LISTENS));
    const running = await local.start(never);
    const { folder, keeper } = await seen();
    for (let times = 0; times < 2; times += 1) process.kill(keeper, 'SIGTERM');
    assert.ok(IdentityError.is(await running.ended, 'slapd.ended'));
    assert.equal(await isThere(folder), false);
  });

  it('ends with the window', async () => {
    const local = await server(slapd(LISTENS));
    const running = await local.start(never);
    local.dispose();
    assert.equal(await running.ended, undefined);
    assert.equal(await isThere((await seen()).folder), false);
  });
});
