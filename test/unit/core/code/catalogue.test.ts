import assert from 'node:assert/strict';
import { credentials, findCredential } from '../../../../src/core/code/credentials.ts';
import { allEntries, entriesOf, findEntry } from '../../../../src/core/code/entry.ts';
import { plainCode } from '../../../../src/core/code/fill.ts';
import { languages } from '../../../../src/core/code/languages.ts';
import { isPlaceholder, placeholders } from '../../../../src/core/code/placeholders.ts';
import { purposes } from '../../../../src/core/code/purposes.ts';
import { groups } from '../../../../src/core/code/catalogue.ts';
import { IdentityError } from '../../../../src/core/errors.ts';
import { sampleValues } from '../../../code/values.ts';

const entries = allEntries();
const unique = (values: readonly string[]) => assert.deepEqual([...new Set(values)], values);
const texts = [
  ...entries.map(({ body }) => body),
  ...entries.flatMap(({ setup }) => setup.map(({ code }) => code)),
];

describe('code catalogue', () => {
  it('names every purpose, credential and entry once', () => {
    unique(purposes.map(({ id }) => id));
    unique(purposes.map(({ prefix }) => prefix));
    unique(credentials.map(({ id }) => id));
    unique(credentials.map(({ prefix }) => prefix));
    unique(entries.map(({ id }) => id));
  });

  it('has purposes in every group, and uses every credential', () => {
    assert.deepEqual([...new Set(purposes.map(({ group }) => group))], [...groups]);
    const used = new Set(entries.map(({ credential }) => credential.id));
    assert.deepEqual(
      credentials.map(({ id }) => id).filter((id) => !used.has(id)),
      [],
    );
    for (const { ways } of purposes)
      for (const way of ways) for (const id of way.credentials) findCredential(id);
  });

  it('uses every placeholder, and no other', () => {
    const names = texts.flatMap((text) => [...text.matchAll(/«(\w+)»/g)].map(([, name]) => name!));
    assert.deepEqual(
      [...new Set(names)].filter((name) => !isPlaceholder(name)),
      [],
    );
    const used = new Set(names);
    // The scope is the purpose's own, and stands in the code of tokens only.
    assert.deepEqual(
      Object.keys(placeholders).filter((name) => !used.has(name)),
      [],
    );
  });

  it('asks a data plane for its own scope and nothing else', () => {
    for (const [group, scope] of [
      ['PostgreSQL', 'https://ossrdbms-aad.database.windows.net/.default'],
      ['Azure SQL', 'https://database.windows.net/.default'],
    ] as const)
      for (const purpose of purposes.filter((each) => each.group === group)) {
        assert.equal(purpose.scope, scope);
        for (const { body } of entriesOf(purpose))
          for (const [asked] of body.matchAll(/(?:https:\/\/|[0-9a-f-]{36})[\w./-]*\/\.default/g))
            assert.ok([scope, 'api://AzureADTokenExchange/.default'].includes(asked), asked);
      }
  });

  it('never weakens TLS, and never takes a list for get_token', () => {
    for (const text of texts)
      assert.doesNotMatch(
        text,
        /TrustServerCertificate=(?:true|yes)|trustServerCertificate: true|sslmode=(?:require|disable|prefer)|rejectUnauthorized: false|verify=False|InsecureSkipVerify|CERT_NONE|get_token\(\[|--insecure|curl -k\b/i,
      );
  });

  it('holds no secret, and passes none as a program argument', () => {
    for (const { id, body, language } of entries) {
      const { program } = plainCode(findEntry(named(id)), sampleValues);
      assert.doesNotMatch(program, /(?:password|secret|token)["']?\s*[:=]\s*["'][^"'«${<]{4,}["']/i, id);
      if (language === 'shell')
        assert.doesNotMatch(
          body,
          /(?:--header|--data(?:-urlencode)?|-H|-d|--user|-u|-P) "[^@"]*\$\{?(?:token|AZURE_CLIENT_SECRET|\w*PASSWORD|\w*SECRET)\b/,
          id,
        );
    }
  });

  it('is asked for by name, and says what there is instead: code.*', () => {
    const name = { purpose: 'postgres', credential: 'clientSecret', language: 'python' } as const;
    assert.match(findEntry(name).body, /sslmode="verify-full"/);
    const fails = (wrong: Partial<Parameters<typeof findEntry>[0]>, code: string, data: RegExp) =>
      assert.throws(
        () => findEntry({ ...name, ...wrong }),
        (error) => IdentityError.is(error) && error.code === code && data.test(JSON.stringify(error.data)),
      );
    fails({ purpose: 'oracle' }, 'code.unknownPurpose', /oracle/);
    fails({ credential: 'pat' }, 'code.noCredential', /clientSecret/);
    fails({ language: 'yaml' }, 'code.noLanguage', /Python, TypeScript, C#, Java, Go/);
  });

  it('speaks each of the five languages for tokens, PostgreSQL, SQL, Databricks, Key Vault, Storage, API Management and mail', () => {
    for (const id of [
      'token',
      'tokenReuse',
      'postgres',
      'sql',
      'sqlReadReplica',
      'sqlNamedReplica',
      'dedicatedPool',
      'synapseDedicated',
      'synapseServerless',
      'synapseDev',
      'databricksRest',
      'keyVaultSecret',
      'storageBlobs',
      'apimBearer',
      'apimKey',
      'apimMtls',
      'apimBasic',
      'mailDelegated',
      'mailApplication',
    ]) {
      const spoken = new Set(
        entriesOf(purposes.find((each) => each.id === id)!).map(({ language }) => language),
      );
      for (const { id: language } of languages.slice(0, 5))
        assert.ok(spoken.has(language), `${id} in ${language}`);
    }
  });

  function named(id: string) {
    const [purpose = '', credential = '', language = ''] = id.split('/');
    const found = languages.find((each) => each.id === language)!;
    return { purpose, credential, language: found.id };
  }
});
