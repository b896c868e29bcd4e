import { decodeBase64url } from '../jwt/base64url.ts';
import { isObject, parseJson, type JsonObject } from '../json.ts';

/**
 * Masking for traces. It works by allow-list: what is not named here is masked, so a field nobody thought of
 * cannot leak. It runs when an exchange is recorded; a trace never holds what it does not show.
 */

/** One named value of a message, as it may be shown. */
export interface Field {
  readonly name: string;
  /** The value, or what stands for it. */
  readonly value: string;
  readonly masked: boolean;
  /** A token's header and claims; never its signature. */
  readonly token?: DecodedToken;
}

/** What a token says, without what makes it one. */
export interface DecodedToken {
  readonly header: JsonObject;
  readonly claims?: JsonObject;
}

const names = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

/** Protocol parameters and members whose values are no secret (RFC 6749, 7636, 8414, 8628, 8693, 9126, Entra). */
const SHOWN = names(`
  client_id response_type response_mode redirect_uri scope grant_type code_challenge code_challenge_method prompt
  max_age display ui_locales acr_values claims claims_locales domain_hint resource audience authorization_details
  request_uri token_type expires_in ext_expires_in refresh_expires_in expires_on not_before issued_token_type
  subject_token_type actor_token_type requested_token_type requested_token_use client_assertion_type token_type_hint
  interval verification_uri post_logout_redirect_uri admin_consent tenant error error_description error_codes
  error_uri suberror timestamp trace_id correlation_id iss active nbf exp iat aud sub jti acr amr auth_time azp appid
  tid oid ver idtyp foci client_info p policy api-version client-request-id x-client-sku x-client-ver sso_reload
  issuer authorization_endpoint token_endpoint jwks_uri userinfo_endpoint device_authorization_endpoint
  end_session_endpoint introspection_endpoint revocation_endpoint registration_endpoint
  pushed_authorization_request_endpoint kerberos_endpoint check_session_iframe frontchannel_logout_supported
  http_logout_supported tenant_region_scope tenant_region_sub_scope cloud_instance_name cloud_graph_host_name
  msgraph_host rbac_url access_token_issuer mtls_endpoint_aliases keys kty use kid x5t x5c x5t#s256 n e crv x y alg
  state nonce session_state name given_name family_name picture locale zoneinfo updated_at email_verified
`);

/** Members whose values name a person: the domain stays, the rest goes. */
const ACCOUNTS = names('login_hint username preferred_username upn unique_name email logout_hint sid');

/** Header fields shown whole. */
const SHOWN_HEADERS = names(`
  accept accept-language content-type content-length cache-control pragma date expires host origin user-agent server
  retry-after vary strict-transport-security x-content-type-options x-frame-options x-ms-request-id
  x-ms-ests-server x-ms-srs client-request-id request-id x-client-sku x-client-ver x-client-os x-client-cpu
  return-client-request-id access-control-allow-origin access-control-allow-methods metadata consistencylevel
  x-ms-lib-capability p3p referrer-policy location referer
`);

