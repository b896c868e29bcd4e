import { IdentityError } from '../../core/errors.ts';
import type { Directory } from '../../core/ldap/directory.ts';
import type { Services } from '../services.ts';

/**
 * The directory named, or the one a person picks among those that fit; undefined when dismissed. Throws
 * `directories.none` when none fits.
 */
export async function pickDirectory(
  {
    directories,
    connections,
    prompt,
    translate,
  }: Pick<Services, 'directories' | 'connections' | 'prompt' | 'translate'>,
  named: string | undefined,
  fits: (directory: Directory) => boolean = () => true,
): Promise<Directory | undefined> {
  if (named !== undefined) return directories.find(named);
  const all = (await directories.list()).directories.filter(fits);
  const [only] = all;
  if (only === undefined) throw new IdentityError('directories.none', {});
  if (all.length === 1) return only;
  const choices = all.map((directory) => ({
    label: directory.name,
    description: connections.state(directory.id).kind === 'open' ? translate('connected') : '',
    detail: directory.url,
    icon: 'database',
    value: directory,
  }));
  return prompt.pick(choices, translate('Directory'), translate('Choose a directory'));
}
