import assert from 'node:assert/strict';
import { findEntry } from '../../../../src/core/code/entry.ts';
import { plainCode, snippetCode } from '../../../../src/core/code/fill.ts';
import { findLanguage } from '../../../../src/core/code/languages.ts';
import { placeImports } from '../../../../src/core/code/placeImports.ts';
import { encodeSetup, setupDocument } from '../../../../src/core/code/setupDocument.ts';
import { IdentityError } from '../../../../src/core/errors.ts';

const secret = { purpose: 'postgres', credential: 'clientSecret', language: 'python' } as const;

describe('filling in connection code', () => {
  it('fills what is known and leaves a tab stop for the rest, the same one for the same placeholder', () => {
    const { body } = snippetCode(findEntry(secret), { tenantId: '5a4db0c5-c047-4050-8c0a-7e4a47000001' });
    assert.match(
      body,
      /ClientSecretCredential\("5a4db0c5-c047-4050-8c0a-7e4a47000001", "\$\{1:<client id>\}"/,
    );
    assert.match(body, /host="\$\{2:<server>\.postgres\.database\.azure\.com\}"/);
    assert.match(body, /\$0\n$/);
  });

  it('offers a choice where there is one', () => {
    const { body } = snippetCode(findEntry({ ...secret, purpose: 'token' }), {});
    assert.match(body, /"\$\{3\|https:\/\/graph\.microsoft\.com\/\.default,https:[^|]*\|\}"/);
  });

  it('escapes what a snippet would take for its own: $, } and backslash', () => {
    const { program } = snippetCode(findEntry({ ...secret, language: 'shell' }), {});
    assert.match(program, /PGPASSWORD=\\\$token/);
  });

  it('keeps hostile text from tenants inside its string', () => {
    const bindDn = `cn=o'hara "x"\\, dc=x\n";import os;os.system("x")`;
    const python = plainCode(findEntry({ purpose: 'ldapBind', credential: 'ldaps', language: 'python' }), {
      bindDn,
    }).body;
    assert.match(python, /user="cn=o'hara \\"x\\"\\\\, dc=x\\";import os;os.system\(\\"x\\"\)",/);
    const typescript = plainCode(
      findEntry({ purpose: 'ldapBind', credential: 'ldaps', language: 'typescript' }),
      { bindDn: "x' + process.exit() + `${1}`" },
    ).body;
    assert.match(typescript, /'x\\' \+ process\.exit\(\) \+ \\`\\\$\{1\}\\`'/);
  });

  it('refuses a value that would end a connection string: code.misshapen', () => {
    const entry = findEntry({ purpose: 'sql', credential: 'default', language: 'csharp' });
    for (const values of [{ database: 'x;TrustServerCertificate=true' }, { sqlServer: 'evil;x' }])
      assert.throws(
        () => plainCode(entry, values),
        (error) => IdentityError.is(error, 'code.misshapen'),
      );
  });

  it('places imports after those of the file, and only those it lacks', () => {
    const { isImport, isPreamble } = findLanguage('python');
    const python = { isImport, isPreamble };
    assert.deepEqual(
      placeImports(
        ['#!/usr/bin/env python', 'import os', '', 'print(1)'],
        ['import os', 'import ssl'],
        python,
      ),
      { line: 2, text: 'import ssl\n' },
    );
    assert.deepEqual(placeImports(['print(1)'], ['import ssl'], python), { line: 0, text: 'import ssl\n\n' });
    assert.equal(placeImports(['import ssl'], ['import ssl'], python), undefined);
    const go = ['package main', '', 'import (', '\t"context"', ')', '', 'func main() {}'];
    assert.deepEqual(placeImports(go, ['import "context"', 'import "fmt"'], findLanguage('go')), {
      line: 5,
      text: 'import "fmt"\n',
    });
  });

  it('merges names of one module, and wraps a whole program', () => {
    const { program } = plainCode(findEntry({ ...secret, purpose: 'tokenReuse' }), {});
    assert.match(
      program,
      /^import os\n\nfrom azure\.identity import ClientSecretCredential, get_bearer_token_provider\n/,
    );
    const go = plainCode(findEntry({ ...secret, language: 'go' }), {}).program;
    assert.match(go, /^package main\n\nimport \(\n\t"context"\n\t"fmt"\n\t"log"\n\t"os"\n\n/);
    assert.match(go, /func main\(\) \{\n\tctx := context\.Background\(\)\n/);
  });

  it('documents packages, grants, pitfalls and sources', () => {
    const text = setupDocument(encodeSetup(secret, { databaseUser: 'orders-api' }));
    assert.match(text, /python -m pip install "azure-identity>=[\d.]+" "psycopg\[binary\]>=[\d.]+"/);
    assert.match(text, /pgaadauth_create_principal\('orders-api', false, false\)/);
    assert.match(text, /az ad app credential reset/);
    assert.match(text, /- Verify the server \(verify-full\)/);
    const java = setupDocument(encodeSetup({ ...secret, language: 'java' }, {}));
    assert.match(java, /<artifactId>azure-identity<\/artifactId>\n {2}<version>[\d.]+</);
  });
});
