/** A refusal by the sandbox's Graph; `graphApp.ts` turns it into Graph's error body (Microsoft: Graph errors). */
export class GraphError extends Error {
  override readonly name = 'GraphError';
  readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 410 | 413;
  readonly code: string;

  constructor(status: GraphError['status'], code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export const badRequest = (message: string): GraphError => new GraphError(400, 'Request_BadRequest', message);
export const unsupportedQuery = (message: string): GraphError =>
  new GraphError(400, 'Request_UnsupportedQuery', message);
export const notFound = (what: string): GraphError =>
  new GraphError(404, 'Request_ResourceNotFound', `Resource '${what}' does not exist in this tenant.`);
