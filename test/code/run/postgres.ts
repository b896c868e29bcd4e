import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { createServer, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createSecureContext, TLSSocket } from 'node:tls';
import { promisify } from 'node:util';
import type { CertificateFiles } from '../../servers/certificateAuthority.ts';
import { readBytes } from './readBytes.ts';

const execute = promisify(execFile);

/** A real PostgreSQL behind a front that takes a token for the password, over TLS. */
export interface Postgres {
  /** Who signed in since the last call. */
  take(): readonly string[];
  stop(): Promise<void>;
}

/**
 * Starts PostgreSQL on a socket with a role and a database, and the front on port 5432 of `host`: it demands TLS, asks for
 * the password in clear as Azure does, has `check` decide, and hands the connection on to the server.
 */
export async function startPostgres(
  host: string,
  files: CertificateFiles,
  { role, database }: { readonly role: string; readonly database: string },
  check: (password: string) => Promise<unknown>,
): Promise<Postgres> {
  const folder = await mkdtemp(path.join(tmpdir(), 'code-postgres-'));
  const [version] = (await readdir('/usr/lib/postgresql')).toSorted((a, b) => Number(b) - Number(a));
  const program = (name: string) => `/usr/lib/postgresql/${String(version)}/bin/${name}`;
  // PostgreSQL refuses to run as root.
  const user =
    process.getuid?.() === 0
      ? await execute('id', ['-u', 'postgres']).then(({ stdout }) => Number(stdout))
      : undefined;
  if (user !== undefined) await chown(folder, user, user);
  await chmod(folder, 0o755);
  const as = user === undefined ? {} : { uid: user };
  const data = path.join(folder, 'data');
  await execute(program('initdb'), ['-D', data, '-U', 'owner', '-A', 'trust', '-E', 'UTF8', '--no-sync'], as);
  const server = spawn(program('postgres'), ['-D', data, '-k', folder, '-h', '', '-F'], {
    ...as,
    stdio: 'ignore',
  });
  const psql = (...statement: string[]) =>
    execute('psql', ['-h', folder, '-U', 'owner', '-d', 'postgres', '-qc', ...statement]);
  for (let tries = 0; ; tries += 1) {
    if (
      await psql('select 1').then(
        () => true,
        () => false,
      )
    )
      break;
    if (tries > 100) throw new Error('PostgreSQL did not start.');
    await wait(100);
  }
  await psql(`create role "${role}" login`);
  await psql(`create database "${database}" owner "${role}"`);

  let seen: string[] = [];
  const context = createSecureContext({
    cert: await readFile(files.certificate),
    key: await readFile(files.key),
  });
  const front = createServer((socket) => {
    serve(socket).catch(() => socket.destroy());
  });
  const serve = async (socket: Socket) => {
    socket.on('error', () => socket.destroy());
    const request = await readBytes(socket, 8);
    // SSLRequest (80877103); anything else is a client that would send a token in clear.
    if (request.readUInt32BE(4) !== 80877103)
      return void socket.end(failure('no pg_hba.conf entry, no encryption'));
    socket.write('S');
    const secure = new TLSSocket(socket, { isServer: true, secureContext: context });
    secure.on('error', () => secure.destroy());
    await once(secure, 'secure');
    const length = (await readBytes(secure, 4)).readUInt32BE(0);
    const startup = await readBytes(secure, length - 4);
    const parameters = startup.subarray(4).toString('utf8').split('\0');
    const name = parameters[parameters.indexOf('user') + 1] ?? '';
    secure.write(Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 3])); // AuthenticationCleartextPassword
    const head = await readBytes(secure, 5);
    const password = (await readBytes(secure, head.readUInt32BE(1) - 4)).toString('utf8').replace(/\0$/, '');
    try {
      await check(password);
    } catch (error) {
      return void secure.end(failure(`password authentication failed for user "${name}": ${String(error)}`));
    }
    seen.push(name);
    const backend = connect(path.join(folder, '.s.PGSQL.5432'));
    backend.on('error', () => secure.destroy());
    const prefix = Buffer.alloc(4);
    prefix.writeUInt32BE(length);
    backend.write(Buffer.concat([prefix, startup]));
    secure.pipe(backend);
    backend.pipe(secure);
  };
  front.listen(5432, host);
  await once(front, 'listening');
  return {
    take() {
      const taken = seen;
      seen = [];
      return taken;
    },
    async stop() {
      front.close();
      const exited = once(server, 'exit');
      server.kill('SIGQUIT');
      await exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** ErrorResponse with SQLSTATE 28P01. */
function failure(message: string): Buffer {
  const body = Buffer.from(`SFATAL\0VFATAL\0C28P01\0M${message}\0\0`);
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeUInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}
