/** One element of a policy document, to be written. Text children stand alone in their element. */
export interface PolicyNode {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string | undefined>>;
  readonly children?: readonly (PolicyNode | PolicyComment)[];
  /** Text in place of children: a value or an expression. */
  readonly text?: string;
}

export interface PolicyComment {
  readonly comment: string;
}

/** Writes an element with four spaces per level, as the portal does. */
export function writeNode(node: PolicyNode | PolicyComment, depth = 0): string {
  const indent = '    '.repeat(depth);
  if ('comment' in node) return `${indent}<!-- ${node.comment.replaceAll('--', '- -')} -->`;
  const { name, attributes = {}, children = [], text } = node;
  const open = [
    name,
    ...Object.entries(attributes).flatMap(([key, value]) =>
      value === undefined ? [] : [`${key}="${escapeXml(value)}"`],
    ),
  ].join(' ');
  if (text !== undefined) return `${indent}<${open}>${escapeXml(text, '<>&')}</${name}>`;
  if (children.length === 0) return `${indent}<${open} />`;
  return [
    `${indent}<${open}>`,
    ...children.map((child) => writeNode(child, depth + 1)),
    `${indent}</${name}>`,
  ].join('\n');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Text for an XML attribute, or with fewer characters to escape, for an element. */
export function escapeXml(text: string, characters = '<>&"'): string {
  return text.replace(/[<>&"]/g, (character) =>
    characters.includes(character) ? (ENTITIES[character] ?? character) : character,
  );
}
