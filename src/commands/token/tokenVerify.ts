import { explain, type Translate } from '../../core/explain.ts';
import type { IssuerKeys } from '../../core/jwt/issuerKeys.ts';
import { withPayload } from '../../core/jwt/detached.ts';
import type { PlatformKeys } from '../../core/jwt/keyMaterial.ts';
import { verdictTexts, type Verdict } from '../../core/jwt/verdict.ts';
import { verifyWithIssuer, verifyWithMaterial } from '../../core/jwt/verify.ts';
import type { Memory, Prompt } from '../../core/prompt.ts';
import type { VerificationView } from '../../protocol/jwtInspector.ts';
import type { VerifyToken } from '../../protocol/tokenTools.ts';

export interface TokenVerifyDeps {
  readonly keys: IssuerKeys;
  readonly platform: PlatformKeys;
  readonly prompt: Pick<Prompt, 'confirm'>;
  readonly memory: Memory;
  readonly translate: Translate;
}

/** Hosts the person allowed to be asked for keys. Names only; nothing of a token. */
const ALLOWED = 'identity.verify.hosts';
/** The sandbox, and servers a person runs on this machine: no request leaves it. */
const LOCAL = /^(?:(?:[\w-]+\.)*localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/;

/** Verifies for the inspector: asks before the first request to an issuer, and tells the outcome in words. */
export function tokenVerify({ keys, platform, prompt, memory, translate }: TokenVerifyDeps): VerifyToken {
  const mayContact = async (host: string): Promise<boolean> => {
    const recalled = memory.recall(ALLOWED);
    const allowed: readonly unknown[] = Array.isArray(recalled) ? recalled : [];
    if (LOCAL.test(host) || allowed.includes(host)) return true;
    const question = translate('Ask {host} for its public keys?', { host });
    const detail = translate(
      'Its discovery document and keys are requested. Nothing of the token is sent. You are asked once for each issuer.',
    );
    if (!(await prompt.confirm(question, detail, translate('Ask')))) return false;
    await memory.remember(ALLOWED, [...allowed, host]);
    return true;
  };
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
