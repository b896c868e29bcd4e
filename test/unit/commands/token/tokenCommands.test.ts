import assert from 'node:assert/strict';
import { untranslated } from '../../../../src/core/explain.ts';
import { IdentityError } from '../../../../src/core/errors.ts';
import { tokenStore } from '../../../../src/core/oauth/tokenStore.ts';
import type { TokenSet } from '../../../../src/core/oauth/model.ts';
import { expectationSave } from '../../../../src/commands/token/expectationSave.ts';
import { tokenCompare } from '../../../../src/commands/token/tokenCompare.ts';
import { tokenInspectFile } from '../../../../src/commands/token/tokenInspectFile.ts';
import {
  profileEntry,
  readProfiles,
  type ExpectationProfile,
  type ExpectationProfiles,
} from '../../../../src/core/jwt/expect/expectationProfiles.ts';
import { tokenCopy, tokenInsert } from '../../../../src/commands/token/tokenCopy.ts';
import { tokenCopyText } from '../../../../src/commands/token/tokenCopyText.ts';
import { clearHistory, inspectFromHistory } from '../../../../src/commands/token/tokenHistory.ts';
import { tokenHistory } from '../../../../src/core/jwt/tokenHistory.ts';
import { settingDefaults, type SettingId, type Settings } from '../../../../src/manifest.ts';
import { tokenForget, tokensForgetAll } from '../../../../src/commands/token/tokenForget.ts';
import { tokenInspect } from '../../../../src/commands/token/tokenInspect.ts';
import { memorySecrets } from '../../../support/memorySecrets.ts';
import { recordingWorkbench, scriptedPrompt, type Answer } from '../../../support/scriptedPrompt.ts';
import { nobodyAsked } from '../../../support/nobodyAsked.ts';

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const TOKEN = `${encoded({ alg: 'RS256', typ: 'JWT' })}.${encoded({ sub: 'ada' })}.c2VjcmV0LXNpZ25hdHVyZQ`;
const set = (id: string, rest: Partial<TokenSet> = {}): TokenSet => ({
  id,
  tenantId: 'contoso',
  clientId: 'client',
  flow: 'authorizationCode',
  scope: 'User.Read',
  obtainedAt: 0,
  tokenType: 'Bearer',
  accessToken: TOKEN,
  subject: id,
  ...rest,
});

/** The settings as they come, but for these. */
function settingsWith(changed: Partial<Settings>) {
  return <Id extends SettingId>(id: Id): Settings[Id] => ({ ...settingDefaults, ...changed })[id];
}

async function bench(answers: readonly Answer[] = [], given: Parameters<typeof recordingWorkbench>[0] = {}) {
  const tokens = tokenStore(memorySecrets(), { now: () => 1 }, nobodyAsked);
  await tokens.add(set('ada', { idToken: 'id-token', refreshToken: 'refresh-token' }));
  await tokens.add(set('grace', { accessToken: 'opaque' }));
  const inspected: (string | undefined)[] = [];
  return {
    tokens,
    prompt: scriptedPrompt(answers),
    workbench: recordingWorkbench(given),
    translate: untranslated,
    inspected,
    inspect: (token?: string, then?: 'verify' | { readonly compareWith: string }) => {
      inspected.push(token, ...(typeof then === 'object' ? [then.compareWith] : []));
      return Promise.resolve();
    },
  };
}