const JWT = /^[\w-]+\.[\w-]*\.[\w-]*(?:\.[\w-]*\.[\w-]*)?$/;
const JWT_ANYWHERE = /(?<![\w-])eyJ[\w-]+(?:\.[\w-]*){1,4}/g;
const BULLETS = '•••';
/** Path segments of this length are no names people gave; they may be capabilities. A GUID has 36. */
const LONG_SEGMENT = 44;
/** What a protocol name looks like; anything else may be a value in a name's place. */
const NAME = /^[\w.:@$[\]#-]{1,48}$/;

/** Masks messages, and remembers what it masked, so that a secret repeated in free text is found there too. */
export class Mask {
  readonly #secrets = new Set<string>();

  /** One named value: shown, masked, or a token taken apart. */
  field(name: string, value: string): Field {
    const key = name.toLowerCase();
    if (SHOWN.has(key) || isMetadataName(key)) return { name, value: this.#shown(value), masked: false };
    if (ACCOUNTS.has(key)) return { name, value: this.#account(value), masked: true };
    return this.#secret(this.#name(name), value);
  }

  /** One HTTP field line. */
  header(name: string, value: string): Field {
    const key = name.toLowerCase();
    if (key === 'location' || key === 'referer') return { name, value: this.url(value), masked: false };
    if (key === 'authorization') return this.#authorization(name, value);
    if (key === 'set-cookie' || key === 'cookie')
      return { name, value: `${value.split('=')[0] ?? ''}=${BULLETS}`, masked: true };
    if (key === 'www-authenticate' || key === 'dpop-nonce')
      return { name, value: this.text(value), masked: false };
    return SHOWN_HEADERS.has(key)
      ? { name, value: this.text(value), masked: false }
      : this.#secret(name, value);
  }

  /** A URL with its user info, query and fragment masked. */
  url(value: string): string {
    if (!URL.canParse(value)) {
      const cut = value.search(/[?#]/);
      return cut < 0 ? this.text(value) : `${this.text(value.slice(0, cut))}?${BULLETS}`;
    }
    const url = new URL(value);
    const user = url.username === '' && url.password === '' ? '' : `${BULLETS}@`;
    const origin =
      url.protocol === 'http:' || url.protocol === 'https:'
        ? `${url.protocol}//${user}${url.host}`
        : url.protocol;
    const tail = (mark: string, text: string) =>
      text.length < 2 ? '' : mark + this.form(text.slice(1)).map(shownPair).join('&');
    const path = url.pathname
      .split('/')
      .map((part) => (part.length < LONG_SEGMENT ? this.text(part) : BULLETS));
    return origin + path.join('/') + tail('?', url.search) + tail('#', url.hash);
  }

  /** The parameters of a query, fragment or form. */
  form(encoded: string): readonly Field[] {
    return [...new URLSearchParams(encoded)].map(([name, value]) => this.field(name, value));
  }

  /** A message body by its media type; text nobody can take apart is only measured. */
  body(contentType: string, content: string): readonly Field[] {
    if (content === '') return [];
    if (contentType.includes('application/x-www-form-urlencoded')) return this.form(content);
    const json = parseJson(content);
    if (isObject(json)) return this.#members('', json);
    const forms = [...content.matchAll(/<input[^>]*?name="([^"]*)"[^>]*?value="([^"]*)"/gi)];
    const inputs = forms.map(([, name = '', value = '']) => this.field(name, value));
    return [
      ...inputs,
      { name: 'body', value: `${contentType || 'text'}, ${content.length} characters`, masked: true },
    ];
  }

  /** Free text: tokens, and every secret masked so far, are cut out. */
  text(value: string): string {
    let shown = value.replace(JWT_ANYWHERE, BULLETS);
    for (const secret of this.#secrets) shown = shown.replaceAll(secret, BULLETS);
    return shown;
  }

  /** Remembers a secret that is sent in a form no field shows (a Basic header, a signed assertion). */
  remember(secret: string): void {
    // Shorter ones would black out ordinary words.
    if (secret.length >= 6) this.#secrets.add(secret);
  }

  #members(prefix: string, object: JsonObject): readonly Field[] {
    return Object.entries(object).flatMap(([name, value]) =>
      this.#member(prefix + this.#name(name), name, value),
    );
  }

  #member(path: string, name: string, value: unknown): readonly Field[] {
    if (isObject(value)) return this.#members(`${path}.`, value);
    if (Array.isArray(value))
      return value.flatMap((each: unknown, at) => this.#member(`${path}[${at}]`, name, each));
    const field = this.field(name, typeof value === 'string' ? value : JSON.stringify(value));
    return [{ ...field, name: path }];
  }

  #authorization(name: string, value: string): Field {
    const [scheme = '', credentials = ''] = value.split(' ', 2);
    const { value: shown, token } = this.#secret(name, credentials);
    return { name, value: `${scheme} ${shown}`, masked: true, ...(token === undefined ? {} : { token }) };
  }

  #secret(name: string, value: string): Field {
    this.remember(value);
    const token = decodeToken(value);
    if (token === undefined) return { name, value: BULLETS, masked: true };
    this.remember(value.split('.').at(-1) ?? '');
    return { name, value: `${BULLETS} (token)`, masked: true, token: this.#inside(token) };
  }

  #shown(value: string): string {
    return /^[a-z][a-z\d+.-]*:.*[?#@]/i.test(value) && URL.canParse(value)
      ? this.url(value)
      : this.text(value);
  }

  #name(name: string): string {
    return NAME.test(name) ? this.text(name) : BULLETS;
  }

  /** A token's claims may quote another token or a secret. */
  #inside(token: DecodedToken): DecodedToken {
    const scrub = (part: JsonObject) => {
      const json = parseJson(this.text(JSON.stringify(part)));
      return isObject(json) ? json : {};
    };
    const { header, claims } = token;
    return { header: scrub(header), ...(claims === undefined ? {} : { claims: scrub(claims) }) };
  }

  #account(value: string): string {
    const at = value.lastIndexOf('@');
    this.remember(value);
    return at < 0 ? BULLETS : BULLETS + value.slice(at);
  }
}

/** Header and claims of a compact JWS; only the header of a JWE; undefined for anything else. */
export function decodeToken(value: string): DecodedToken | undefined {
  if (!JWT.test(value)) return undefined;
  const parts = value.split('.');
  const header = decodeObject(parts[0] ?? '');
  if (header === undefined) return undefined;
  const claims = parts.length === 3 ? decodeObject(parts[1] ?? '') : undefined;
  return { header, ...(claims === undefined ? {} : { claims }) };
}

function decodeObject(part: string): JsonObject | undefined {
  const { bytes } = decodeBase64url(part);
  const json = parseJson(new TextDecoder().decode(bytes));
  return isObject(json) ? json : undefined;
}

/** Capability members of discovery documents follow one pattern (RFC 8414 §2). */
function isMetadataName(name: string): boolean {
  return /^[a-z_]+_(?:supported|alg_values|enc_values)$/.test(name);
}

function shownPair({ name, value }: Field): string {
  return `${encodeURIComponent(name)}=${value === BULLETS ? value : encodeURIComponent(value).replaceAll('%E2%80%A2', '•')}`;
}
