import { commands, workspace, type ExtensionContext } from 'vscode';
import { lazy } from './core/lazy.ts';
import { commandPresence, documentScheme } from './manifest.ts';
import { lateFileSystem } from './platform/vscode/lateFileSystem.ts';

/**
 * Registers by name what VS Code may ask for the moment activation has ended: commands and documents. The features
 * themselves load right after, or with the first of these asked for, so that nothing in the window waits for them.
 */
export function activate(context: ExtensionContext): void {
  const features = lazy(async () => (await import('./features.ts')).registerFeatures(context));
  context.subscriptions.push(
    ...Object.keys(commandPresence).map((id) =>
      commands.registerCommand(id, async (argument?: unknown) => (await features()).run(id, argument)),
    ),
    workspace.registerFileSystemProvider(
      documentScheme,
      lateFileSystem(async () => (await features()).documents),
    ),
  );
  setImmediate(() => void features());
}
