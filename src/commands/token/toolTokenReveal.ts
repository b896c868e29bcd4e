import { toolTitles } from '../../core/entra/toolCaches/toolCaches.ts';
import type { Commands } from '../../manifest.ts';
import type { Services } from '../services.ts';

/** Shows a token of another tool in the inspector, once the person agrees. Throws the `toolCaches.*` errors. */
export function toolTokenReveal({
  prompt,
  translate,
  toolCaches,
  inspect,
}: Pick<Services, 'prompt' | 'translate' | 'toolCaches' | 'inspect'>): Commands['identity.toolToken.reveal'] {
  return async (target) => {
    if (target === undefined) return;
    const question = translate('Show the token of {tool}?', { tool: toolTitles[target.tool] });
    const detail = translate(
      'It is read from the tool’s own cache and shown in the inspector; it is not kept.',
    );
    if (!(await prompt.confirm(question, detail, translate('Show Token')))) return;
    await inspect(await toolCaches.reveal(target));
  };
}
