import type { ErrorText } from '../errors.ts';

/** Error codes of `core/mail`, with their texts. */
export const mailErrors = {
  'mail.notJson': {
    what: 'The message is no JSON.',
    why: 'JSON has no comments and no commas at the end. {reason}',
    next: 'Mend the document; the editor underlines the place.',
  },
  'mail.invalid': {
    what: 'The message is not complete: {path}.',
    why: '{reason}',
    next: 'Mend the document and send it again. Nothing was sent.',
  },
  'mail.noDocument': {
    what: 'No message is open.',
    next: 'Open a *.mail.json file, or make one with "Identity: New Mail Message".',
  },
  'mail.refused': {
    what: 'Microsoft Graph refused the message: {status} {code}.',
    why: '{reason}',
    next: 'Sending takes Mail.Send; another person’s mailbox takes it as an application permission, attachments above 3 MB also Mail.ReadWrite.',
  },
  'mail.unreachable': {
    what: 'Microsoft Graph could not be reached at {url}.',
    why: '{reason}',
    next: 'Check the connection and send again. Whether a message that was on its way arrived is seen in Sent Items.',
  },
  'mail.fileUnreadable': {
    what: 'The attachment {file} could not be read.',
    why: '{reason}',
    next: 'Name a file by its path from the message.',
  },
} as const satisfies Record<string, ErrorText>;
