import { documentAddress } from '../../core/documentAddress.ts';
import { errorName } from '../../core/oauth/errorDocument.ts';
import type { Commands } from '../../manifest.ts';
import type { Services } from '../services.ts';

/** Explains an OAuth or AADSTS error: the text given, else what the person pastes; the clipboard is offered when it holds one. */
export function errorExplain({
  prompt,
  translate,
  workbench,
}: Pick<Services, 'prompt' | 'translate' | 'workbench'>): Commands['identity.error.explain'] {
  return async (target) => {
    const copied = await workbench.clipboard.read();
    const pasted =
      target?.text ??
      (await prompt.input({
        title: translate('Explain Error'),
        prompt: translate('Paste the error, the address of the error page, or a number like AADSTS50011'),
        value: errorName(copied) ?? '',
        check: (typed) =>
          errorName(typed) === undefined
            ? translate('There is no OAuth or AADSTS error in this text.')
            : undefined,
      }));
    const name = pasted === undefined ? undefined : errorName(pasted);
    if (name === undefined) return;
    await workbench.openPreview(documentAddress('error', [`${name}.md`], name));
  };
}
