import type { Services } from '../services.ts';

/** Hosts the person allowed to be asked for keys. Names only; nothing of a token. */
const ALLOWED = 'identity.verify.hosts';
/** The sandbox, and servers a person runs on this machine: no request leaves it. */
const LOCAL = /^(?:(?:[\w-]+\.)*localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/;

/** Asks once for each host whether it may be asked for its public keys; nothing of a token is sent. */
export function contactConsent({
  prompt,
  memory,
  translate,
}: Pick<Services, 'memory' | 'translate'> & { readonly prompt: Pick<Services['prompt'], 'confirm'> }) {
  return async (host: string): Promise<boolean> => {
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
}
