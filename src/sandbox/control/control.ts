import type { SandboxControl } from '../../core/sandboxControl.ts';
import type { Sts } from '../oauth/sts.ts';
import type { AdjustableClock } from './clock.ts';
import { consentReset } from './consent.ts';
import type { Levers } from './controlled.ts';
import { forge } from './forge.ts';

/** The levers of a sandbox, as one object for whoever holds it in process. */
export function createControl(sts: Sts, clock: AdjustableClock, { faults, audit }: Levers): SandboxControl {
  return {
    inject: (request) => faults.add(request),
    faults: () => faults.waiting,
    clearFaults: () => faults.clear(),
    setClock(offset) {
      clock.offset = offset;
    },
    clock: () => ({ now: clock.now(), offset: clock.offset }),
    rotateKeys: async (old) => await sts.signer.rotate(old),
    audit: () => audit.entries,
    resetConsent: consentReset(sts.directory),
    forge: async (request) => await forge(sts, request),
  };
}
