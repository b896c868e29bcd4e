import type { YAMLMap } from 'yaml';
import type { TextBreach } from '../textRule.ts';
import { firstKey, mapAt, type KubernetesObject } from './workloads.ts';

/** The label of pods, and the annotation of their service account. */
export const USE = 'azure.workload.identity/use';
export const CLIENT_ID = 'azure.workload.identity/client-id';

/** Adds the label to the pod template: into its labels, or with them into its metadata. */
export function labelFix(template: YAMLMap, text: string): Pick<TextBreach, 'fix'> {
  const labels = mapAt(template, ['metadata', 'labels']);
  const metadata = mapAt(template, ['metadata']);
  const line = `${USE}: "true"`;
  const edit =
    labels !== undefined
      ? beforeFirst(labels, line, text)
      : metadata !== undefined
        ? beforeFirst(metadata, `labels:\n  ${line}`, text)
        : beforeFirst(template, `metadata:\n  labels:\n    ${line}`, text);
  return edit === undefined ? {} : { fix: { title: 'Add the label to the pod template', edits: [edit] } };
}

/** Adds the annotation to the service account: into its annotations, or with them into its metadata. */
export function annotationFix({ map }: KubernetesObject, text: string): Pick<TextBreach, 'fix'> {
  const annotations = mapAt(map, ['metadata', 'annotations']);
  const metadata = mapAt(map, ['metadata']);
  const line = `${CLIENT_ID}: "<client ID of the identity>"`;
  const edit =
    annotations !== undefined
      ? beforeFirst(annotations, line, text)
      : metadata && beforeFirst(metadata, `annotations:\n  ${line}`, text);
  return edit === undefined ? {} : { fix: { title: 'Add the annotation', edits: [edit] } };
}

/** Lines before the first key of a block map, indented as it is; undefined in a flow map (`{a: b}`). */
function beforeFirst(map: YAMLMap, lines: string, text: string) {
  const first = map.flow === true ? undefined : firstKey(map);
  if (first === undefined) return undefined;
  const lineStart = text.lastIndexOf('\n', first.start - 1) + 1;
  const indent = ' '.repeat(first.start - lineStart);
  return {
    range: { start: first.start, end: first.start },
    text: `${lines.replaceAll('\n', `\n${indent}`)}\n${indent}`,
  };
}
