import type { LogOutputChannel } from 'vscode';
import { redact } from '../../core/redact.ts';
import type { Log } from '../../core/ports.ts';

/** The Log port over the product's one output channel; token-shaped text is masked at every level. */
export function channelLog(channel: LogOutputChannel): Log {
  return {
    trace: (message) => channel.trace(redact(message)),
    debug: (message) => channel.debug(redact(message)),
    info: (message) => channel.info(redact(message)),
    warn: (message) => channel.warn(redact(message)),
    error: (message) =>
      channel.error(redact(message instanceof Error ? (message.stack ?? message.message) : message)),
  };
}
