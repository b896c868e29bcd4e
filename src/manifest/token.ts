import type { ToolTokenTarget } from '../core/entra/toolCaches/toolCaches.ts';
import type { FlowSummary } from '../core/oauth/flow.ts';
import type { PresenceOf } from './presence.ts';
import type { TokenTarget, TokenPart, AnyToken } from './targets.ts';

/** A token for a platform, and what is done with it. */
export interface PlatformTokenRequest {
  /** Id of an entry of `platforms`. */
  readonly platform?: string;
  readonly tenant?: string;
  readonly clientId?: string;
  readonly flow?: string;
  readonly then?: 'copy' | 'terminal' | 'http' | 'inspect';
}

/** The commands of this subject, with their signatures. */
export interface TokenCommands {
  'identity.token.inspect'(target?: AnyToken): Promise<void>;
  'identity.token.verify'(target?: AnyToken): Promise<void>;
  'identity.token.inspectFile'(target?: { readonly uri: string }): Promise<void>;
  'identity.token.compare'(target?: AnyToken & { readonly with?: AnyToken }): Promise<void>;
  'identity.token.history'(): Promise<void>;
  'identity.token.clearHistory'(): Promise<void>;
  'identity.token.copyClaims'(target?: AnyToken): Promise<void>;
  'identity.token.copyRedacted'(target?: AnyToken): Promise<void>;
  'identity.token.copy'(target?: TokenPart): Promise<void>;
  'identity.token.insert'(target?: TokenPart): Promise<void>;
  'identity.token.getFor'(
    request?: PlatformTokenRequest,
  ): Promise<{ readonly tokenId: string; readonly scope: string } | undefined>;
  'identity.token.refresh'(target?: TokenTarget): Promise<FlowSummary | undefined>;
  'identity.token.forget'(target?: TokenTarget): Promise<void>;
  'identity.tokens.forgetAll'(): Promise<void>;
  'identity.toolToken.reveal'(target?: ToolTokenTarget): Promise<void>;
}

/** Where each of them stands. */
export const tokenPresence: PresenceOf<TokenCommands> = {
  'identity.token.inspect': 'palette',
  'identity.token.verify': 'palette',
  'identity.token.inspectFile': 'palette',
  'identity.token.compare': 'palette',
  'identity.token.history': 'palette',
  'identity.token.clearHistory': 'palette',
  'identity.token.copyClaims': 'palette',
  'identity.token.copyRedacted': 'palette',
  'identity.token.copy': 'palette',
  'identity.token.insert': 'palette',
  'identity.token.getFor': 'palette',
  'identity.token.refresh': 'palette',
  'identity.token.forget': 'palette',
  'identity.tokens.forgetAll': 'palette',
  'identity.toolToken.reveal': 'row',
};
