import { createRequire } from 'node:module';
import path from 'node:path';
import { readFile } from 'node:fs/promises';
import type { LanguageId } from '../../../src/core/code/catalogue.ts';
import { verdict, type Prover } from '../proof.ts';
import { npmPackages, programOf } from '../workspace.ts';

/** The part of tree-sitter used here. */
interface Node {
  readonly hasError: boolean;
  readonly isError: boolean;
  readonly isMissing: boolean;
  readonly text: string;
  readonly startPosition: { readonly row: number };
  readonly children: readonly (Node | null)[];
}
interface TreeSitter {
  readonly Parser: {
    init(): Promise<void>;
    new (): {
      setLanguage(language: unknown): void;
      parse(source: string): { readonly rootNode: Node } | null;
    };
  };
  readonly Language: { load(wasm: Uint8Array): Promise<unknown> };
}

const grammars: { readonly [Id in LanguageId]?: string } = {
  csharp: 'tree-sitter-c-sharp',
  go: 'tree-sitter-go',
  powershell: 'tree-sitter-powershell',
  shell: 'tree-sitter-bash',
};

/** A language through its tree-sitter grammar: no error node anywhere. */
export function parseWith(language: LanguageId): Prover {
  return async (entries, values) => {
    const folder = path.join(await npmPackages(), 'node_modules', '@vscode', 'tree-sitter-wasm');
    const require = createRequire(import.meta.url);
    const loaded: unknown = require(path.join(folder, 'wasm', 'tree-sitter.js'));
    if (!isTreeSitter(loaded)) throw new TypeError('tree-sitter exports neither Parser nor Language.');
    const { Parser, Language } = loaded;
    await Parser.init();
    const grammar = await Language.load(
      await readFile(path.join(folder, 'wasm', `${String(grammars[language])}.wasm`)),
    );
    const parser = new Parser();
    parser.setLanguage(grammar);
    const complaints = new Map<string, string>();
    for (const entry of entries) {
      const tree = parser.parse(programOf(entry, values(entry)));
      const wrong = tree === null ? undefined : firstError(tree.rootNode);
      if (tree === null || wrong !== undefined)
        complaints.set(
          entry.id,
          `line ${(wrong?.startPosition.row ?? 0) + 1}: ${(wrong?.text ?? '').slice(0, 200)}`,
        );
    }
    return { proofs: verdict(entries, 'parsed', complaints) };
  };
}

function isTreeSitter(value: unknown): value is TreeSitter {
  return typeof value === 'object' && value !== null && 'Parser' in value && 'Language' in value;
}

function firstError(node: Node): Node | undefined {
  if (node.isError || node.isMissing) return node;
  if (!node.hasError) return undefined;
  for (const child of node.children) {
    const found = child === null ? undefined : firstError(child);
    if (found !== undefined) return found;
  }
  return node;
}
