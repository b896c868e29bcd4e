import { isObject, parseJson, type JsonObject } from '../../core/json.ts';
import type { Translate } from '../../core/explain.ts';
import type { Prompt } from '../../core/prompt.ts';
import { forgedKinds, forgedVariants } from '../../core/sandboxControl.ts';
import type { Commands } from '../../manifest.ts';
import type { Services } from '../services.ts';

/** Forges a token in the sandbox, any claims, broken in one way or none, and opens it in the inspector. */
export function sandboxForgeToken({
  sandbox,
  inspect,
  prompt,
  translate,
}: Pick<Services, 'sandbox' | 'inspect' | 'prompt' | 'translate'>): Commands['identity.sandbox.forgeToken'] {
  return async (target = {}) => {
    const title = translate('Forge Sandbox Token');
    const choices = <Id>(entries: readonly { readonly id: Id; readonly label: string }[]) =>
      entries.map(({ id, label }) => ({ label: translate(label), value: id }));
    const kind = target.kind ?? (await prompt.pick(choices(forgedKinds), title, translate('About whom?')));
    if (kind === undefined) return undefined;
    const versions = [2, 1] as const;
    const version =
      target.version ??
      (await prompt.pick(
        versions.map((value) => ({ label: translate('Version {version} token', { version: value }), value })),
        title,
      ));
    if (version === undefined) return undefined;
    const variant =
      target.variant ??
      (await prompt.pick(choices(forgedVariants), title, translate('What is wrong with it?')));
    if (variant === undefined) return undefined;
    const claims = target.claims ?? (await askClaims(prompt, translate, title));
    if (claims === undefined) return undefined;
    const token = await (await sandbox()).forge({ kind, version, variant, claims });
    await inspect(token);
    return token;
  };
}

/** Claims to change; none for an empty answer, undefined when dismissed. */
async function askClaims(
  prompt: Prompt,
  translate: Translate,
  title: string,
): Promise<JsonObject | undefined> {
  const read = (typed: string): unknown => (typed.trim() === '' ? {} : parseJson(typed));
  const typed = await prompt.input({
    title,
    prompt: translate('Claims to add or replace, as a JSON object; null takes a claim away. Empty for none.'),
    placeholder: '{"roles":["Tasks.Admin"],"name":null}',
    check: (text) => (isObject(read(text)) ? undefined : translate('This is not a JSON object.')),
  });
  const claims = typed === undefined ? undefined : read(typed);
  return isObject(claims) ? claims : undefined;
}
