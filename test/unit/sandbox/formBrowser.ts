import assert from 'node:assert/strict';

/** A browser without a screen: keeps cookies, follows redirects on its own origin, sends forms. */
export class FormBrowser {
  readonly #send: (request: Request) => Promise<Response>;
  readonly #cookies = new Map<string, string>();
  #origin = '';
  /** The page shown. */
  html = '';
  status = 0;
  headers = new Headers();
  /** Where the last redirect left the sandbox, if it did. */
  left: URL | undefined;

  constructor(send: (request: Request) => Promise<Response> = fetch) {
    this.#send = send;
  }

  async open(url: string): Promise<this> {
    this.#origin = new URL(url).origin;
    return await this.#load(new Request(url, { redirect: 'manual', headers: this.#headers() }));
  }

  /** Sends the page's form whose step is named, with the fields a person fills. */
  async send(step: string, fields: Readonly<Record<string, string>> = {}): Promise<this> {
    const form = this.forms().find(({ action }) => action.endsWith(`/${step}`));
    assert.ok(form, `no form for ${step} on the page: ${this.text()}`);
    const body = new URLSearchParams({ ...form.fields, ...fields });
    const url = new URL(form.action, this.#origin).href;
    return await this.#load(
      new Request(url, { method: 'POST', body, redirect: 'manual', headers: this.#headers() }),
    );
  }

  forms() {
    return [...this.html.matchAll(/<form method="post" action="([^"]+)">(.*?)<\/form>/gs)].map(
      ([, action = '', inner = '']) => ({
        action: decoded(action),
        fields: Object.fromEntries(
          [...inner.matchAll(/<input\s([^>]*)>/g)]
            .map(([, attributes = '']) => [
              attribute(attributes, 'name'),
              attribute(attributes, 'value'),
              attributes,
            ])
            .filter(([, , attributes]) => !attributes?.includes('checkbox'))
            .map(([name = '', value = '']) => [name, value]),
        ),
      }),
    );
  }

  /** The page's words. */
  text(): string {
    return decoded(this.html.replace(/<(style|script).*?<\/\1>/gs, ' ').replace(/<[^>]+>/g, ' ')).replace(
      /\s+/g,
      ' ',
    );
  }

  #headers(): Record<string, string> {
    return { cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
  }

  async #load(request: Request): Promise<this> {
    const response = await this.#send(request);
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      this.#cookies.set(name, value);
    }
    this.html = await response.text();
    this.status = response.status;
    this.headers = response.headers;
    this.left = undefined;
    const location = response.headers.get('location');
    if (location === null) return this;
    const target = new URL(location, request.url);
    if (target.origin !== this.#origin) {
      this.left = target;
      return this;
    }
    return await this.open(target.href);
  }
}

function attribute(attributes: string, name: string): string {
  return decoded(new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? '');
}

function decoded(html: string): string {
  const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return html.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? '');
}
