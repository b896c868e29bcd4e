import { mermaid, plantUml, referenceSequence } from './diagram.ts';
import { findFlow } from './flows.ts';

/** The reference diagram of a flow in PlantUML. Throws `flow.unknown`. */
export function plantUmlDocument(flow: string): string {
  return plantUml(referenceSequence(findFlow(flow)));
}

/** The reference diagram of a flow in Mermaid. Throws `flow.unknown`. */
export function mermaidDocument(flow: string): string {
  return mermaid(referenceSequence(findFlow(flow)));
}
