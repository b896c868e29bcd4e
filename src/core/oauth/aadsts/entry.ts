/** One error of Microsoft Entra: why it happens and what to change. */
export interface AadstsError {
  /** Numbers after `AADSTS` that mean this. */
  readonly codes: readonly number[];
  readonly cause: string;
  readonly fix: string;
  /** Where it is documented or was reported. */
  readonly source: string;
}

/** Microsoft's list; it warns that numbers and texts change and must not steer programs. */
const LIST = 'https://learn.microsoft.com/entra/identity-platform/reference-error-codes';

/** One entry, from Microsoft's list unless another source is named. */
export const entry = (codes: readonly number[], cause: string, fix: string, source = LIST): AadstsError => ({
  codes,
  cause,
  fix,
  source,
});
