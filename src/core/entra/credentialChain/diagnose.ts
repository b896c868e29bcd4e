import type { Environment } from '../../oauth/flow.ts';
import { SELECTION_VARIABLE, selectCredentials, type ChainCredential, type CredentialId } from './chain.ts';

/** How one credential answered. A token never crosses; only what it says. */
export type ProbeOutcome =
  | {
      readonly state: 'succeeded';
      readonly tenant?: string;
      /** Name of the identity: user principal name, application name or client id. */
      readonly identity?: string;
      readonly clientId?: string;
      readonly audience?: string;
      /** Milliseconds since the epoch. */
      readonly expiresAt?: number;
    }
  /** `unavailable` lets the chain go on; `failed` stops it; a credential that `hung` was ended by our time limit. */
  | { readonly state: 'unavailable' | 'failed' | 'hung'; readonly reason: string };

/** What a credential looks at, and whether it is there. Never a value. */
export interface Looked {
  readonly kind: 'variable' | 'file' | 'program';
  readonly name: string;
  readonly present: boolean;
}

export interface CredentialDiagnosis {
  readonly credential: ChainCredential;
  readonly outcome: ProbeOutcome;
  readonly looked: readonly Looked[];
}

/** What DefaultAzureCredential would do on this machine. */
export interface ChainDiagnosis {
  readonly scope: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Value of AZURE_TOKEN_CREDENTIALS, a name of the chain's own. */
  readonly selection?: string;
  readonly credentials: readonly CredentialDiagnosis[];
  /** The first that answers with a token, if none before it stops the chain. */
  readonly winner?: CredentialId;
  /** The first that fails in a way that ends the chain. */
  readonly stoppedBy?: CredentialId;
}

/** Tries one credential in a process of its own. Rejects only when cancelled. */
export type CredentialProbe = (
  credential: CredentialId,
  scope: string,
  isAlone: boolean,
  signal: AbortSignal,
) => Promise<ProbeOutcome>;

/** What a diagnosis needs of the machine. */
export interface Machine {
  readonly environment: Environment;
  readonly probe: CredentialProbe;
  readonly hasFile: (path: string) => Promise<boolean>;
  readonly hasProgram: (name: string) => Promise<boolean>;
  readonly now: () => number;
}

/**
 * Tries each credential that AZURE_TOKEN_CREDENTIALS leaves, and names the one that wins. `report` is told which
 * credentials have answered. Throws `credentialChain.badSelection`.
 */
export async function diagnoseChain(
  machine: Machine,
  scope: string,
  signal: AbortSignal,
  report: (credential: CredentialId) => void,
): Promise<ChainDiagnosis> {
  const selection = machine.environment[SELECTION_VARIABLE];
  const selected = selectCredentials(selection);
  const credentials = await Promise.all(
    selected.map(async (credential): Promise<CredentialDiagnosis> => {
      const [outcome, looked] = await Promise.all([
        outcomeOf(machine, credential, scope, selected.length === 1, signal),
        lookedAt(machine, credential),
      ]);
      report(credential.id);
      return { credential, outcome, looked };
    }),
  );
  return {
    scope,
    at: machine.now(),
    ...(selection === undefined ? {} : { selection }),
    credentials,
    ...verdictOf(credentials),
  };
}

async function outcomeOf(
  { probe }: Machine,
  { id, unprobed }: ChainCredential,
  scope: string,
  isAlone: boolean,
  signal: AbortSignal,
): Promise<ProbeOutcome> {
  return unprobed === undefined
    ? probe(id, scope, isAlone, signal)
    : { state: 'unavailable', reason: unprobed };
}

/** The chain goes on after what is unavailable, and ends at anything else. */
function verdictOf(
  credentials: readonly CredentialDiagnosis[],
): Pick<ChainDiagnosis, 'winner' | 'stoppedBy'> {
  const end = credentials.find(({ outcome }) => outcome.state !== 'unavailable');
  if (end === undefined) return {};
  const { id } = end.credential;
  return end.outcome.state === 'succeeded' ? { winner: id } : { stoppedBy: id };
}

async function lookedAt(
  { environment, hasFile, hasProgram }: Machine,
  { environment: variables, files, programs }: ChainCredential,
): Promise<readonly Looked[]> {
  const isSet = (name: string) => (environment[name] ?? '') !== '';
  const found = async (kind: 'file' | 'program', name: string): Promise<Looked> => ({
    kind,
    name,
    present: await (kind === 'file' ? hasFile(name) : hasProgram(name)),
  });
  const named = files.filter((name) => !name.startsWith('$') || isSet(/^\$(\w+)/.exec(name)?.[1] ?? ''));
  const others = await Promise.all([
    ...named.map((name) => found('file', name)),
    ...programs.map((name) => found('program', name)),
  ]);
  return [...variables.map((name): Looked => ({ kind: 'variable', name, present: isSet(name) })), ...others];
}
