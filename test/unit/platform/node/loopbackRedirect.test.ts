import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { IdentityError } from '../../../../src/core/errors.ts';
import type { RedirectWish } from '../../../../src/core/oauth/redirect.ts';
import { loopbackRedirect } from '../../../../src/platform/node/loopbackRedirect.ts';

const wish = (more: Partial<RedirectWish> = {}): RedirectWish => ({
  redirectUri: 'http://localhost',
  responseMode: 'query',
  state: 's1',
  signal: new AbortController().signal,
  ...more,
});

describe('the loopback listener', () => {
  it('takes a free port when the redirect URI names none, and keeps its spelling', async () => {
    const session = await loopbackRedirect(5).start(wish());
    assert.match(session.redirectUri, /^http:\/\/localhost:\d+$/);
    await session.dispose();
  });

  it('listens on 127.0.0.1 and ::1', async () => {
    for (const host of ['127.0.0.1', '[::1]']) {
      const session = await loopbackRedirect(5).start(wish({ redirectUri: 'http://localhost/auth' }));
      const address = session.redirectUri.replace('localhost', host);
      const page = await fetch(`${address}?code=c&state=s1`);
      assert.equal(page.status, 200);
      assert.equal((await session.response()).get('code'), 'c');
      await session.dispose();
    }
  });

  it('receives form_post', async () => {
    const session = await loopbackRedirect(5).start(wish({ responseMode: 'form_post' }));
    const body = new URLSearchParams({ code: 'c', state: 's1' });
    assert.equal((await fetch(session.redirectUri, { method: 'POST', body })).status, 200);
    assert.equal((await session.response()).get('code'), 'c');
    await session.dispose();
  });

  it('hands a fragment on by a page of its own, under a strict policy', async () => {
    const session = await loopbackRedirect(5).start(wish({ responseMode: 'fragment' }));
    const page = await fetch(session.redirectUri);
    assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'none'/);
    assert.match(await page.text(), /location\.hash/);
    await fetch(session.redirectUri, {
      method: 'POST',
      body: new URLSearchParams({ id_token: 't', state: 's1' }),
    });
    assert.equal((await session.response()).get('id_token'), 't');
    await session.dispose();
  });

  it('goes on waiting when something else is asked of it', async () => {
    const session = await loopbackRedirect(5).start(wish());
    assert.equal((await fetch(`${session.redirectUri}/favicon.ico`)).status, 404);
    assert.equal((await fetch(session.redirectUri)).status, 400);
    await fetch(`${session.redirectUri}?code=c&state=s1`);
    assert.equal((await session.response()).get('code'), 'c');
    await session.dispose();
  });

  it('shows nothing that came from outside', async () => {
    const session = await loopbackRedirect(5).start(wish());
    const page = await fetch(
      `${session.redirectUri}?error=%3Cscript%3Ex&error_description=%3Cb%3Eevil&state=s1`,
    );
    const text = await page.text();
    assert.ok(!text.includes('evil') && !text.includes('<script'));
    await session.response();
    await session.dispose();
  });

  it('says when the port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    await assert.rejects(
      loopbackRedirect(5).start(wish({ redirectUri: `http://localhost:${port ?? 0}/cb` })),
      (error) => IdentityError.is(error, 'redirect.portTaken') && error.data.port === port,
    );
    await new Promise((resolve) => other.close(resolve));
  });

  it('ends when nobody comes back', async () => {
    const session = await loopbackRedirect(0.02).start(wish());
    await assert.rejects(session.response(), (error) => IdentityError.is(error, 'redirect.timedOut'));
    await session.dispose();
  });

  it('ends when it is cancelled', async () => {
    const controller = new AbortController();
    const session = await loopbackRedirect(5).start(wish({ signal: controller.signal }));
    controller.abort();
    await assert.rejects(session.response(), { name: 'AbortError' });
    await session.dispose();
  });

  for (const redirectUri of [
    'https://app.example/cb',
    'http://app.example/cb',
    'not a url',
    'http://localhost/#x',
  ])
    it(`does not listen at ${redirectUri}`, async () => {
      await assert.rejects(loopbackRedirect(5).start(wish({ redirectUri })), (error) =>
        IdentityError.is(error, 'redirect.badUri'),
      );
    });

  it('frees its port', async () => {
    const first = await loopbackRedirect(5).start(wish());
    await first.dispose();
    const second = await loopbackRedirect(5).start(wish({ redirectUri: `${first.redirectUri}/` }));
    await second.dispose();
  });
});
