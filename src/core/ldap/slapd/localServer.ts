import type { IdentityError } from '../../errors.ts';
import type { Directory } from '../directory.ts';

/** OpenLDAP's server on this machine, started on request for this window, with the people of the sandbox. */
export interface LocalServer {
  /** What runs now. */
  readonly running: RunningServer | undefined;
  /**
   * Starts it, or gives the one that runs. Throws `slapd.missing`, `slapd.noSchema`, `slapd.failed` and
   * `slapd.portTaken`; leaves nothing behind then.
   */
  start(signal: AbortSignal): Promise<RunningServer>;
  /** Ends it and removes what it kept; does nothing when none runs. */
  stop(): Promise<void>;
}

export interface RunningServer {
  /** How it is connected to. */
  readonly directory: Directory;
  /** Its administrator's, new with each start. */
  readonly password: string;
  /** PEM file of the authority that issued its certificate. */
  readonly authorityFile: string;
  /** Resolves when it has ended: to nothing when it was stopped, else to why. */
  readonly ended: Promise<IdentityError<'slapd.ended'> | undefined>;
}
