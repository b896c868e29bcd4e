import type { ExpiringCredential } from '../../core/entra/expiryBoard.ts';
import { expiryState, expiryText } from '../../core/entra/expiry.ts';
import { explainInline } from '../../core/explain.ts';
import type { Tenant } from '../../core/oauth/model.ts';
import type { Commands } from '../../manifest.ts';
import type { Services } from '../services.ts';

type Deps = Pick<
  Services,
  'tenants' | 'prompt' | 'translate' | 'graph' | 'clock' | 'log' | 'workbench' | 'expiryBoard'
>;

const ICONS = { expired: 'error', soon: 'warning', valid: 'pass' } as const;

/** The secrets and certificates of all tenants by when they end; the chosen one is rotated. */
export function applicationsShowExpiry(deps: Deps): Commands['identity.applications.showExpiry'] {
  const { prompt, translate, clock, workbench } = deps;
  return async () => {
    const found = await prompt.progress(translate('Reading secrets and certificates'), (signal, report) =>
      readAll(deps, signal, report),
    );
    if (found.length === 0) {
      await prompt.tell(translate('No app registration has a secret or certificate.'));
      return;
    }
    const now = clock.now();
    const choices = found.map((entry) => {
      const { credential, application, kind } = entry.found;
      return {
        label: `${application}: ${credential.name}`,
        description: expiryText(credential.endsAt, now, translate),
        detail: [
          entry.tenant.name,
          kind === 'secret' ? translate('client secret') : translate('certificate'),
        ].join(' · '),
        icon: ICONS[expiryState(credential.endsAt, now)],
        value: entry,
      };
    });
    const chosen = await prompt.pick(
      choices,
      translate('Secrets and Certificates by Expiry'),
      translate('Choose one to rotate it'),
    );
    if (chosen === undefined) return;
    const { tenant, found: entry } = chosen;
    const command =
      entry.kind === 'secret'
        ? 'identity.application.rotateSecret'
        : 'identity.application.rotateCertificate';
    await workbench.run(command, {
      tenant: tenant.id,
      clientId: entry.clientId,
      part: entry.kind,
      key: entry.credential.keyId,
    });
  };
}

interface Found {
  readonly tenant: Tenant;
  readonly found: ExpiringCredential;
}

/** All tenants that can be read; the others are told in the log and cost only themselves. */
async function readAll(
  { tenants, graph, translate, log, expiryBoard }: Deps,
  signal: AbortSignal,
  report: (step: string) => void,
): Promise<readonly Found[]> {
  const readable = (await tenants.list()).tenants.filter((tenant) => tenant.graph !== undefined);
  const all = await Promise.all(
    readable.map(async (tenant) => {
      try {
        const found = await expiryBoard.read(tenant.id, graph(tenant), signal, (count) =>
          report(translate('{tenant}: {count} applications', { tenant: tenant.name, count })),
        );
        return found.map((each) => ({ tenant, found: each }));
      } catch (error) {
        signal.throwIfAborted();
        log.warn(`${tenant.name}: ${explainInline(error, translate)}`);
        return [];
      }
    }),
  );
  return all.flat().sort((one, other) => one.found.credential.endsAt - other.found.credential.endsAt);
}
