import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { createSecureContext, TLSSocket } from 'node:tls';
import type { CertificateFiles } from '../../servers/certificateAuthority.ts';
import { readBytes } from './readBytes.ts';

/** One login as it reached the server ([MS-TDS] 2.2.6.4). */
export interface Login {
  readonly database: string;
  readonly user: string;
  readonly hasPassword: boolean;
  readonly readOnly: boolean;
  /** The token of the feature FEDAUTH (2.2.6.4, library Security Token). */
  readonly token?: string;
  /** Whether it waits to be told where to sign in (FEDAUTHINFO) before it sends the token. */
  readonly asksWhere: boolean;
}

export interface TdsCapture {
  take(): readonly Login[];
  stop(): Promise<void>;
}

const PRELOGIN = 0x12;
const LOGIN7 = 0x10;
const RESPONSE = 0x04;

/** A server that speaks TDS as far as a login and one query: it keeps what the login carried. */
export async function startTdsCapture(host: string, files: CertificateFiles): Promise<TdsCapture> {
  let seen: Login[] = [];
  const context = createSecureContext({
    cert: await readFile(files.certificate),
    key: await readFile(files.key),
    maxVersion: 'TLSv1.2',
  });
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    serve(socket).catch(() => socket.destroy());
  });
  const serve = async (socket: Socket) => {
    const prelogin = await readMessage(socket);
    socket.write(packet(RESPONSE, preloginAnswer(asksForFedAuth(prelogin.body))));
    const secure = new TLSSocket(wrappedTls(socket), { isServer: true, secureContext: context });
    secure.on('error', () => socket.destroy());
    await once(secure, 'secure');
    for (;;) {
      const { type, body } = await readMessage(secure);
      if (type === LOGIN7) {
        const login = readLogin(body);
        // The library that asks where to sign in is told, and sends its token after that (2.2.6.3).
        const token = login.asksWhere ? await askForToken(secure) : login.token;
        seen.push({ ...login, ...(token === undefined ? {} : { token }) });
        secure.write(packet(RESPONSE, loginAnswer(token !== undefined)));
      } else {
        const isQuery = body.includes(utf16('SUSER_SNAME'));
        secure.write(packet(RESPONSE, isQuery ? oneRow('orders-api') : done(0)));
      }
    }
  };
  server.listen(1433, host);
  await once(server, 'listening');
  return {
    take() {
      const taken = seen;
      seen = [];
      return taken;
    },
    async stop() {
      server.close();
      await Promise.resolve();
    },
  };
}

/** TLS records inside TDS packets while the handshake lasts, bare ones after it (2.1). */
function wrappedTls(socket: Socket): Duplex {
  let isBare = false;
  let rest = Buffer.alloc(0);
  const inner = new Duplex({
    read() {},
    write(chunk: Buffer, _encoding, done) {
      socket.write(isBare ? chunk : packet(PRELOGIN, chunk), () => done());
    },
    final(done) {
      socket.end();
      done();
    },
  });
  socket.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    while (!isBare && rest.length >= 8) {
      if (rest[0] !== PRELOGIN) {
        isBare = true;
        break;
      }
      const length = rest.readUInt16BE(2);
      if (rest.length < length) return;
      inner.push(rest.subarray(8, length));
      rest = rest.subarray(length);
    }
    if (!isBare || rest.length === 0) return;
    inner.push(rest);
    rest = Buffer.alloc(0);
  });
  socket.on('close', () => inner.push(null));
  return inner;
}

/** A whole message: its packets' payloads, joined. */
async function readMessage(stream: Socket): Promise<{ readonly type: number; readonly body: Buffer }> {
  const parts: Buffer[] = [];
  for (;;) {
    const head = await readBytes(stream, 8);
    parts.push(await readBytes(stream, head.readUInt16BE(2) - 8));
    if (((head[1] ?? 0) & 1) === 1) return { type: head[0] ?? 0, body: Buffer.concat(parts) };
  }
}

function packet(type: number, body: Buffer): Buffer {
  const head = Buffer.from([type, 1, 0, 0, 0, 0, 1, 0]);
  head.writeUInt16BE(body.length + 8, 2);
  return Buffer.concat([head, body]);
}

/** Whether the PRELOGIN holds the option FEDAUTHREQUIRED (0x06). */
function asksForFedAuth(prelogin: Buffer): boolean {
  for (let at = 0; at < prelogin.length && prelogin[at] !== 0xff; at += 5)
    if (prelogin[at] === 6) return true;
  return false;
}

