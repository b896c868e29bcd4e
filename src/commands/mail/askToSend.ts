import { IdentityError } from '../../core/errors.ts';
import { visibleLine } from '../../core/jwt/visibleText.ts';
import { fileAddress, isBeside, type MailDocument } from '../../core/mail/message.ts';
import { attachedBytes, recipientsOf, sizeText } from '../../core/mail/outline.ts';
import type { MailFile } from '../../core/mail/sendMail.ts';
import type { Tenant } from '../../core/oauth/model.ts';
import { text } from '../../core/json.ts';
import type { Services } from '../services.ts';

type Deps = Pick<Services, 'prompt' | 'translate' | 'workbench'>;

/** Files and recipients named in a question. */
const MOST_SHOWN = 10;
const LONGEST_SHOWN = 300;

/**
 * Reads what a message takes from this machine. A message may come with a folder of somebody else, so what lies outside of
 * it is asked about before it is touched: undefined when that is declined. Throws `mail.fileUnreadable`.
 */
export async function readAttachments(
  deps: Deps,
  uri: string,
  paths: readonly string[],
): Promise<readonly MailFile[] | undefined> {
  const { prompt, translate } = deps;
  const outside = paths.filter((path) => !isBeside(path, uri));
  const mayRead =
    outside.length === 0 ||
    (await prompt.confirm(
      translate('Attach files from outside the folder of the message?'),
      shownList(deps, outside).join('\n'),
      translate('Attach'),
    ));
  return mayRead ? readFiles(deps, uri, paths) : undefined;
}

/** Shows what is about to be sent, from whom to whom, and asks; nothing of it can be taken back. */
export function mayBeSent(
  deps: Deps,
  { from, message }: MailDocument,
  files: readonly MailFile[],
  tenant: Tenant,
): Promise<boolean> {
  const { prompt, translate } = deps;
  const attached = attachedBytes(message, files);
  const recipients = recipientsOf(message);
  const line = (name: string, value: string) => `${name}: ${visibleLine(value.slice(0, LONGEST_SHOWN))}`;
  const some = (name: string, all: readonly string[]) =>
    all.length === 0 ? [] : [line(name, shownList(deps, all).join(', '))];
  return prompt.confirm(
    translate('Send this message through {tenant}?', { tenant: tenant.name }),
    [
      line(translate('From'), from === 'me' ? translate('the person who signs in') : from),
      ...some(translate('To'), recipients.to),
      ...some(translate('Cc'), recipients.cc),
      ...some(translate('Bcc'), recipients.bcc),
      line(translate('Subject'), text(message, 'subject') ?? ''),
      ...(attached.length === 0
        ? [translate('No file is attached.')]
        : [
            translate('Attached:'),
            ...shownList(
              deps,
              attached.map(({ name, size }) => `${name} (${sizeText(size)})`),
            ),
          ]),
    ].join('\n'),
    translate('Send'),
  );
}

function shownList({ translate }: Deps, all: readonly string[]): readonly string[] {
  const shown = all.slice(0, MOST_SHOWN).map((each) => visibleLine(each.slice(0, LONGEST_SHOWN)));
  return all.length > MOST_SHOWN
    ? [...shown, translate('and {count} more', { count: all.length - MOST_SHOWN })]
    : shown;
}

async function readFiles(
  { workbench }: Deps,
  uri: string,
  paths: readonly string[],
): Promise<readonly MailFile[]> {
  const files: MailFile[] = [];
  for (const path of paths) {
    try {
      const bytes = await workbench.readBytes(fileAddress(path, uri).href);
      files.push({ name: path.slice(path.lastIndexOf('/') + 1), bytes });
    } catch (error) {
      throw new IdentityError('mail.fileUnreadable', {
        file: path,
        reason: error instanceof Error ? error.message : '',
      });
    }
  }
  return files;
}