describe('cached token commands', () => {
  it('copies the access token, or the part that is named', async () => {
    const deps = await bench();
    await tokenCopy(deps)({ tokenId: 'ada' });
    assert.equal(deps.workbench.clipboardText, TOKEN);
    await tokenCopy(deps)({ tokenId: 'ada', part: 'refresh_token' });
    assert.equal(deps.workbench.clipboardText, 'refresh-token');
  });

  it('asks which token when none is named, and copies nothing when dismissed', async () => {
    const picking = await bench(['grace']);
    await tokenCopy(picking)();
    assert.equal(picking.workbench.clipboardText, 'opaque');
    const dismissing = await bench([undefined]);
    await tokenCopy(dismissing)();
    assert.equal(dismissing.workbench.clipboardText, '');
  });

  it('says which part is missing', async () => {
    const deps = await bench();
    await assert.rejects(tokenCopy(deps)({ tokenId: 'grace', part: 'id_token' }), (error) =>
      IdentityError.is(error, 'flow.tokenMissing'),
    );
    await assert.rejects(tokenCopy(deps)({ tokenId: 'gone' }), (error) =>
      IdentityError.is(error, 'tokens.unknown'),
    );
  });

  it('inserts at the cursor, and says what to do without an editor', async () => {
    const editing = await bench([], { hasEditor: true });
    await tokenInsert(editing)({ tokenId: 'ada' });
    assert.deepEqual(editing.workbench.done, [`insert ${TOKEN}`]);
    const without = await bench([undefined]);
    await tokenInsert(without)({ tokenId: 'ada' });
    assert.match(without.prompt.asked[0]!, /Open a file/);
  });

  it('forgets only after a yes', async () => {
    const no = await bench([undefined]);
    await tokenForget(no)({ tokenId: 'ada' });
    assert.equal((await no.tokens.list()).length, 2);
    const yes = await bench(['Forget', 'Forget All']);
    await tokenForget(yes)({ tokenId: 'ada' });
    assert.deepEqual(
      (await yes.tokens.list()).map(({ id }) => id),
      ['grace'],
    );
    await tokensForgetAll(yes)();
    assert.deepEqual(await yes.tokens.list(), []);
  });
});

describe('inspecting a token', () => {
  it('takes the one given, the one at the cursor, then the one on the clipboard, and nothing else from there', async () => {
    const given = await bench([], { tokenAtCursor: 'at-cursor', clipboard: TOKEN });
    await tokenInspect(given)({ token: 'given' });
    await tokenInspect(given)();
    assert.deepEqual(given.inspected, ['given', 'at-cursor']);
    const clipboard = await bench([], { clipboard: `Authorization: Bearer ${TOKEN}` });
    await tokenInspect(clipboard)();
    assert.deepEqual(clipboard.inspected, [TOKEN]);
    const password = await bench([], { clipboard: 'my password' });
    await tokenInspect(password)();
    assert.deepEqual(password.inspected, [undefined]);
  });

  it('takes a part of a cached token set', async () => {
    const deps = await bench();
    await tokenInspect(deps)({ tokenId: 'ada', part: 'id_token' });
    assert.deepEqual(deps.inspected, ['id-token']);
  });
});

describe('inspecting a file', () => {
  it('takes the file that is given, else the one picked', async () => {
    const deps = await bench([], { file: TOKEN });
    await tokenInspectFile(deps)({ uri: 'file:///a.jwt' });
    await tokenInspectFile(deps)();
    assert.deepEqual(deps.inspected, ['text of file:///a.jwt', TOKEN]);
  });

  it('does nothing when none is picked', async () => {
    const deps = await bench();
    await tokenInspectFile(deps)();
    assert.deepEqual(deps.inspected, []);
  });
});

describe('comparing tokens', () => {
  const OTHER = `${encoded({ alg: 'RS256' })}.${encoded({ sub: 'grace' })}.c2VjcmV0LXNpZ25hdHVyZQ`;

  it('takes the two given, a row and another', async () => {
    const deps = await bench();
    await tokenCompare(deps)({ token: TOKEN, with: { token: OTHER } });
    await tokenCompare(deps)({ tokenId: 'ada', with: { tokenId: 'ada', part: 'id_token' } });
    assert.deepEqual(deps.inspected, [TOKEN, OTHER, TOKEN, 'id-token']);
  });

  it('offers the token at the cursor, the one on the clipboard, cached ones, and to paste one', async () => {
    const answers = ['JWT', 'ada', 'ada', 'Paste a Token…', `Bearer ${OTHER}`];
    const deps = await bench(answers, { clipboard: TOKEN });
    await tokenCompare(deps)();
    await tokenCompare(deps)();
    assert.deepEqual(deps.inspected, [TOKEN, TOKEN, TOKEN, OTHER]);
  });

  it('says what was pasted instead of a token, and opens nothing when dismissed', async () => {
    const deps = await bench(['Paste a Token…', 'my password', undefined]);
    await tokenCompare(deps)();
    assert.match(deps.prompt.asked.at(-1)!, /no token in this text/);
    const dismissed = await bench([undefined]);
    await tokenCompare(dismissed)();
    assert.deepEqual([...deps.inspected, ...dismissed.inspected], []);
  });
});

