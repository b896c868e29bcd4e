import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { allEntries } from '../../../../src/core/code/entry.ts';
import { installCommand, provedPackages } from '../../../../src/core/code/packages.ts';

const file = (name: string) =>
  readFileSync(path.join(import.meta.dirname, '../../../../test/code', name), 'utf8');

describe('packages of the catalogue', () => {
  it('are proved in the version that is installed', () => {
    const requirements = file('python/requirements.txt').toLowerCase();
    for (const [name, version] of Object.entries(provedPackages('python')))
      assert.match(requirements, new RegExp(`^${name}==${version}$`, 'm'));
    const npm = file('typescript/package.json');
    for (const [name, version] of Object.entries(provedPackages('typescript')))
      assert.ok(npm.includes(`"${name}": "${version}"`), name);
    const modules = file('go/go.mod');
    for (const [name, version] of Object.entries(provedPackages('go')))
      assert.ok(modules.includes(`${name} v${version}`), name);
    const pom = file('java/pom.xml');
    for (const [name, version] of Object.entries(provedPackages('java')))
      assert.ok(
        new RegExp(`<artifactId>${name.split(':')[1]!}</artifactId>\\s*<version>${version}</version>`).test(
          pom,
        ),
        name,
      );
  });

  it('have a version for each that Python, TypeScript and Java entries name', () => {
    for (const language of ['python', 'typescript', 'java'] as const)
      for (const { packages, id } of allEntries().filter((entry) => entry.language === language))
        for (const name of packages) assert.ok(name in provedPackages(language), `${name} of ${id}`);
  });

  it('are installed by one command', () => {
    assert.equal(
      installCommand('typescript', ['pg', '@types/pg']),
      'npm install pg@^8.23.1 @types/pg@^8.23.1',
    );
    assert.equal(installCommand('go', ['github.com/jackc/pgx/v5']), 'go get github.com/jackc/pgx/v5@v5.12.0');
    assert.equal(installCommand('java', ['org.postgresql:postgresql']), undefined);
    assert.equal(installCommand('python', []), undefined);
  });
});
