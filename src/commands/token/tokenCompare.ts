import { decodeToken } from '../../core/jwt/decode.ts';
import { readPastedToken } from '../../core/jwt/pastedToken.ts';
import { kindOf } from '../../core/jwt/tokenKinds.ts';
import { isReadable } from '../../core/oauth/tokenStore.ts';
import type { Choice } from '../../core/prompt.ts';
import type { Commands } from '../../manifest.ts';
import type { AnyToken } from '../../manifest/targets.ts';
import type { Services } from '../services.ts';
import { tokenTarget } from './tokenTarget.ts';

type Deps = Pick<Services, 'tokens' | 'workbench' | 'prompt' | 'translate' | 'inspect'>;

/** Shows two tokens side by side in the inspector, asking for the ones not given. */
export function tokenCompare(deps: Deps): Commands['identity.token.compare'] {
  const { translate } = deps;
  return async (target) => {
    const first = await (target === undefined
      ? askToken(deps, translate('Which token?'))
      : tokenTarget(deps, target));
    if (first === undefined) return;
    const second = await (target?.with === undefined
      ? askToken(deps, translate('Compare it with which token?'))
      : tokenTarget(deps, target.with));
    if (second !== undefined) await deps.inspect(first, { compareWith: second });
  };
}

/** A token from wherever one is at hand; undefined when dismissed, or when what was pasted is none, which is told. */
async function askToken(deps: Deps, placeholder: string): Promise<string | undefined> {
  const { prompt, translate } = deps;
  const title = translate('Compare Tokens');
  const picked = await prompt.pick<AnyToken | 'paste'>(choices(deps), title, placeholder);
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

async function choices({
  tokens,
  workbench,
  translate,
}: Deps): Promise<readonly Choice<AnyToken | 'paste'>[]> {
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
  ];
}
