import type { Application } from '../directory/model.ts';
import type { SandboxTenant } from '../directory/sandboxTenant.ts';
import { aadsts } from './aadsts.ts';
import { clientIn, registration, tenantOfSegment, type Client } from './client.ts';
import { Form } from './form.ts';
import { isSpaOrigin } from './redirectUri.ts';
import type { Sts } from './sts.ts';

/** A request to the token endpoint, its client identified but not yet authenticated. */
export interface TokenRequest {
  readonly sts: Sts;
  readonly segment: string;
  /** Undefined on `common` and `organizations`. */
  readonly tenant: SandboxTenant | undefined;
  readonly form: Form;
  readonly application: Application;
  /** From the body or HTTP Basic. */
  readonly secret: string | undefined;
  readonly origin: string | undefined;
}

/** Reads the body and finds the client. Throws AADSTS 900144, 9002313, 90002, 700016 and their kin. */
export async function readTokenRequest(sts: Sts, segment: string, request: Request): Promise<TokenRequest> {
  const tenant = tenantOfSegment(sts.directory, segment);
  const form = new Form(new URLSearchParams(await request.text()));
  const basic = basicCredentials(request.headers.get('authorization'));
  const clientId = basic?.id ?? form.required('client_id');
  const application = registration(sts.directory, segment, clientId);
  const secret = basic?.secret ?? form.get('client_secret');
  return {
    sts,
    segment,
    tenant,
    form,
    application,
    secret,
    origin: request.headers.get('origin') ?? undefined,
  };
}

/** The client in the tenant of the path. Throws AADSTS 50059 on `common`. */
export function clientOfPath({ tenant, segment, application }: TokenRequest): Client {
  if (!tenant) throw aadsts(50059, { tenant: segment });
  return clientIn(tenant, application);
}

/**
 * The client in the tenant a grant was issued in. Throws AADSTS 700005 when the path names another tenant.
 */
export function clientOfGrant(request: TokenRequest, tenant: SandboxTenant): Client {
  if (request.tenant && request.tenant !== tenant) throw aadsts(700005, { tenant: request.tenant.domain });
  return clientIn(tenant, request.application);
}

/** Tokens cross origins for single-page redirect URIs only, and for those always. AADSTS 9002326, 9002327. */
export function checkOrigin({ origin, application }: TokenRequest, isSpa: boolean): void {
  if (isSpa && origin === undefined) throw aadsts(9002327, {});
  if (origin === undefined || (isSpa && isSpaOrigin(application, origin))) return;
  throw aadsts(9002326, { origin });
}

/** HTTP Basic with form-encoded parts (RFC 6749 §2.3.1). */
function basicCredentials(
  header: string | null,
): { readonly id: string; readonly secret: string } | undefined {
  const encoded = /^Basic\s+([A-Za-z0-9+/=]+)$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return undefined;
  try {
    const [id = '', secret = ''] = atob(encoded).split(':', 2).map(formDecode);
    return { id, secret };
  } catch {
    throw aadsts(70002, { reason: 'the Authorization header is not valid HTTP Basic' });
  }
}

function formDecode(text: string): string {
  return decodeURIComponent(text.replaceAll('+', ' '));
}