/** VERSION, ENCRYPTION on, and FEDAUTHREQUIRED where it was asked for. */
function preloginAnswer(fedAuth: boolean): Buffer {
  const options = [
    { id: 0, data: Buffer.from([16, 0, 0, 0, 0, 0]) },
    { id: 1, data: Buffer.from([1]) },
    ...(fedAuth ? [{ id: 6, data: Buffer.from([1]) }] : []),
  ];
  let offset = options.length * 5 + 1;
  const table = options.map(({ id, data }) => {
    const entry = Buffer.from([id, 0, 0, 0, 0]);
    entry.writeUInt16BE(offset, 1);
    entry.writeUInt16BE(data.length, 3);
    offset += data.length;
    return entry;
  });
  return Buffer.concat([...table, Buffer.from([0xff]), ...options.map(({ data }) => data)]);
}

function readLogin(body: Buffer): Login {
  const field = (at: number) => {
    const start = body.readUInt16LE(at);
    return body.subarray(start, start + body.readUInt16LE(at + 2) * 2).toString('utf16le');
  };
  const hasExtensions = ((body[27] ?? 0) & 0x10) !== 0;
  const fedAuth = hasExtensions ? fedAuthData(body, body.readUInt32LE(body.readUInt16LE(56))) : undefined;
  const library = (fedAuth?.[0] ?? 0) >> 1;
  const token =
    library === 1 ? fedAuth?.subarray(5, 5 + fedAuth.readUInt32LE(1)).toString('utf16le') : undefined;
  return {
    user: field(40),
    hasPassword: body.readUInt16LE(46) > 0,
    database: field(68),
    readOnly: ((body[26] ?? 0) & 0x20) !== 0,
    asksWhere: library === 2,
    ...(token === undefined ? {} : { token }),
  };
}

/** The data of the feature FEDAUTH. */
function fedAuthData(body: Buffer, start: number): Buffer | undefined {
  for (let at = start; at < body.length && body[at] !== 0xff;) {
    const length = body.readUInt32LE(at + 1);
    if (body[at] === 2) return body.subarray(at + 5, at + 5 + length);
    at += 5 + length;
  }
  return undefined;
}

/** Sends FEDAUTHINFO (2.2.7.12) and reads the federated authentication token message. */
async function askForToken(stream: TLSSocket): Promise<string> {
  const values = [
    'https://login.microsoftonline.com/5a4db0c5-c047-4050-8c0a-7e4a47000001',
    'https://database.windows.net/',
  ].map(utf16);
  let offset = 4 + values.length * 9;
  const table = values.map((value, index) => {
    const entry = Buffer.alloc(9);
    entry[0] = index + 1;
    entry.writeUInt32LE(value.length, 1);
    entry.writeUInt32LE(offset, 5);
    offset += value.length;
    return entry;
  });
  const head = Buffer.alloc(9);
  head[0] = 0xee;
  head.writeUInt32LE(offset, 1);
  head.writeUInt32LE(values.length, 5);
  stream.write(packet(RESPONSE, Buffer.concat([head, ...table, ...values])));
  const { body } = await readMessage(stream);
  return body.subarray(8, 8 + body.readUInt32LE(4)).toString('utf16le');
}

const utf16 = (text: string) => Buffer.from(text, 'utf16le');
/** DONE with that many rows. */
const done = (rows: number) => Buffer.from([0xfd, rows > 0 ? 0x10 : 0, 0, 0, 0, rows, 0, 0, 0, 0, 0, 0, 0]);

/** LOGINACK for TDS 7.4, the acknowledged FEDAUTH, DONE. */
function loginAnswer(fedAuth: boolean): Buffer {
  const name = utf16('Capture');
  const ack = Buffer.concat([
    Buffer.from([1, 0x74, 0, 0, 4, name.length / 2]),
    name,
    Buffer.from([16, 0, 0, 0]),
  ]);
  const head = Buffer.from([0xad, 0, 0]);
  head.writeUInt16LE(ack.length, 1);
  const collation = Buffer.from([0xe3, 8, 0, 7, 5, 9, 4, 0xd0, 0, 0x34, 0]);
  const features = fedAuth ? Buffer.from([0xae, 2, 0, 0, 0, 0, 0xff]) : Buffer.alloc(0);
  return Buffer.concat([
    collation,
    head,
    ack,
    features,
    Buffer.from([0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
  ]);
}

/** One row of one column nvarchar(128). */
function oneRow(value: string): Buffer {
  const name = utf16('name');
  const metadata = Buffer.concat([
    Buffer.from([0x81, 1, 0, 0, 0, 0, 0, 9, 0, 0xe7, 0, 1, 9, 4, 0xd0, 0, 0x34, name.length / 2]),
    name,
  ]);
  const text = utf16(value);
  return Buffer.concat([metadata, Buffer.from([0xd1, text.length, 0]), text, done(1)]);
}
