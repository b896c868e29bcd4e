import { conversionsOf, convertConnection } from '../../core/connection/connection.ts';
import type { FormatId } from '../../core/connection/model.ts';
import type { Choice } from '../../core/prompt.ts';
import type { Commands } from '../../manifest.ts';
import type { Services } from '../services.ts';
import { connectionTarget, type FoundConnection } from './connectionTarget.ts';

type Deps = Pick<Services, 'workbench' | 'prompt' | 'translate'>;

/**
 * Writes a connection string in another format: in its place, in a new editor, or on the clipboard without its secrets.
 * Code that names the format is given the text. Throws `connection.*`.
 */
export function connectionStringConvert(deps: Deps): Commands['identity.connectionString.convert'] {
  return async (target) => {
    const found = await connectionTarget(deps, target);
    if (found === undefined) return undefined;
    if (target?.to !== undefined) return convertConnection(found.connection, target.to);
    const to = await askFormat(deps, found);
    return to === undefined ? undefined : place(deps, found, to);
  };
}

function askFormat(
  { prompt, translate }: Deps,
  { connection }: FoundConnection,
): Promise<FormatId | undefined> {
  const choices = conversionsOf(connection).map(({ id, title }): Choice<FormatId> => {
    const { leftOut } = convertConnection(connection, id);
    return {
      label: title,
      icon: 'arrow-swap',
      value: id,
      ...(leftOut.length === 0
        ? {}
        : { detail: translate('Has no word for: {keys}', { keys: leftOut.join(', ') }) }),
    };
  });
  return prompt.pick(choices, translate('Convert Connection String'), connection.format.title);
}

async function place(
  { prompt, translate, workbench }: Deps,
  { connection, place: at }: FoundConnection,
  to: FormatId,
) {
  const whole = convertConnection(connection, to);
  const choices: readonly Choice<'replace' | 'open' | 'copy'>[] = [
    ...(at === undefined
      ? []
      : [{ label: translate('Replace It'), icon: 'replace', value: 'replace' as const }]),
    { label: translate('Open in a New Editor'), icon: 'new-file', value: 'open' },
    { label: translate('Copy Without Secrets'), icon: 'copy', value: 'copy' },
  ];
  const chosen = await prompt.pick(choices, translate('Convert Connection String'), whole.format.title);
  if (chosen === 'replace' && at !== undefined)
    await workbench.edit(at.uri, [{ ...at.range, text: whole.text }]);
  if (chosen === 'open') await workbench.openText(whole.text, whole.format.language);
  if (chosen === 'copy') await workbench.clipboard.write(convertConnection(connection, to, '<secret>').text);
  return chosen === undefined ? undefined : { text: whole.text, leftOut: whole.leftOut };
}
