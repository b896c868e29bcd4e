import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import { IdentityError } from '../../../core/errors.ts';
import type { Environment } from '../../../core/oauth/flow.ts';

/** The machine as far as finding slapd goes. */
export interface SlapdMachine {
  readonly platform: NodeJS.Platform;
  readonly environment: Environment;
  /** Whether there is a file that may be run. */
  readonly isProgram: (file: string) => Promise<boolean>;
  readonly isFile: (file: string) => Promise<boolean>;
}

/** slapd, and the folder of its schema files. */
export interface SlapdProgram {
  readonly program: string;
  readonly schemaFolder: string;
}

/** Where packages put slapd, which is seldom on a person's PATH. */
const FOLDERS: Readonly<Record<'darwin' | 'win32' | 'other', readonly string[]>> = {
  darwin: [
    '/opt/homebrew/opt/openldap/libexec',
    '/usr/local/opt/openldap/libexec',
    '/opt/local/libexec',
    '/usr/local/libexec',
    '/usr/libexec',
  ],
  win32: ['C:\\OpenLDAP', 'C:\\Program Files\\OpenLDAP', 'C:\\Program Files (x86)\\OpenLDAP'],
  other: [
    '/usr/sbin',
    '/usr/local/sbin',
    '/usr/libexec',
    '/usr/local/libexec',
    '/usr/lib/openldap',
    '/opt/symas/lib',
    '/home/linuxbrew/.linuxbrew/opt/openldap/libexec',
  ],
};

/** Where the schema files are, beside their program or where systems keep settings. */
const SCHEMA_FOLDERS = ['schema', '../etc/openldap/schema', '../../etc/openldap/schema', '../etc/schema'];
const SYSTEM_SCHEMA_FOLDERS = [
  '/etc/ldap/schema',
  '/etc/openldap/schema',
  '/usr/local/etc/openldap/schema',
  '/opt/homebrew/etc/openldap/schema',
  '/opt/local/etc/openldap/schema',
  '/opt/symas/etc/openldap/schema',
];

const ADVICE: Readonly<Record<'darwin' | 'win32' | 'other', string>> = {
  darwin: 'Install it with "brew install openldap", then start it again.',
  win32:
    'Install OpenLDAP for Windows into C:\\OpenLDAP, or open this folder in WSL and install slapd there.',
  other:
    'Install it (Debian, Ubuntu: apt install slapd; Fedora: dnf install openldap-servers; Arch: pacman -S openldap; Alpine: apk add openldap openldap-back-mdb), then start it again.',
};

/** This machine. */
export const thisMachine: SlapdMachine = {
  platform: process.platform,
  environment: process.env,
  isProgram: async (file) => may(file, constants.X_OK),
  isFile: async (file) => may(file, constants.R_OK),
};

async function may(file: string, mode: number): Promise<boolean> {
  return access(file, mode).then(
    () => true,
    () => false,
  );
}

/** slapd of the PATH, else where packages put it. Throws `slapd.missing` and `slapd.noSchema`. */
export async function findSlapd(machine: SlapdMachine): Promise<SlapdProgram> {
  const { platform, environment, isProgram, isFile } = machine;
  const isWindows = platform === 'win32';
  const kind = platform === 'darwin' || isWindows ? platform : 'other';
  const { join, dirname, delimiter, isAbsolute } = isWindows ? path.win32 : path.posix;
  const onPath = (environment['PATH'] ?? environment['Path'] ?? '').split(delimiter).filter(isAbsolute);
  const name = isWindows ? 'slapd.exe' : 'slapd';
  const program = await firstOf(
    [...onPath, ...FOLDERS[kind]].map((folder) => join(folder, name)),
    isProgram,
  );
  if (program === undefined)
    throw new IdentityError('slapd.missing', { folders: FOLDERS[kind].join(', '), advice: ADVICE[kind] });
  const folders = [
    ...SCHEMA_FOLDERS.map((folder) => join(dirname(program), folder)),
    ...(isWindows ? [] : SYSTEM_SCHEMA_FOLDERS),
  ];
  const schemaFolder = await firstOf(folders, async (folder) => isFile(join(folder, 'core.schema')));
  if (schemaFolder === undefined)
    throw new IdentityError('slapd.noSchema', { program, folders: folders.join(', ') });
  return { program, schemaFolder };
}

async function firstOf(
  places: readonly string[],
  fits: (place: string) => Promise<boolean>,
): Promise<string | undefined> {
  for (const place of places) if (await fits(place)) return place;
  return undefined;
}
