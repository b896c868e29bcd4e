import { entraTemplates } from './templates/entra.ts';
import { gatewayTemplates } from './templates/gateway.ts';
import { backendTemplates } from './templates/backend.ts';
import type { PolicyTemplate, PolicyValues, SectionName } from './templates/template.ts';
import { writeNode, type PolicyNode } from './write.ts';

/** The sections of a policy document in their order (https://learn.microsoft.com/azure/api-management/api-management-howto-policies). */
export const sectionNames = [
  'inbound',
  'backend',
  'outbound',
  'on-error',
] as const satisfies readonly SectionName[];

/** Every policy that can be generated. A new one is one entry of its list. */
export const policyTemplates: readonly PolicyTemplate[] = [
  ...entraTemplates,
  ...gatewayTemplates,
  ...backendTemplates,
];

/** The elements of some templates, without sections; for pasting into a document that has them. */
export function policySnippet(template: PolicyTemplate, values: PolicyValues = {}): string {
  return template
    .nodes(values)
    .map((node) => writeNode(node))
    .join('\n');
}

/**
 * A whole policy document with the templates in their sections, after `<base />`, in the order given. A value that is
 * missing stays a reference to a named value (`{{tenant-id}}`), never a wrong default.
 */
export function policyDocument(templates: readonly PolicyTemplate[], values: PolicyValues = {}): string {
  const sections = sectionNames.map((name): PolicyNode => {
    const own = templates.filter(({ section }) => section === name);
    return { name, children: [{ name: 'base' }, ...own.flatMap((template) => template.nodes(values))] };
  });
  return `${writeNode({ name: 'policies', children: sections })}\n`;
}
