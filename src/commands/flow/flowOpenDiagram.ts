import { documentAddress } from '../../core/documentAddress.ts';
import { findFlow, flows } from '../../core/oauth/flows.ts';
import type { Choice } from '../../core/prompt.ts';
import type { Commands } from '../../manifest.ts';
import type { Services } from '../services.ts';

/** The endings of a reference diagram's forms. */
const FORMS = { plantuml: 'puml', mermaid: 'mmd' } as const;

/** Opens the diagram of a flow as it is specified. */
export function flowOpenDiagram({
  prompt,
  translate,
  workbench,
}: Pick<Services, 'prompt' | 'translate' | 'workbench'>): Commands['identity.flow.openDiagram'] {
  return async (target) => {
    const flow = target === undefined ? await pickFlow() : findFlow(target.flow);
    if (flow === undefined) return;
    const form = target === undefined ? await pickForm() : (target.form ?? 'plantuml');
    if (form === undefined) return;
    const path = [`${flow.title}.${FORMS[form]}`];
    await workbench.openDocument(documentAddress(`flow-${form}`, path, flow.id));
  };

  function pickFlow() {
    const choices = flows.map((flow) => ({
      label: translate(flow.title),
      description: translate(flow.status.level),
      detail: translate(flow.summary),
      icon: 'type-hierarchy',
      value: flow,
    }));
    return prompt.pick(choices, translate('Flow Diagram'), translate('Which flow?'));
  }

  function pickForm() {
    const choices: readonly Choice<keyof typeof FORMS>[] = [
      { label: 'PlantUML', icon: 'symbol-structure', value: 'plantuml' },
      { label: 'Mermaid', icon: 'symbol-structure', value: 'mermaid' },
    ];
    return prompt.pick(choices, translate('Flow Diagram'), translate('In which language?'));
  }
}
