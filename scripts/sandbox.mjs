// npm run sandbox -- [--port N] [--data FOLDER] [--json]
// Serves the sandbox tenant over HTTPS on 127.0.0.1, for any program and browser on this computer.
import { parseArgs } from 'node:util';
import { IdentityError, fill } from '../src/core/errors.ts';
import { errorTexts } from '../src/core/errorTexts.ts';
import { sandboxFolder } from '../src/platform/node/sandboxStore.ts';
import { serveSandbox } from '../src/platform/node/sandboxService.ts';

const USAGE = 'Usage: npm run sandbox -- [--port N] [--data FOLDER] [--json]';

/** @returns {{ port: number, folder: string, json: boolean }} */
function options() {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '0' },
      data: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65533)
    throw new RangeError(`--port ${values.port} is not a port from 1 to 65533`);
  return { port, folder: values.data ?? sandboxFolder(process.env, process.platform), json: values.json };
}

/** @param {import('../src/platform/node/sandboxService.ts').ServedSandbox} served */
function table(served) {
  const line = (/** @type {string[]} */ ...parts) => console.log(parts.join('  '));
  line(`Sandbox tenant at ${served.origin}   pages at ${served.pagesOrigin}   Graph at ${served.graph}`);
  for (const tenant of served.tenants) {
    line(`\n${tenant.name}  ${tenant.domain}  ${tenant.id}`);
    line(`  issuer ${tenant.issuer}`);
    for (const app of served.applications.filter((each) => each.tenantId === tenant.id)) {
      line(`  ${app.name.padEnd(32)}`, app.clientId, app.clientSecret ?? app.certificateFile ?? '');
    }
    for (const user of served.users.filter((each) => each.tenantId === tenant.id)) {
      line(`  ${user.displayName.padEnd(32)}`, user.userPrincipalName.padEnd(36), user.password);
    }
  }
  line(`\nManaged identity  IDENTITY_ENDPOINT=${served.pagesOrigin}${served.workload.identityPath}`);
  line(`                  IDENTITY_HEADER=${served.workload.identityHeader}`);
  line(`       on a machine  AZURE_POD_IDENTITY_AUTHORITY_HOST=${served.pagesOrigin}`);
  line(`Workflow tokens   ACTIONS_ID_TOKEN_REQUEST_URL=${served.workload.actionsTokenUrl}?`);
  line(`                  ACTIONS_ID_TOKEN_REQUEST_TOKEN=${served.workload.actionsRequestToken}`);
  line(`Control           POST ${served.admin}/<action>, Authorization: Bearer ${served.adminKey}`);
  const { url, base, user, password } = served.directory;
  line(`LDAP directory    ${url} (StartTLS)  ${base}  ${user}  ${password}`);
  line(`\nTrust it with  NODE_EXTRA_CA_CERTS=${served.caFile}  (Node)`);
  line(`               REQUESTS_CA_BUNDLE=${served.caFile}  (Python, az)`);
  line(`               curl --cacert ${served.caFile}`);
  line('Stop with Ctrl+C.');
}

/** @param {unknown} error */
function explain(error) {
  if (!IdentityError.is(error)) return `${error instanceof Error ? error.message : String(error)}\n${USAGE}`;
  const { what, next } = errorTexts[error.code];
  return `${fill(what, error.data)} ${fill(next, error.data)}`;
}

try {
  const { port, folder, json } = options();
  const service = await serveSandbox({ folder, port });
  if (json) console.log(JSON.stringify(service.served));
  else table(service.served);
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.once(signal, () => void service.close().then(() => process.exit(0)));
  }
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
