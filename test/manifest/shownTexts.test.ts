import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { shownTexts } from '../../scripts/shownTexts.mjs';
import { policyRules } from '../../src/core/apim/lint.ts';
import { connectionRules } from '../../src/core/connection/rules.ts';
import { eligibilityKinds } from '../../src/core/entra/directory/eligibility.ts';
import { signInMethods } from '../../src/core/entra/signIn/methods.ts';
import { errorTexts } from '../../src/core/errorTexts.ts';
import { claimMeanings } from '../../src/core/jwt/claims.ts';
import { aadstsErrors } from '../../src/core/oauth/aadsts.ts';
import { flows } from '../../src/core/oauth/flows.ts';
import { mistakeRules } from '../../src/core/mistakes/findMistakes.ts';

const root = resolve(import.meta.dirname, '../..');

describe('the texts for translators', () => {
  let texts: ReadonlySet<string>;
  before(async function () {
    this.timeout(60_000);
    texts = new Set(await shownTexts(root));
  });

  const lists: Readonly<Record<string, readonly string[]>> = {
    'what commands say': [
      'Cached Token',
      'Which token?',
      'There is no cached token yet. Obtain one with "Identity: Run OAuth Flow".',
    ],
    errors: Object.values(errorTexts).map(({ next }) => next),
    flows: flows.flatMap(({ title, summary, status, steps }) => [
      title,
      summary,
      status.why,
      ...steps.map(({ label }) => label),
    ]),
    parameters: flows.flatMap(({ parameters }) => parameters.map(({ explanation }) => explanation)),
    claims: claimMeanings.map(({ meaning }) => meaning),
    'AADSTS codes': aadstsErrors.flatMap(({ cause, fix }) => [cause, fix]),
    'ways to sign in': signInMethods.flatMap(({ title, detail }) => [title, detail]),
    'what PIM activates': eligibilityKinds.flatMap(({ title, ownTitle }) => [title, ownTitle]),
    rules: [...connectionRules, ...policyRules, ...mistakeRules].flatMap(({ what, why }) => [what, why]),
  };
  for (const [name, all] of Object.entries(lists))
    it(`hold those of ${name}`, () => {
      assert.ok(all.length > 0);
      assert.deepEqual(
        all.filter((text) => !/^(?:\{\w+\})?$/.test(text) && !texts.has(text)),
        [],
      );
    });

  it('hold no code and no address', () => {
    assert.deepEqual(
      [...texts].filter((text) => /^https?:\/\/\S+$|\n\s*\n.*[;{]$/.test(text)),
      [],
    );
  });
});
