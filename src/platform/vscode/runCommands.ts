import * as vscode from 'vscode';
import { signInRemedyFor } from '../../core/entra/signIn/remedies.ts';
import { explain, explainInline, isCancellation, type Translate } from '../../core/explain.ts';
import type { Log } from '../../core/ports.ts';
import { plainMessage } from './plainMessage.ts';

/** What runs a command; its argument may come from any extension, so it is checked by who runs. */
export interface Handler {
  run(argument: unknown): Promise<unknown>;
}

/**
 * Runs commands that load at first use, by id. A row passes its target; a failure is explained in a notification when a
 * person ran the command, and rejects with the explanation when code did; cancelling is no failure.
 */
export function runCommands(
  handlers: ReadonlyMap<string, () => Promise<Handler['run']>>,
  {
    log,
    translate,
    rowTarget,
  }: { log: Log; translate: Translate; rowTarget: (argument: unknown) => { target: unknown } | undefined },
): (command: string, argument: unknown) => Promise<unknown> {
  return async (command, argument) => {
    const row = rowTarget(argument);
    try {
      const run = await handlers.get(command)?.();
      return await run?.(row === undefined ? argument : row.target);
    } catch (error) {
      if (isCancellation(error)) return undefined;
      log.error(error instanceof Error ? error : String(error));
      if (argument !== undefined && row === undefined)
        throw new Error(explainInline(error, translate), { cause: error });
      void tell(error, translate);
      return undefined;
    }
  };
}

/** Shows what happened, why and what to do next, with what helps and a way to the log. Text from outside makes no link. */
async function tell(error: unknown, translate: Translate): Promise<void> {
  const { what, why, next } = explain(error, translate);
  const showLog = translate('Show Log');
  const message = plainMessage([what, why, next].filter(Boolean).join(' '));
  const remedy = signInRemedyFor(error);
  const help = remedy === undefined ? [] : [translate(remedy.label)];
  const chosen = await vscode.window.showErrorMessage(message, ...help, showLog);
  if (chosen === showLog) await vscode.commands.executeCommand('identity.log.show');
  else if (remedy !== undefined && chosen === help[0])
    await ('url' in remedy
      ? vscode.env.openExternal(vscode.Uri.parse(remedy.url, true))
      : vscode.commands.executeCommand(remedy.command, remedy.argument));
}
