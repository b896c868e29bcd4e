import { decodeToken } from '../../core/jwt/decode.ts';
import { readPastedToken } from '../../core/jwt/pastedToken.ts';
import { kindOf } from '../../core/jwt/tokenKinds.ts';
import { isReadable } from '../../core/oauth/tokenStore.ts';
import type { Choice } from '../../core/prompt.ts';
import type { AnyToken } from '../../manifest/targets.ts';
import type { Services } from '../services.ts';
import { tokenTarget } from './tokenTarget.ts';

export type AskTokenDeps = Pick<Services, 'tokens' | 'workbench' | 'prompt' | 'translate'>;

/**
 * A token from wherever one is at hand: cursor, clipboard, token store, pasted. Undefined when dismissed, or when what
 * was pasted is none, which is told. `other` is one more choice.
 */
export async function askToken(
  deps: AskTokenDeps,
  title: string,
  placeholder: string,
  other?: Choice<AnyToken>,
): Promise<string | undefined> {
  const { prompt, translate } = deps;
  const picked = await prompt.pick<AnyToken | 'paste'>(choices(deps, other), title, placeholder);
  if (picked === undefined) return undefined;
  if (picked !== 'paste') return tokenTarget(deps, picked);
  const pasted = await prompt.input({
    title,
    prompt: translate('Paste a token; text around it is ignored.'),
  });
  if (pasted === undefined) return undefined;
  const { token, refusal } = readPastedToken(pasted);
  if (token === undefined) await prompt.tell(translate(refusal ?? ''));
  return token;
}

async function choices(
  { tokens, workbench, translate }: AskTokenDeps,
  other: Choice<AnyToken> | undefined,
): Promise<readonly Choice<AnyToken | 'paste'>[]> {
  const atCursor = await workbench.tokenAt();
  const copied = readPastedToken(await workbench.clipboard.read()).token;
  const named = (token: string | undefined, where: string, icon: string): readonly Choice<AnyToken>[] =>
    token === undefined
      ? []
      : [
          {
            label: translate(kindOf(decodeToken(token)).name),
            description: where,
            icon,
            value: { token },
          },
        ];
  const cached = (await tokens.list()).filter(isReadable).map((row): Choice<AnyToken> => ({
    label: row.subject ?? row.clientName ?? row.clientId,
    description: row.clientName ?? row.clientId,
    detail: row.scope,
    icon: 'key',
    value: { tokenId: row.id },
  }));
  return [
    ...named(atCursor, translate('at the cursor'), 'edit'),
    ...named(copied, translate('on the clipboard'), 'clippy'),
    ...cached,
    { label: translate('Paste a Token…'), icon: 'add', value: 'paste' },
    ...(other === undefined ? [] : [other]),
  ];
}
