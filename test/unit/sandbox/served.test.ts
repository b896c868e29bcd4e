import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { IdentityError } from '../../../src/core/errors.ts';
import { openSandboxFiles } from '../../../src/platform/node/sandboxStore.ts';
import { serveSandbox, type SandboxService } from '../../../src/platform/node/sandboxService.ts';
import { tlsFetch } from '../../../src/platform/node/transportTls.ts';

const DAY = 24 * 3600_000;

describe('sandbox: served on loopback', () => {
  let folder: string;
  let service: SandboxService | undefined;
  before(async () => (folder = await mkdtemp(path.join(tmpdir(), 'sandbox-served-'))));
  afterEach(async () => {
    await service?.close();
    service = undefined;
  });
  after(async () => await rm(folder, { recursive: true }));

  it('keeps its keys from run to run, readable by their owner only', async () => {
    const first = await openSandboxFiles(folder, Date.now());
    const second = await openSandboxFiles(folder, Date.now());
    assert.deepEqual(second, first);
    for (const file of ['keys.json', 'server.json', 'daemon.pem']) {
      assert.equal((await stat(path.join(folder, file))).mode & 0o077, 0, file);
    }
  });

  it('shows a certificate for loopback names, signed by an authority that can sign nothing below it', async () => {
    const { server } = await openSandboxFiles(folder, Date.now());
    const [leaf, authority] = [
      new X509Certificate(server.certificate),
      new X509Certificate(server.authority),
    ];
    assert.ok(leaf.verify(authority.publicKey) && leaf.checkIssued(authority));
    assert.equal(leaf.checkIP('127.0.0.1'), '127.0.0.1');
    assert.equal(leaf.checkHost('localhost'), 'localhost');
    assert.equal(leaf.checkHost('example.com'), undefined);
    assert.equal(leaf.ca, false);
  });

  it('renews the server certificate before it expires, and leaves the keys alone', async () => {
    const before = await openSandboxFiles(folder, Date.now());
    const later = await openSandboxFiles(folder, Date.now() + 380 * DAY);
    assert.notEqual(later.server.certificate, before.server.certificate);
    assert.deepEqual(later.keys, before.keys);
    const clockPutRight = await openSandboxFiles(folder, Date.now());
    assert.notEqual(clockPutRight.server.certificate, later.server.certificate);
  });

  it('refuses a broken key file and leaves it as it is: sandbox.keysUnreadable', async () => {
    const broken = await mkdtemp(path.join(folder, 'broken-'));
    await writeFile(path.join(broken, 'keys.json'), '{"version":1,');
    await assert.rejects(openSandboxFiles(broken, Date.now()), (error) =>
      IdentityError.is(error, 'sandbox.keysUnreadable'),
    );
    assert.equal(await readFile(path.join(broken, 'keys.json'), 'utf8'), '{"version":1,');
  });

  it('says when its port is taken: sandbox.portTaken', async () => {
    service = await serveSandbox({ folder, port: 0 });
    const port = Number(new URL(service.served.origin).port);
    await assert.rejects(serveSandbox({ folder, port }), (error) =>
      IdentityError.is(error, 'sandbox.portTaken'),
    );
  });

  it('serves HTTPS to clients that trust its authority, and pages over HTTP', async () => {
    service = await serveSandbox({ folder, port: 0 });
    const { origin, pagesOrigin, caFile, tenants } = service.served;
    const fetchTrusting = tlsFetch([await readFile(caFile, 'utf8')]);
    const discovery = await fetchTrusting(`${tenants[0]?.issuer ?? ''}/.well-known/openid-configuration`);
    assert.match(await discovery.text(), new RegExp(`"issuer":"${origin}/`));
    const page = await fetch(`${pagesOrigin}/devicelogin`);
    assert.match(await page.text(), /Enter code/);
  });

  it('takes orders at its admin endpoint over HTTPS only, with the key of this run', async () => {
    service = await serveSandbox({ folder, port: 0 });
    const { admin, adminKey, caFile, pagesOrigin } = service.served;
    const fetchTrusting = tlsFetch([await readFile(caFile, 'utf8')]);
    const headers = { authorization: `Bearer ${adminKey}` };
    const order = async (url: string, send: typeof fetchTrusting) =>
      await send(url, { method: 'POST', headers, body: '{"offset":60000}' });
    assert.equal((await order(`${admin}/setClock`, fetchTrusting)).status, 200);
    assert.match(await (await order(`${admin}/clock`, fetchTrusting)).text(), /"offset":60000/);
    assert.equal((await order(`${pagesOrigin}/admin/clock`, fetch)).status, 404);
    await service.close();
    service = await serveSandbox({ folder, port: 0 });
    assert.notEqual(service.served.adminKey, adminKey);
  });

  it('refuses a foreign Host header (DNS rebinding)', async () => {
    service = await serveSandbox({ folder, port: 0 });
    const { port } = new URL(service.served.pagesOrigin);
    const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
    request(
      { host: '127.0.0.1', port, path: '/devicelogin', headers: { host: `evil.test:${port}` } },
      (response) => {
        response.resume();
        resolve(response.statusCode);
      },
    )
      .once('error', reject)
      .end();
    assert.equal(await promise, 421);
  });
});
