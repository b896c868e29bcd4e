import type { TextFinding } from '../textRule.ts';
import { manifestRules, type Workload } from './rules.ts';
import { at, kubernetesObjects, podTemplate } from './workloads.ts';

/** Stands for a name that a template engine fills in. */
const UNREADABLE = '{{}}';

/** What Kubernetes manifests break of workload identity, in order of the text. `subjects` are those of the workspace. */
export function checkManifests(text: string, subjects: readonly string[] = []): readonly TextFinding[] {
  const objects = kubernetesObjects(text);
  const workloads = objects.flatMap((object): readonly Workload[] => {
    const template = podTemplate(object);
    if (template === undefined) return [];
    const account =
      at(template, ['spec', 'serviceAccountName'])?.value ?? at(template, ['spec', 'serviceAccount'])?.value;
    return [
      {
        object,
        template,
        account:
          typeof account === 'object' && account !== null
            ? UNREADABLE
            : typeof account === 'string'
              ? account
              : undefined,
      },
    ];
  });
  const accounts = objects.filter(({ kind }) => kind === 'ServiceAccount');
  const file = { text, objects, workloads, accounts, subjects };
  return manifestRules
    .flatMap((rule) => [...rule.find(file)].map((breach): TextFinding => ({ rule, ...breach })))
    .toSorted((a, b) => a.range.start - b.range.start);
}
