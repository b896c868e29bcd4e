import type { CredentialRow } from '../../core/oauth/credentialStore.ts';
import type { Choice } from '../../core/prompt.ts';
import type { Commands } from '../../manifest.ts';
import type { Services } from '../services.ts';

/** Forgets a stored client credential after asking. The application keeps it: remove it there to revoke it. */
export function credentialForget({
  credentials,
  prompt,
  translate,
}: Pick<Services, 'credentials' | 'prompt' | 'translate'>): Commands['identity.credential.forget'] {
  return async () => {
    const rows = await credentials.list();
    if (rows.length === 0) {
      await prompt.tell(translate('No client credential is stored.'));
      return;
    }
    const choices = rows.map((row): Choice<CredentialRow> => ({
      label: row.name,
      description: row.kind,
      detail: [row.clientId, row.authority].filter(Boolean).join(' · '),
      icon: 'lock',
      value: row,
    }));
    const chosen = await prompt.pick(
      choices,
      translate('Client Credential'),
      translate('Which credential should be forgotten?'),
    );
    if (chosen === undefined) return;
    const question = translate('Forget the {kind} of {name}?', { kind: chosen.kind, name: chosen.name });
    const detail = translate(
      'It is deleted from secret storage. The application keeps it: remove it there to revoke it.',
    );
    if (await prompt.confirm(question, detail, translate('Forget'))) await credentials.forget(chosen.id);
  };
}
