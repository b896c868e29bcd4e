import assert from 'node:assert/strict';
import { codeInsert } from '../../../../src/commands/code/codeInsert.ts';
import { untranslated } from '../../../../src/core/explain.ts';
import { IdentityError } from '../../../../src/core/errors.ts';
import { newDirectory, type Directory } from '../../../../src/core/ldap/directory.ts';
import { directoryConnections } from '../../../../src/core/ldap/directoryConnections.ts';
import type { Tenant } from '../../../../src/core/oauth/model.ts';
import { recordingWorkbench, scriptedPrompt, type Answer } from '../../../support/scriptedPrompt.ts';

const tenant: Tenant = {
  id: '5a4db0c5-c047-4050-8c0a-7e4a47000001',
  name: 'Contoso',
  kind: 'entra',
  authority: 'https://login.microsoftonline.com/5a4db0c5-c047-4050-8c0a-7e4a47000001/v2.0',
};
const CLIENT = '11111111-2222-3333-4444-555555555555';

function bench(answers: readonly Answer[], language?: string, directories: readonly Directory[] = []) {
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
    directories: {
      list: () => Promise.resolve({ directories, problems: [] }),
      find: () => assert.fail('no directory is looked for'),
      onDidChange: () => ({ dispose: () => {} }),
      add: () => Promise.resolve(),
      remove: () => Promise.resolve(),
    },
    connections: directoryConnections(() => assert.fail('nothing connects')),
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
    assert.match(deps.workbench.done.at(-1)!, /^preview identity:\/\/setup\/Access%20token\.md/);
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

  it('takes server, user and base from a connection of the Directories view', async () => {
    const facts = { bind: 'simple', startTls: true, bases: ['dc=corp,dc=example'] } as const;
    const listed = [
      newDirectory({
        ...facts,
        id: 'a',
        name: 'Corp',
        url: 'ldap://dc1.corp.example',
        user: 'ada@corp.example',
      }),
      newDirectory({ ...facts, id: 'b', name: 'Quoted', url: 'ldap://dc2.corp.example', user: 'CORP\\"ada' }),
      newDirectory({ ...facts, id: 'c', name: 'Elsewhere', url: 'ldap://dc3.corp.example:10389' }),
      newDirectory({
        ...facts,
        startTls: false,
        id: 'e',
        name: 'TLS',
        url: 'ldaps://dc4.corp.example:10636',
      }),
      newDirectory({ ...facts, id: 'd', name: 'Socket', url: 'ldapi://%2Frun%2Fldapi' }),
    ];
    const target = { purpose: 'ldapSearch', credential: 'ldapStartTls', values: { ldapFilter: '(cn=a)' } };
    const corp = bench(['Corp', undefined], 'python', listed);
    await codeInsert(corp)(target);
    const code = inserted(corp);
    for (const value of [
      'Server("ldap://dc1.corp.example:389"',
      'user="ada@corp.example"',
      '"dc=corp,dc=example"',
    ])
      assert.ok(code.includes(value), `${value} in ${code}`);
    const quoted = bench(['Quoted', undefined], 'python', listed);
    await codeInsert(quoted)(target);
    // Escaped for Python, then for a snippet.
    assert.ok(inserted(quoted).includes(String.raw`user="CORP\\\\\\"ada"`), inserted(quoted));
    await assert.rejects(
      codeInsert(bench(['Socket'], 'python', listed))(target),
      /offers Corp, Quoted, Elsewhere, TLS, Another/,
    );
    const another = bench(['Another server…', 'ldap.example.org', undefined], 'python', listed);
    await codeInsert(another)(target);
    assert.match(inserted(another), /Server\("ldap:\/\/ldap\.example\.org:\$\{1\|389,3268\|\}"/);
    assert.equal(await codeInsert(bench([undefined], 'python', listed))(target), undefined);
  });

  it('takes the port of a connection where the code connects alike, and asks for the port elsewhere', async () => {
    const facts = { bind: 'simple', user: 'cn=a', bases: ['dc=a'] } as const;
    const listed = [
      newDirectory({
        ...{ ...facts, id: 'a', name: 'StartTLS', url: 'ldap://dc3.corp.example:10389', startTls: true },
      }),
      newDirectory({ ...facts, id: 'b', name: 'TLS', url: 'ldaps://dc4.corp.example:10636' }),
    ];
    const code = async (language: string, credential: string, name: string) => {
      const deps = bench([name, undefined], language, listed);
      await codeInsert(deps)({ purpose: 'ldapSearch', credential, values: { ldapFilter: '(cn=a)' } });
      return inserted(deps);
    };
    for (const language of ['python', 'typescript']) {
      assert.match(await code(language, 'ldapStartTls', 'StartTLS'), /ldap:\/\/dc3\.corp\.example:10389["']/);
      assert.match(await code(language, 'ldaps', 'TLS'), /ldaps:\/\/dc4\.corp\.example:10636["']/);
      assert.match(
        await code(language, 'ldaps', 'StartTLS'),
        /ldaps:\/\/dc3\.corp\.example:\$\{1\|636,3269\|\}["']/,
      );
    }
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
