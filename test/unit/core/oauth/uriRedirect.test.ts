import assert from 'node:assert/strict';
import { IdentityError } from '../../../../src/core/errors.ts';
import { usableStrategies, pasteRedirect } from '../../../../src/core/oauth/redirect.ts';
import { uriRedirect } from '../../../../src/core/oauth/uriRedirect.ts';
import { loopbackRedirect } from '../../../../src/platform/node/loopbackRedirect.ts';

const REDIRECT = 'vscode://identity-workbench.identity-workbench/callback';

/** An editor, and the addresses the operating system hands to it. */
function editor() {
  const listeners = new Set<(address: URL) => void>();
  return {
    scheme: 'vscode',
    extension: 'identity-workbench.identity-workbench',
    listeners,
    listen(receive: (address: URL) => void) {
      listeners.add(receive);
      return { dispose: () => void listeners.delete(receive) };
    },
    open: (address: string) => listeners.forEach((receive) => receive(new URL(address))),
  };
}

const wish = (signal = new AbortController().signal) =>
  ({ redirectUri: REDIRECT, responseMode: 'query', state: 'mine', signal }) as const;

describe('the URI handler as redirect (RFC 8252 §7.1)', () => {
  it('takes the response of its own attempt, and no other', async () => {
    const host = editor();
    const session = await uriRedirect(host, 5, 'x').start(wish());
    assert.equal(session.redirectUri, REDIRECT);
    host.open(`${REDIRECT}?code=stolen&state=other`);
    host.open(`${REDIRECT}/elsewhere?code=stolen&state=mine`);
    host.open(`${REDIRECT}?code=right&state=mine`);
    assert.equal((await session.response()).get('code'), 'right');
    await session.dispose();
    assert.equal(host.listeners.size, 0);
  });

  it('reads a fragment', async () => {
    const host = editor();
    const session = await uriRedirect(host, 5, 'x').start(wish());
    host.open(`${REDIRECT}#id_token=t&state=mine`);
    assert.equal((await session.response()).get('id_token'), 't');
    await session.dispose();
  });

  it('ends when nobody comes back, and when it is cancelled', async () => {
    const late = await uriRedirect(editor(), 0.02, 'x').start(wish());
    await assert.rejects(late.response(), (error) => IdentityError.is(error, 'redirect.timedOut'));
    const controller = new AbortController();
    const cancelled = await uriRedirect(editor(), 5, 'x').start(wish(controller.signal));
    controller.abort();
    await assert.rejects(cancelled.response(), { name: 'AbortError' });
    await Promise.all([late.dispose(), cancelled.dispose()]);
  });

  it('is chosen for addresses of the editor, and the listener for those of this computer', () => {
    const strategies = [
      loopbackRedirect(5),
      uriRedirect(editor(), 5, 'x'),
      pasteRedirect(() => Promise.resolve(undefined)),
    ];
    for (const [redirectUri, id] of [
      ['http://localhost', 'loopback'],
      [REDIRECT, 'uriHandler'],
      ['vscode://somebody.else/callback', 'paste'],
      ['https://app.example/callback', 'paste'],
    ] as const) {
      const query = { host: 'local', redirectUri, responseMode: 'query' } as const;
      assert.equal(usableStrategies(strategies, query)[0]?.id, id);
    }
  });
});