describe('saving expectations', () => {
  const memory = (saved: ExpectationProfile[]): ExpectationProfiles => ({
    list: () => saved,
    save: (profile) => Promise.resolve(void saved.push(profile)),
  });
  const expectations = { issuer: 'https://issuer', audience: 'api://orders', clockSkew: 60 };

  it('keeps them under the name given, and asks before it replaces', async () => {
    const saved: ExpectationProfile[] = [];
    const answers = ['orders', 'orders', 'Replace', 'orders', undefined, undefined];
    const prompt = scriptedPrompt(answers);
    const save = expectationSave({ prompt, profiles: memory(saved), translate: untranslated });
    assert.deepEqual(
      [
        await save(expectations),
        await save(expectations),
        await save(expectations),
        await save(expectations),
      ],
      ['orders', 'orders', undefined, undefined],
    );
    assert.equal(saved.length, 2);
  });

  it('writes what it reads, except the nonce of one sign-in', () => {
    const profile = { name: 'orders', expectations: { ...expectations, nonce: 'n', scopes: ['a'] } };
    const [read] = readProfiles(JSON.parse(JSON.stringify([profileEntry(profile)])));
    assert.deepEqual(read, { name: 'orders', expectations: { ...expectations, scopes: ['a'] } });
    assert.deepEqual(readProfiles([{ issuer: 'x' }, null, 1, { name: ' ' }]), []);
    assert.deepEqual(readProfiles('x'), []);
  });
});

describe('the history of inspected tokens', () => {
  const history = (isOn: boolean, answers: readonly Answer[] = []) => {
    let now = 0;
    const clock = { now: () => ++now * 60_000 };
    const secrets = memorySecrets();
    let made = 0;
    const random = (count: number) => new Uint8Array(count).fill(++made);
    const inspected: (string | undefined)[] = [];
    const deps = {
      tokenHistory: tokenHistory(secrets, clock, random, () => isOn),
      prompt: scriptedPrompt(answers),
      workbench: recordingWorkbench(),
      translate: untranslated,
      locale: 'en',
      clock,
      setting: settingsWith({ 'identity.history.enabled': isOn }),
      inspect: (token?: string) => Promise.resolve(void inspected.push(token)),
    };
    return { deps, secrets, inspected };
  };

  it('keeps nothing and says how to turn it on while it is off, which it is from the start', async () => {
    assert.equal(settingDefaults['identity.history.enabled'], false);
    const { deps, secrets } = history(false, ['Open Setting']);
    await deps.tokenHistory.remember(TOKEN);
    assert.deepEqual([...secrets.entries], []);
    await inspectFromHistory(deps)();
    assert.deepEqual(deps.workbench.done, ['run workbench.action.openSettings']);
  });

  it('keeps each token once in secrets only, the newest first, and no more than fifty', async () => {
    const { deps, secrets } = history(true);
    for (let n = 0; n < 60; n++) await deps.tokenHistory.remember(`${TOKEN}${n}`);
    await deps.tokenHistory.remember(`${TOKEN}40`);
    const kept = (await deps.tokenHistory.list()).map(({ token }) => token);
    assert.equal(kept.length, 50);
    assert.deepEqual(kept.slice(0, 2), [`${TOKEN}40`, `${TOKEN}59`]);
    assert.ok([...secrets.entries.keys()].every((key) => key.startsWith('inspected:')));
    await deps.tokenHistory.remember('x'.repeat(100_000));
    assert.equal((await deps.tokenHistory.list()).length, 50);
  });

  it('opens a token again, and forgets all when asked', async () => {
    const { deps, secrets, inspected } = history(true, ['JWT · ada', 'Clear History', 'x']);
    await deps.tokenHistory.remember(TOKEN);
    await inspectFromHistory(deps)();
    assert.deepEqual(inspected, [TOKEN]);
    await inspectFromHistory(deps)();
    assert.deepEqual([...secrets.entries], []);
    await inspectFromHistory(deps)();
    assert.match(deps.prompt.asked.at(-1) ?? '', /history is empty/);
    await deps.tokenHistory.remember(TOKEN);
    await clearHistory(deps)();
    assert.deepEqual([...secrets.entries], []);
  });
});

describe('copying from a token', () => {
  it('copies claims, and the token without its signature', async () => {
    const deps = await bench();
    await tokenCopyText(deps, 'claims')({ token: TOKEN });
    assert.deepEqual(JSON.parse(deps.workbench.clipboardText), { sub: 'ada' });
    await tokenCopyText(deps, 'redacted')({ token: TOKEN });
    assert.ok(!deps.workbench.clipboardText.includes('c2VjcmV0LXNpZ25hdHVyZQ'));
  });
});
