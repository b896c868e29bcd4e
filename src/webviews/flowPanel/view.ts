import type { Translate } from '../../core/explain.ts';
import type { FlowForm, FromFlowPanel } from '../../protocol/flowPanel.ts';

/** What every part of the page draws from, and how it acts. */
export interface View {
  readonly form: FlowForm;
  readonly translate: Translate;
  readonly post: (message: FromFlowPanel) => void;
}
