import assert from 'node:assert/strict';
import { codeInsert } from '../../../../src/commands/code/codeInsert.ts';
import { untranslated } from '../../../../src/core/explain.ts';
import { IdentityError } from '../../../../src/core/errors.ts';
import type { Tenant } from '../../../../src/core/oauth/model.ts';
import { recordingWorkbench, scriptedPrompt, type Answer } from '../../../support/scriptedPrompt.ts';

const tenant: Tenant = {
  id: '5a4db0c5-c047-4050-8c0a-7e4a47000001',
  name: 'Contoso',
  kind: 'entra',
  authority: 'https://login.microsoftonline.com/5a4db0c5-c047-4050-8c0a-7e4a47000001/v2.0',
};
const CLIENT = '11111111-2222-3333-4444-555555555555';

function bench(answers: readonly Answer[], language?: string) {
  const remembered = new Map<string, unknown>();
  return {
    prompt: scriptedPrompt(answers),
    workbench: recordingWorkbench(
      language === undefined
        ? {}
        : { active: { uri: 'file:///a', language, offset: 0, selection: { start: 0, end: 0 } } },
    ),
    translate: untranslated,
    tenants: {
      list: () => Promise.resolve({ tenants: [tenant], problems: [] }),
      find: () => Promise.resolve(tenant),
      onDidChange: () => ({ dispose: () => {} }),
      add: () => Promise.resolve(),
      remove: () => Promise.resolve(),
      changeSignIn: () => Promise.resolve(),
    },
    graph: () => {
      throw new Error('the tenant has no Graph');
    },
    memory: {
      recall: (key: string) => remembered.get(key),
      remember: (key: string, value: unknown) => Promise.resolve(void remembered.set(key, value)),
    },
  };
}
const inserted = ({ workbench }: ReturnType<typeof bench>) =>
  workbench.done.find((each) => each.startsWith('body '))?.slice(5) ?? '';

describe('Insert Connection Code', () => {
  it('takes the language from the editor, asks for purpose, credential, application and resource', async () => {
    const deps = bench(
      [
        'Azure Database for PostgreSQL',
        'Service principal with a client secret',
        'Contoso',
        CLIENT,
        'orders.postgres.database.azure.com',
        'Install Packages',
      ],
      'python',
    );
    assert.deepEqual(await codeInsert(deps)(), {
      purpose: 'postgres',
      credential: 'clientSecret',
      language: 'python',
    });
    const code = inserted(deps);
    assert.match(code, new RegExp(`ClientSecretCredential\\("${tenant.id}", "${CLIENT}", os\\.environ`));
    assert.match(code, /host="orders\.postgres\.database\.azure\.com"/);
    assert.match(code, /user="\$\{2:<role name or user principal name>\}"/);
    assert.ok(deps.workbench.done.includes('import import psycopg'));
    await new Promise(setImmediate);
    assert.match(deps.workbench.done.at(-1)!, /^type python -m pip install "azure-identity>=/);
  });

  it('asks for the language without an editor that it speaks, and leaves the tenant open when asked to', async () => {
    const deps = bench(
      ['Go', 'Access token', 'Service principal with a client secret', 'Leave it open', 'Show Setup'],
      'markdown',
    );
    await codeInsert(deps)();
    assert.match(
      inserted(deps),
      /NewClientSecretCredential\(\n\t"\$\{1:<tenant id>\}", "\$\{2:<client id>\}"/,
    );
    await new Promise(setImmediate);
    assert.match(deps.workbench.done.at(-1)!, /^preview identity:\/Access%20token\/setup\.md/);
  });

  it('asks nothing that is given: from the row of an application', async () => {
    const deps = bench([undefined], 'typescript');
    await codeInsert(deps)({
      purpose: 'token',
      credential: 'clientSecret',
      tenant: tenant.id,
      clientId: CLIENT,
      values: { scope: 'https://graph.microsoft.com/.default' },
    });
    assert.match(inserted(deps), /getToken\('https:\/\/graph\.microsoft\.com\/\.default'\)/);
    assert.match(inserted(deps), new RegExp(CLIENT));
  });

  it('says which languages there are where this one has no code: code.noLanguage', async () => {
    const deps = bench([], 'yaml');
    await assert.rejects(
      codeInsert(deps)({ purpose: 'mailApplication', credential: 'clientSecret' }),
      (error) => IdentityError.is(error, 'code.noLanguage'),
    );
    await assert.rejects(codeInsert(bench([], 'yaml'))({ purpose: 'mailApplication' }), (error) =>
      IdentityError.is(error, 'code.noLanguage'),
    );
  });

  it('inserts nothing when dismissed', async () => {
    for (const answers of [
      [undefined],
      ['Access token', undefined],
      ['Access token', 'Service principal with a client secret', undefined],
    ]) {
      const deps = bench(answers, 'python');
      assert.equal(await codeInsert(deps)(), undefined);
      assert.deepEqual(deps.workbench.done, []);
    }
  });
});
