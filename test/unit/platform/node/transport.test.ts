import assert from 'node:assert/strict';
import { createServer as createTlsServer } from 'node:https';
import { createServer, type Server } from 'node:http';
import { TLSSocket } from 'node:tls';
import { IdentityError, type ErrorCode } from '../../../../src/core/errors.ts';
import { transport } from '../../../../src/platform/node/transport.ts';
import { createCertificate } from '../../../../src/sandbox/certificate.ts';

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
const stop = (server: Server) => {
  server.closeAllConnections();
  server.close();
};
const failing = (code: ErrorCode) => (error: unknown) => IdentityError.is(error, code);

describe('the transport', () => {
  it('answers requests to the sandbox in process', async () => {
    const inProcess = {
      origins: ['https://login.sandbox.test'],
      fetch: async (request: Request) =>
        Response.json({ method: request.method, body: await request.text() }),
    };
    const response = await transport({ inProcess })('https://login.sandbox.test/x', {
      method: 'POST',
      body: 'b',
    });
    assert.deepEqual(await response.json(), { method: 'POST', body: 'b' });
  });

  it('says that a host does not exist', async () => {
    await assert.rejects(transport()('https://nothing.invalid/'), failing('transport.dns'));
  });

  it('says that nothing listens', async () => {
    const server = createServer();
    const port = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    await assert.rejects(transport()(`http://127.0.0.1:${port}/`), failing('transport.refused'));
  });

  it('says that the connection was cut', async () => {
    const server = createServer((request) => request.socket.destroy());
    const port = await listen(server);
    await assert.rejects(transport()(`http://127.0.0.1:${port}/`), failing('transport.reset'));
    stop(server);
  });

  it('ends a stall, and tells it from a cancel', async () => {
    const server = createServer(() => undefined);
    const url = `http://127.0.0.1:${await listen(server)}/`;
    await assert.rejects(transport({ timeoutSeconds: 0.05 })(url), failing('transport.timedOut'));
    const controller = new AbortController();
    const running = transport()(url, { signal: controller.signal });
    controller.abort();
    await assert.rejects(running, { name: 'AbortError' });
    stop(server);
  });

  it('says the same of a connection that is cut, or stalls, in the middle of an answer', async () => {
    const server = createServer((request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half');
      if (request.url === '/cut') setTimeout(() => request.socket.destroy(), 20);
    });
    const origin = `http://127.0.0.1:${await listen(server)}`;
    await assert.rejects(transport()(`${origin}/cut`), failing('transport.reset'));
    await assert.rejects(
      transport({ timeoutSeconds: 0.1 })(`${origin}/stall`),
      failing('transport.timedOut'),
    );
    stop(server);
  });

  it('ends a stall of a server in process', async () => {
    const inProcess = { origins: ['https://s.test'], fetch: () => new Promise<Response>(() => undefined) };
    await assert.rejects(
      transport({ inProcess, timeoutSeconds: 0.05 })('https://s.test/'),
      failing('transport.timedOut'),
    );
  });

  it('shows a client certificate to a server that asks for it', async () => {
    const [own, client] = [await createCertificate('localhost'), await createCertificate('client')];
    const options = {
      cert: own.certificate,
      key: own.privateKey,
      requestCert: true,
      ca: [client.certificate],
    };
    const server = createTlsServer(options, (request, response) => {
      response.end(request.socket instanceof TLSSocket ? request.socket.getPeerCertificate().subject.CN : '');
    });
    const url = `https://localhost:${await listen(server)}/`;
    const shown = transport({
      certificateAuthorities: [own.certificate],
      clientCertificate: () => Promise.resolve(client),
    });
    assert.equal(await (await shown(url)).text(), 'client');
    stop(server);
  });

  it('refuses a certificate of an unknown authority, and trusts one that was named', async () => {
    const { certificate, privateKey } = await createCertificate('localhost');
    const server = createTlsServer({ cert: certificate, key: privateKey }, (request, response) => {
      response.setHeader('set-cookie', ['a=1', 'b=2']);
      response.end(request.method);
    });
    const port = await listen(server);
    await assert.rejects(transport()(`https://localhost:${port}/`), failing('transport.tls'));
    const trusting = transport({ certificateAuthorities: [certificate] });
    const response = await trusting(`https://localhost:${port}/`, { method: 'POST', body: 'x' });
    assert.equal(await response.text(), 'POST');
    assert.deepEqual(response.headers.getSetCookie(), ['a=1', 'b=2']);
    stop(server);
  });
});
