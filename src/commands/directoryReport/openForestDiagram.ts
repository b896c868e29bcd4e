import { documentAddress } from '../../core/documentAddress.ts';
import type { Choice } from '../../core/prompt.ts';
import type { Commands } from '../../manifest.ts';
import type { Services } from '../services.ts';
import { pickDirectory } from '../directory/pickDirectory.ts';

/** The endings of the diagram's forms. */
const FORMS = { plantuml: 'puml', mermaid: 'mmd' } as const;

/** Opens a diagram of the forest as it stands: domains, trusts, sites, domain controllers. */
export function openForestDiagram(
  deps: Pick<Services, 'prompt' | 'translate' | 'workbench' | 'directories' | 'connections'>,
): Commands['identity.directory.openForestDiagram'] {
  const { prompt, translate, workbench } = deps;
  return async (target) => {
    const directory = await pickDirectory(deps, target?.directory);
    if (directory === undefined) return;
    const choices: readonly Choice<keyof typeof FORMS>[] = [
      { label: 'PlantUML', icon: 'symbol-structure', value: 'plantuml' },
      { label: 'Mermaid', icon: 'symbol-structure', value: 'mermaid' },
    ];
    const form =
      target?.form ??
      (await prompt.pick(choices, translate('Forest Diagram'), translate('In which language?')));
    if (form === undefined) return;
    const path = [`${directory.name}.${FORMS[form]}`];
    await workbench.openDocument(documentAddress(`forest-${form}`, path, directory.id));
  };
}
