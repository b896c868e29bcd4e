import { sandboxEndpoints, sandboxFaults, type SandboxFault } from '../../core/sandboxControl.ts';
import type { Commands } from '../../manifest.ts';
import type { Services } from '../services.ts';

/** What a fault asks for beside its name. */
interface FaultEntry {
  readonly id: SandboxFault;
  readonly label: string;
  readonly value?: string;
  readonly preset?: number;
}
const entries: readonly FaultEntry[] = sandboxFaults;

/** Makes the next requests of a sandbox endpoint fail in a chosen way; offers to take waiting faults back. */
export function sandboxInjectFault({
  sandbox,
  prompt,
  translate,
}: Pick<Services, 'sandbox' | 'prompt' | 'translate'>): Commands['identity.sandbox.injectFault'] {
  return async (target = {}) => {
    const control = await sandbox();
    const title = translate('Inject Sandbox Fault');
    const waiting = control.faults().length;
    const clear = {
      label: translate('Take back waiting faults ({count})', { count: waiting }),
      value: 'clear' as const,
    };
    const faults = entries.map(({ id, label }) => ({ label: translate(label), value: id }));
    const fault = target.fault ?? (await prompt.pick([...(waiting > 0 ? [clear] : []), ...faults], title));
    if (fault === undefined) return;
    if (fault === 'clear') {
      control.clearFaults();
      return;
    }
    const endpoint =
      target.endpoint ??
      (await prompt.pick(
        sandboxEndpoints.map((each) => ({ label: each, value: each })),
        title,
        translate('Which endpoint?'),
      ));
    if (endpoint === undefined) return;
    const askNumber = async (question: string, preset: number) =>
      await prompt.input({
        title,
        prompt: question,
        value: String(preset),
        check: (typed) =>
          /^\d{1,9}$/.test(typed.trim()) ? undefined : translate('This is not a whole number.'),
      });
    const entry = entries.find(({ id }) => id === fault);
    const value =
      target.value ??
      (entry?.value === undefined ? 0 : await askNumber(translate(entry.value), entry.preset ?? 0));
    if (value === undefined) return;
    const times = target.times ?? (await askNumber(translate('For how many requests?'), 1));
    if (times === undefined) return;
    control.inject({
      ...{ fault, endpoint, times: Math.max(1, Number(times)) },
      ...(entry?.value === undefined ? {} : { value: Number(value) }),
    });
  };
}
