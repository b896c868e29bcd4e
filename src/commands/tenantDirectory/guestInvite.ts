import { needs } from '../../core/entra/directory/needs.ts';
import type { Commands } from '../../manifest.ts';
import { pickTenant } from '../tenant/pickTenant.ts';
import { changeDirectory, type DirectoryChangeDeps } from './directoryChange.ts';

const ADDRESS = /^[^@\s]+@[^@\s]+\.[^@\s]+$/;
const MY_APPS = 'https://myapplications.microsoft.com';

/** Invites a person of another organization as a guest (Microsoft: create invitation). */
export function guestInvite(deps: DirectoryChangeDeps): Commands['identity.guest.invite'] {
  const { prompt, translate } = deps;
  return async (target) => {
    const tenant = await pickTenant(deps, target?.tenant, ({ graph }) => graph !== undefined);
    if (tenant === undefined) return;
    const email =
      target?.email ??
      (await prompt.input({
        title: translate('Invite Guest to {tenant}', { tenant: tenant.name }),
        prompt: translate('Mail address of the person'),
        placeholder: 'name@partner.example',
        check: (typed) =>
          ADDRESS.test(typed.trim())
            ? undefined
            : translate('A mail address looks like name@partner.example.'),
      }));
    if (email === undefined) return;
    const address = email.trim();
    const mails = await prompt.pick(
      [
        { label: translate('Send a mail with the invitation'), icon: 'mail', value: true },
        { label: translate('Send no mail, only make the account'), icon: 'mute', value: false },
      ],
      translate('Invitation'),
    );
    if (mails === undefined) return;
    const body = {
      invitedUserEmailAddress: address,
      inviteRedirectUrl: `${MY_APPS}/?tenantid=${tenant.id}`,
      sendInvitationMessage: mails,
    };
    await changeDirectory(deps, tenant, { method: 'POST', path: '/invitations', body }, needs.invite, {
      question: translate('Invite {address} to {tenant}?', { address, tenant: tenant.name }),
      verb: translate('Invite'),
      done: translate('{address} is invited.', { address }),
    });
  };
}
