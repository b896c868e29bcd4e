import { signInRow, signInsPath } from '../../core/entra/directory/logs.ts';
import { needs } from '../../core/entra/directory/needs.ts';
import type { Commands } from '../../manifest.ts';
import { pickTenant } from '../tenant/pickTenant.ts';
import type { Services } from '../services.ts';

type Deps = Pick<Services, 'tenants' | 'prompt' | 'translate' | 'graph' | 'workbench'>;

const GUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

/** Finds the log row of a sign-in by the correlation id that its error names, and opens it. */
export function signInFind(deps: Deps): Commands['identity.signIn.find'] {
  const { prompt, translate, graph, workbench } = deps;
  return async (target) => {
    const tenant = await pickTenant(deps, target?.tenant, (each) => each.graph !== undefined);
    if (tenant === undefined) return;
    const typed =
      target?.correlationId ??
      (await prompt.input({
        title: translate('Find Sign-In'),
        prompt: translate('Correlation ID, or the whole error that names it'),
        placeholder: '00000000-0000-0000-0000-000000000000',
        check: (text) => (correlationOf(text) === undefined ? translate('There is no ID in it.') : undefined),
      }));
    const correlationId = typed === undefined ? undefined : correlationOf(typed);
    if (correlationId === undefined) return;
    const { permission } = needs.logs;
    const { values } = await prompt.progress(translate('Looking into the sign-in log'), (signal) =>
      graph(tenant).list(signInsPath(correlationId), { permission, signal }),
    );
    const choices = values.map((json) => {
      const { label, description = '', icon, tooltip = '' } = signInRow(json, translate);
      return { label, description, detail: tooltip.split('\n')[0] ?? '', icon, value: json };
    });
    if (choices.length === 0) {
      await prompt.tell(
        translate('The log of {tenant} has no sign-in {correlationId} yet. Entra writes it within minutes.', {
          tenant: tenant.name,
          correlationId,
        }),
      );
      return;
    }
    const chosen = await prompt.pick(choices, translate('Sign-ins with this correlation ID'));
    if (chosen !== undefined) await workbench.openText(`${JSON.stringify(chosen, undefined, 2)}\n`, 'json');
  };
}

/** The id itself, or the one after "Correlation ID:" in an error. */
function correlationOf(text: string): string | undefined {
  const named = /correlation[ _]id["':\s]+([0-9a-f-]{36})/i.exec(text)?.[1];
  return named ?? GUID.exec(text)?.[0];
}
