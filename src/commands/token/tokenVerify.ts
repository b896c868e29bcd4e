import { explain, type Translate } from '../../core/explain.ts';
import type { IssuerKeys } from '../../core/jwt/issuerKeys.ts';
import { withPayload } from '../../core/jwt/detached.ts';
import type { PlatformKeys } from '../../core/jwt/keyMaterial.ts';
import { verdictTexts, type Verdict } from '../../core/jwt/verdict.ts';
import { verifyWithIssuer, verifyWithMaterial } from '../../core/jwt/verify.ts';
import type { Memory, Prompt } from '../../core/prompt.ts';
import type { VerificationView } from '../../protocol/jwtInspector.ts';
import type { VerifyToken } from '../../protocol/tokenTools.ts';
import { contactConsent } from './contactConsent.ts';

export interface TokenVerifyDeps {
  readonly keys: IssuerKeys;
  readonly platform: PlatformKeys;
  readonly prompt: Pick<Prompt, 'confirm'>;
  readonly memory: Memory;
  readonly translate: Translate;
}

/** Verifies for the inspector: asks before the first request to an issuer, and tells the outcome in words. */
export function tokenVerify({ keys, platform, prompt, memory, translate }: TokenVerifyDeps): VerifyToken {
  const mayContact = contactConsent({ prompt, memory, translate });
  const verify = (token: string, material: string | undefined, signal: AbortSignal) =>
    material === undefined
      ? verifyWithIssuer(token, { keys, mayContact, platform }, signal)
      : verifyWithMaterial(token, material, platform);
  return async (token, { material, payload }, report, signal) => {
    report({ state: 'running', title: translate('Verifying…'), detail: '' });
    try {
      const [whole, ...others] = payload === undefined ? [token] : withPayload(token, payload);
      let found = await verify(whole, material, signal);
      for (const other of others)
        if (found.id === 'wrongSignature') found = await verify(other, material, signal);
      report(viewOf(found, translate));
    } catch (error) {
      const { what, why, next } = explain(error, translate);
      report({
        state: 'undecided',
        title: translate('Not verified'),
        detail: [what, why, next].filter(Boolean).join(' '),
      });
    }
  };
}

function viewOf({ id, state, data }: Verdict, translate: Translate): VerificationView {
  const { title, detail } = verdictTexts[id];
  return { state, title: translate(title), detail: translate(detail, data) };
}
