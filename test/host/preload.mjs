/**
 * Loaded before VS Code's server (`node --import`): the two paths that code-server's own front would answer.
 * - `POST /mint-key`: half of the key that seals SecretStorage; without it secrets would not outlive a reload.
 * - `/proxy/PORT/…`: where env.asExternalUri and env.openExternal put http://localhost:PORT/…; the browser is on this
 *   machine, so it is sent straight there (307 keeps a POST a POST).
 */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { Server } from 'node:http';

const keyFile = process.env['VSCODE_HOST_KEY_FILE'];

function mintKey(response) {
  if (!existsSync(keyFile)) writeFileSync(keyFile, randomBytes(32), { mode: 0o600 });
  response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(readFileSync(keyFile));
}

function answer({ method, url }, response) {
  if (method === 'POST' && url.endsWith('/mint-key')) return mintKey(response);
  const proxied = /^\/proxy\/(\d+)(\/.*)?$/.exec(url);
  if (proxied === null) return false;
  response.writeHead(307, { location: `http://127.0.0.1:${proxied[1]}${proxied[2] ?? '/'}` }).end();
}

if (keyFile !== undefined) {
  const emit = Server.prototype.emit;
  Server.prototype.emit = function (event, ...rest) {
    return event === 'request' && answer(...rest) !== false ? true : emit.call(this, event, ...rest);
  };
}
