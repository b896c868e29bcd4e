import { mermaid, plantUml, traceSequence } from './diagram.ts';
import { curl } from './export/curl.ts';
import { har } from './export/har.ts';
import { httpFile } from './export/httpFile.ts';
import { markdown } from './export/markdown.ts';
import type { TraceEntry } from './trace.ts';

/** One form in which a trace can leave the product; masked as the trace is. */
export interface TraceExport {
  readonly id: string;
  readonly title: string;
  /** Language of the document, as VS Code names it. */
  readonly language: string;
  readonly extension: string;
  readonly render: (title: string, entries: readonly TraceEntry[]) => string;
}

/** Every form. A new one is one entry. */
export const traceExports: readonly TraceExport[] = [
  { id: 'curl', title: 'curl commands', language: 'shellscript', extension: 'sh', render: curl },
  { id: 'http', title: 'HTTP file (REST Client)', language: 'http', extension: 'http', render: httpFile },
  { id: 'har', title: 'HTTP Archive (HAR)', language: 'json', extension: 'har', render: har },
  { id: 'markdown', title: 'Markdown', language: 'markdown', extension: 'md', render: markdown },
  {
    id: 'plantuml',
    title: 'PlantUML sequence diagram',
    language: 'plantuml',
    extension: 'puml',
    render: (title, entries) => plantUml(traceSequence(title, entries)),
  },
  {
    id: 'mermaid',
    title: 'Mermaid sequence diagram',
    language: 'mermaid',
    extension: 'mmd',
    render: (title, entries) => mermaid(traceSequence(title, entries)),
  },
];
