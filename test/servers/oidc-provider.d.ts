/** As much of oidc-provider as our test server uses; the package has no types of its own. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  interface Grant {
    addOIDCScope(scope: string): void;
    addResourceScope(resource: string, scope: string): void;
    save(): Promise<string>;
  }
  interface Interaction {
    readonly uid: string;
    readonly prompt: { readonly name: string };
    readonly params: Readonly<Record<string, unknown>>;
    readonly session?: { readonly accountId: string };
  }
  export interface TokenContext {
    body: unknown;
    status: number;
    readonly oidc: {
      readonly client: { readonly clientId: string };
      readonly params: Readonly<Record<string, string | undefined>>;
    };
  }
  export class Provider {
    constructor(issuer: string, configuration: unknown);
    readonly Grant: new (properties: { accountId: string; clientId: string }) => Grant;
    readonly AccessToken: { find(value: string): Promise<{ readonly accountId: string } | undefined> };
    readonly ClientCredentials: new (properties: { client: unknown; scope?: string; extra?: object }) => {
      save(): Promise<string>;
    };
    callback(): (request: IncomingMessage, response: ServerResponse) => void;
    interactionDetails(request: IncomingMessage, response: ServerResponse): Promise<Interaction>;
    interactionFinished(request: IncomingMessage, response: ServerResponse, result: unknown): Promise<void>;
    registerGrantType(
      name: string,
      handler: (context: TokenContext) => Promise<void>,
      parameters: readonly string[],
    ): void;
  }
}

declare module 'oidc-provider/lib/adapters/memory_adapter.js' {
  /** A store of its own for one server. */
  export function createMemoryAdapter(): (model: string) => {
    upsert(id: string, ...rest: unknown[]): Promise<void>;
  };
}
