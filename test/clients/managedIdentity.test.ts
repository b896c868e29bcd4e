import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { decodeJwt } from 'jose';
import { serveSandbox, type ServedSandbox } from './servedSandbox.ts';

const PROGRAM = path.join(import.meta.dirname, 'managedIdentity.mjs');
const run = promisify(execFile);

describe('managed identity clients against the sandbox', () => {
  let sandbox: ServedSandbox;
  before(async () => (sandbox = await serveSandbox()));
  after(async () => await sandbox.stop());

  const hosts = () => ({
    'App Service': {
      IDENTITY_ENDPOINT: sandbox.pagesOrigin + sandbox.workload.identityPath,
      IDENTITY_HEADER: sandbox.workload.identityHeader,
    },
    'Instance Metadata Service': { AZURE_POD_IDENTITY_AUTHORITY_HOST: sandbox.pagesOrigin },
  });

  for (const [library, name] of [
    ['msal', 'MSAL Node'],
    ['identity', '@azure/identity'],
  ] as const) {
    for (const host of ['App Service', 'Instance Metadata Service'] as const) {
      it(`${name}: ${host}, system- and user-assigned`, async () => {
        for (const clientId of ['', sandbox.managedIdentities[1] ?? '']) {
          const env = { PATH: process.env['PATH'], ...hosts()[host] };
          const { stdout } = await run(process.execPath, [PROGRAM, library, clientId], { env });
          const claims = decodeJwt(stdout);
          assert.equal(claims['appid'], clientId || sandbox.managedIdentities[0]);
          assert.match(String(claims['xms_mirid']), /^\/subscriptions\//);
        }
      });
    }
  }
});
