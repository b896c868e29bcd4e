import type { Translate } from '../../core/explain.ts';
import type { ParameterMeaning } from '../../core/oauth/protocolParameters.ts';
import type { FromFlowTrace } from '../../protocol/flowTrace.ts';

/** What every part of the page draws from, and how it acts. */
export interface View {
  readonly translate: Translate;
  /** BCP 47 tag. */
  readonly locale: string;
  /** What a field means here: by this flow first, then by the protocol. */
  readonly meaning: (name: string) => ParameterMeaning | undefined;
  readonly post: (message: FromFlowTrace) => void;
}
