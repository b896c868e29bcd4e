import assert from 'node:assert/strict';
import { IdentityError } from '../../../../../src/core/errors.ts';
import { findSlapd, type SlapdMachine } from '../../../../../src/platform/node/slapd/findSlapd.ts';

const machine = (
  platform: NodeJS.Platform,
  files: readonly string[],
  PATH = platform === 'win32' ? 'C:\\Windows' : '/usr/bin:/bin',
): SlapdMachine => ({
  platform,
  environment: { PATH },
  isProgram: (file) => Promise.resolve(files.includes(file)),
  isFile: (file) => Promise.resolve(files.includes(file)),
});

const CASES: readonly (readonly [string, SlapdMachine, string, string])[] = [
  [
    'Debian, whose slapd is on no PATH of a person',
    machine('linux', ['/usr/sbin/slapd', '/etc/ldap/schema/core.schema']),
    ...(['/usr/sbin/slapd', '/etc/ldap/schema'] as const),
  ],
  [
    'a build from source',
    machine('freebsd', ['/usr/local/libexec/slapd', '/usr/local/etc/openldap/schema/core.schema']),
    ...(['/usr/local/libexec/slapd', '/usr/local/etc/openldap/schema'] as const),
  ],
  [
    "Homebrew, before the system's old one",
    machine('darwin', [
      '/usr/libexec/slapd',
      '/etc/openldap/schema/core.schema',
      '/opt/homebrew/opt/openldap/libexec/slapd',
      '/opt/homebrew/etc/openldap/schema/core.schema',
    ]),
    ...(['/opt/homebrew/opt/openldap/libexec/slapd', '/etc/openldap/schema'] as const),
  ],
  [
    'Windows',
    machine('win32', ['C:\\OpenLDAP\\slapd.exe', 'C:\\OpenLDAP\\schema\\core.schema']),
    ...(['C:\\OpenLDAP\\slapd.exe', 'C:\\OpenLDAP\\schema'] as const),
  ],
  [
    'the PATH, before everything else',
    machine(
      'linux',
      ['/opt/own/sbin/slapd', '/opt/own/etc/openldap/schema/core.schema', '/usr/sbin/slapd'],
      'relative:/opt/own/sbin',
    ),
    ...(['/opt/own/sbin/slapd', '/opt/own/etc/openldap/schema'] as const),
  ],
];

describe('slapd', () => {
  for (const [place, given, program, schemaFolder] of CASES)
    it(`is found: ${place}`, async () => {
      assert.deepEqual(await findSlapd(given), { program, schemaFolder });
    });

  it('that is missing is said, with how it is installed there', async () => {
    const advice = async (platform: NodeJS.Platform) => {
      const error: unknown = await findSlapd(machine(platform, [])).catch((reason: unknown) => reason);
      assert.ok(IdentityError.is(error, 'slapd.missing'));
      return String(error.data.advice);
    };
    assert.match(await advice('linux'), /apt install slapd/);
    assert.match(await advice('darwin'), /brew install openldap/);
    assert.match(await advice('win32'), /C:\\OpenLDAP/);
  });

  it('is not taken from a folder the PATH names from where one happens to be', async () => {
    await assert.rejects(findSlapd(machine('linux', ['bin/slapd', 'slapd'], 'bin:.:')), (error) =>
      IdentityError.is(error, 'slapd.missing'),
    );
  });

  it('without its schema is said', async () => {
    await assert.rejects(findSlapd(machine('linux', ['/usr/sbin/slapd'])), (error) =>
      IdentityError.is(error, 'slapd.noSchema'),
    );
  });
});
