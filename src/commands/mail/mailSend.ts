import { isMicrosoftApi } from '../../core/entra/clouds.ts';
import { resourceOf } from '../../core/entra/signIn/accessTokens.ts';
import { IdentityError } from '../../core/errors.ts';
import { isCancellation } from '../../core/explain.ts';
import { listClaim, wordsClaim } from '../../core/jwt/decode.ts';
import { readMail, type MailDocument } from '../../core/mail/message.ts';
import { sendMail, type MailSent } from '../../core/mail/sendMail.ts';
import { findFlow } from '../../core/oauth/flows.ts';
import type { Commands } from '../../manifest.ts';
import type { FlowRunDeps } from '../flow/flowRun.ts';
import type { Services } from '../services.ts';
import { pickTenant } from '../tenant/pickTenant.ts';
import { obtainToken } from '../token/obtainToken.ts';
import { mayBeSent, readAttachments } from './askToSend.ts';

type Deps = FlowRunDeps & Pick<Services, 'fetch' | 'clock'>;

const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000';

/**
 * Shows what the message of a document would send and asks, then sends it through Graph, as the signed-in user or as an
 * application, and shows the answer in the flow trace. Undefined when dismissed. A token is taken from those cached, or obtained by a flow. Throws `mail.*`, `tenants.noGraph`.
 */
export function mailSend(deps: Deps): Commands['identity.mail.send'] {
  return async (target) => {
    const { workbench, translate } = deps;
    const uri = target?.uri ?? workbench.activeDocument()?.uri;
    if (uri === undefined || (target === undefined && !uri.endsWith('.mail.json')))
      throw new IdentityError('mail.noDocument', {});
    const mail = readMail(await workbench.readText(uri));
    const files = await readAttachments(deps, uri, mail.files);
    if (files === undefined) return undefined;
    const tenant = await pickTenant(deps, mail.tenant, ({ graph }) => graph !== undefined);
    if (tenant === undefined) return undefined;
    if (tenant.graph === undefined) throw new IdentityError('tenants.noGraph', { tenant: tenant.name });
    if (!(await mayBeSent(deps, mail, files, tenant))) return undefined;
    const { graph } = tenant;
    // A token goes only where it is for: to the Graph of the tenant's cloud.
    const resource = resourceOf({ tenant, resource: graph.replace(/\/$/, '') });
    const isMicrosofts = tenant.kind === 'sandbox' || isMicrosoftApi(graph);
    const isApplication = mail.from !== 'me';
    const flow = isApplication ? 'clientCredentials' : 'authorizationCode';
    const needsDraft = files.some(({ bytes }) => bytes.length > 2_000_000);
    const permissions = needsDraft ? ['Mail.Send', 'Mail.ReadWrite'] : ['Mail.Send'];
    const token = await obtainToken(deps, {
      tenant,
      flow,
      ...(mail.clientId === undefined ? {} : { clientId: mail.clientId }),
      scopes: isApplication
        ? [`${resource}/.default`]
        : permissions.map((permission) => `${resource}/${permission}`),
      resource,
      otherNames: isMicrosofts ? [GRAPH_APP_ID] : [],
      accepts: ({ claims }) => {
        const granted = isApplication ? listClaim(claims, 'roles') : wordsClaim(claims, 'scp');
        return (
          permissions.every((permission) => granted.includes(permission)) &&
          claims.has('scp') !== isApplication
        );
      },
    });
    if (token === undefined) return undefined;
    const record = (await deps.history()).begin({
      flow: findFlow(flow),
      tenant,
      request: { flow, tenant: tenant.id, clientId: token.clientId, scopes: [] },
      clientName: translate('Mail from {from}', { from: mail.from }),
    });
    const fetch = record.trace.traced(deps.fetch, (url) => ({ to: 'resource', label: labelOf(url) }));
    await deps.showTrace(record);
    try {
      const sent = await deps.prompt.progress(translate('Sending the message'), (signal) =>
        sendMail(mail, files, {
          fetch,
          graph,
          accessToken: token.accessToken,
          signal,
        }),
      );
      record.succeeded({ scope: permissions.join(' '), tokenId: token.tokenId });
      tellSent(deps, mail, sent);
      return sent;
    } catch (error) {
      if (isCancellation(error)) record.cancelled();
      else record.failed(error);
      throw error;
    }
  };
}

function labelOf({ pathname }: URL): string {
  if (pathname.endsWith('/sendMail')) return 'Send mail';
  if (pathname.endsWith('/createUploadSession')) return 'Upload session for an attachment';
  if (pathname.endsWith('/attachments')) return 'Attachment';
  if (pathname.endsWith('/send')) return 'Send the draft';
  return pathname.endsWith('/messages') ? 'Draft of the message' : 'Piece of an attachment';
}

function tellSent({ prompt, translate }: Deps, { from }: MailDocument, { status, way }: MailSent): void {
  const told =
    way === 'draft'
      ? translate('Sent from {from} as a draft with uploaded attachments: Graph answered {status}.', {
          from,
          status,
        })
      : translate('Sent from {from}: Graph answered {status}.', { from, status });
  void prompt.tell(told);
}
