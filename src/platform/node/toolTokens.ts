import { spawn } from 'node:child_process';
import { homedir } from 'node:os';
import { IdentityError } from '../../core/errors.ts';
import { isObject, parseJson, text } from '../../core/json.ts';
import type { TokenWish } from '../../core/entra/signIn/accessTokens.ts';
import type { TokenTool } from '../../core/entra/signIn/sources.ts';
import type { Environment } from '../../core/oauth/flow.ts';

/** How a tool is asked for a token. No argument is a secret; the token comes back through a pipe. */
interface ToolCall {
  readonly title: string;
  readonly programs: readonly string[];
  readonly login: (tenant: string) => string;
  readonly args: (resource: string, tenant: string) => readonly string[];
  /** Name of the token's member in its JSON. */
  readonly member: string;
}

const LIMIT_MS = 60_000;
const LONGEST_ANSWER = 256 * 1024;
/** What may stand in an argument: a tenant by id or domain, a resource by address. */
const TENANT = /^\w[\w.-]{0,199}$/;
const RESOURCE = /^https:\/\/[\w.-]+\/?$/;

const calls: Readonly<Record<TokenTool, ToolCall>> = {
  azureCli: {
    title: 'Azure CLI',
    programs: ['az'],
    login: (tenant) => `az login --tenant ${tenant}`,
    args: (resource, tenant) => [
      'account',
      'get-access-token',
      '--output',
      'json',
      '--resource',
      resource,
      '--tenant',
      tenant,
    ],
    member: 'accessToken',
  },
  azureDeveloperCli: {
    title: 'Azure Developer CLI',
    programs: ['azd'],
    login: (tenant) => `azd auth login --tenant-id ${tenant}`,
    args: (resource, tenant) => [
      'auth',
      'token',
      '--output',
      'json',
      '--no-prompt',
      '--scope',
      `${resource}/.default`,
      '--tenant-id',
      tenant,
    ],
    member: 'token',
  },
  azurePowerShell: {
    title: 'Azure PowerShell',
    programs: ['pwsh', 'powershell'],
    login: (tenant) => `Connect-AzAccount -Tenant ${tenant}`,
    args: (resource, tenant) => [
      '-NoProfile',
      '-NonInteractive',
      '-Command',
      // Newer versions of Az.Accounts hand out a SecureString.
      `$ErrorActionPreference='Stop'; $t = Get-AzAccessToken -ResourceUrl '${resource}' -TenantId '${tenant}'; $v = $t.Token; if ($v -is [securestring]) { $v = [System.Net.NetworkCredential]::new('', $v).Password }; @{ token = $v } | ConvertTo-Json -Compress`,
    ],
    member: 'token',
  },
};

/**
 * Asks a tool of this machine for the token of whoever is signed in there. Throws `signIn.toolMissing`,
 * `signIn.toolFailed`, and AbortError.
 */
export async function toolToken(
  tool: TokenTool,
  { tenant, resource, claims, signal }: TokenWish,
  environment: Environment,
): Promise<string | undefined> {
  const { title, programs, login, args, member } = calls[tool];
  const failed = (reason: string) =>
    new IdentityError('signIn.toolFailed', { tool: title, reason, login: login(tenant.id) });
  if (claims !== undefined) return undefined;
  const address = resource.replace(/\/$/, '');
  if (!TENANT.test(tenant.id) || !RESOURCE.test(address))
    throw failed('The tenant or its cloud has a strange name.');
  for (const program of programs) {
    const { output, error } = await run(program, args(address, tenant.id), environment, signal);
    if (error === 'missing') continue;
    const json = parseJson(output);
    const token = isObject(json) ? text(json, member) : undefined;
    if (token === undefined) throw failed(error === '' ? 'It answered without a token.' : error);
    return token;
  }
  throw new IdentityError('signIn.toolMissing', { tool: title, program: programs.join(', ') });
}

interface Answer {
  readonly output: string;
  /** First line of what it complained, `missing` when there is no such program. */
  readonly error: string;
}

function run(
  program: string,
  args: readonly string[],
  environment: Environment,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const isWindows = process.platform === 'win32';
    // az and azd are .cmd files on Windows, which only a shell starts; the arguments were checked above.
    const child = spawn(program, [...args], {
      // Windows looks for programs where it stands first, which may be the folder of a stranger.
      cwd: homedir(),
      env: { ...environment },
      shell: isWindows && program !== 'pwsh' && program !== 'powershell',
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    const [output, complaint] = [collect(child.stdout), collect(child.stderr)];
    const stop = () => {
      child.kill();
      finish(() => reject(new DOMException('Aborted', 'AbortError')));
    };
    const timer = setTimeout(() => {
      child.kill();
      finish(() => resolve({ output: '', error: `It did not answer within ${LIMIT_MS / 1000} s.` }));
    }, LIMIT_MS);
    const finish = (settle: () => void) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      settle();
    };
    signal?.addEventListener('abort', stop, { once: true });
    child.once('error', (error) => {
      const isMissing = 'code' in error && error.code === 'ENOENT';
      finish(() => resolve({ output: '', error: isMissing ? 'missing' : error.message }));
    });
    child.once('close', () => finish(() => resolve({ output: output(), error: firstLine(complaint()) })));
  });
}

function collect(stream: NodeJS.ReadableStream): () => string {
  const parts: string[] = [];
  let length = 0;
  stream.setEncoding('utf8');
  stream.on('data', (part: string) => {
    length += part.length;
    if (length <= LONGEST_ANSWER) parts.push(part);
  });
  return () => parts.join('');
}

function firstLine(said: string): string {
  return (
    said
      .split(/\r?\n/)
      .map((line) => line.trim())
      .find((line) => line !== '' && !/^warning/i.test(line)) ?? ''
  ).slice(0, 300);
}
