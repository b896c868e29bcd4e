import { request, type RequestOptions } from 'node:https';
import { request as plainRequest, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { rootCertificates } from 'node:tls';
import type { ClientCertificate } from '../../core/oauth/model.ts';
import type { Fetch } from '../../core/ports.ts';

/**
 * A fetch over TLS connections of its own, which trust further authorities and show a client certificate; the
 * global fetch can do neither per request. Redirects are returned, not followed. Throws Node's network errors.
 */
export function tlsFetch(authorities: readonly string[], certificate?: ClientCertificate): Fetch {
  const trust: RequestOptions = {
    ca: [...rootCertificates, ...authorities],
    ...(certificate === undefined ? {} : { key: certificate.privateKey, cert: certificate.certificate }),
  };
  return async (input, init = {}) => {
    const url = new URL(input);
    const outgoing = new Request(url, init);
    const body = Buffer.from(await outgoing.arrayBuffer());
    const incoming = await new Promise<IncomingMessage>((resolve, reject) => {
      const options: RequestOptions = {
        method: outgoing.method,
        headers: { ...Object.fromEntries(outgoing.headers), 'content-length': body.length },
        signal: outgoing.signal,
      };
      const sent =
        url.protocol === 'https:'
          ? request(url, { ...trust, ...options }, resolve)
          : plainRequest(url, options, resolve);
      sent.once('error', reject);
      sent.end(body);
    });
    const headers = new Headers();
    for (const [name, values] of Object.entries(incoming.headersDistinct))
      for (const value of values ?? []) headers.append(name, value);
    const status = incoming.statusCode ?? 0;
    const content = await buffer(incoming);
    return new Response([101, 204, 205, 304].includes(status) ? null : new Uint8Array(content), {
      status,
      headers,
    });
  };
}
