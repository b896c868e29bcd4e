/** A browser without a screen, for flows against real servers: follows redirects, keeps cookies, submits forms. */
export interface HeadlessBrowser {
  /** Opens an address and goes on until a page without a form stands, which it returns. */
  open(address: string): Promise<BrowserPage>;
}

export interface BrowserPage {
  readonly url: string;
  readonly status: number;
  readonly text: string;
}

type Send = (url: URL, init: RequestInit) => Promise<Response>;

const MOST_STEPS = 20;

/** `fill` names what to type into a form's inputs. Pages at `stops` are not visited. */
export function headlessBrowser(
  send: Send,
  fill: Readonly<Record<string, string>> = {},
  stops: (url: URL) => boolean = () => false,
): HeadlessBrowser {
  const jar = new Map<string, string>();

  async function visit(url: URL, init: RequestInit): Promise<Response> {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = {
      ...Object.fromEntries(new Headers(init.headers)),
      ...(cookie === '' ? {} : { cookie }),
    };
    const response = await send(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }

  return {
    async open(address) {
      let url = new URL(address);
      let init: RequestInit = {};
      for (let step = 0; step < MOST_STEPS; step++) {
        if (stops(url)) return { url: url.href, status: 0, text: '' };
        const response = await visit(url, init);
        const location = response.headers.get('location');
        if (location !== null) {
          url = new URL(location, url);
          init = {};
          continue;
        }
        const text = await response.text();
        const form = readForm(text, fill);
        if (form === undefined) return { url: url.href, status: response.status, text };
        url = new URL(form.action, url);
        init = { method: 'POST', body: form.fields, headers: { origin: url.origin } };
      }
      throw new Error(`no end after ${MOST_STEPS} pages, at ${url.href}`);
    },
  };
}

function readForm(html: string, fill: Readonly<Record<string, string>>) {
  const form = /<form\b([^>]*)>([\s\S]*?)<\/form>/i.exec(html);
  if (form === null) return undefined;
  const [, head = '', body = ''] = form;
  const fields = new URLSearchParams();
  for (const [tag] of body.matchAll(/<(?:input|button)\b[^>]*>/gi)) {
    const name = attribute(tag, 'name');
    const isRefusal = /value="(?:cancel|deny|no|back)"/i.test(tag);
    if (
      name === undefined ||
      isRefusal ||
      tag.includes('checkbox') ||
      (tag.startsWith('<button') && fields.has(name))
    )
      continue;
    fields.set(name, fill[name] ?? attribute(tag, 'value') ?? '');
  }
  return { action: attribute(head, 'action') ?? '', fields };
}

function attribute(tag: string, name: string): string | undefined {
  return new RegExp(`\\b${name}="([^"]*)"`, 'i')
    .exec(tag)?.[1]
    ?.replaceAll('&amp;', '&')
    .replaceAll('&quot;', '"');
}
