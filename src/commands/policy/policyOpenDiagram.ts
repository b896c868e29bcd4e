import { documentAddress } from '../../core/documentAddress.ts';
import type { Choice } from '../../core/prompt.ts';
import type { Commands } from '../../manifest.ts';
import type { Services } from '../services.ts';
import { policyDocument } from './policyDocument.ts';

/** The endings of the diagram's forms. */
const FORMS = { plantuml: 'puml', mermaid: 'mmd' } as const;

/** Opens the sections of a policy document as a diagram. Throws `policy.noDocument`. */
export function policyOpenDiagram(
  deps: Pick<Services, 'prompt' | 'translate' | 'workbench'>,
): Commands['identity.policy.openDiagram'] {
  const { prompt, translate, workbench } = deps;
  return async (target = {}) => {
    const { uri, name } = await policyDocument(deps, target.uri);
    const choices: readonly Choice<keyof typeof FORMS>[] = [
      { label: 'PlantUML', icon: 'symbol-structure', value: 'plantuml' },
      { label: 'Mermaid', icon: 'symbol-structure', value: 'mermaid' },
    ];
    const form =
      target.form ??
      (await prompt.pick(choices, translate('Section Diagram'), translate('In which language?')));
    if (form === undefined) return;
    await workbench.openDocument(documentAddress(`policy-${form}`, [`${name}.${FORMS[form]}`], uri));
  };
}
