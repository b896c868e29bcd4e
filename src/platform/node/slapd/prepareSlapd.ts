import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { access, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { IdentityError } from '../../../core/errors.ts';
import { utf8 } from '../../../core/ldap/bytes.ts';
import { dnKey } from '../../../core/ldap/dn.ts';
import { attributeKey, textsOf, type Entry } from '../../../core/ldap/entry.ts';
import { writeEntry } from '../../../core/ldap/ldif/write.ts';
import { builtInParts, configurations } from '../../../core/ldap/slapd/configuration.ts';
import { contoso } from '../../../sandbox/directory/contoso.ts';
import { baseOf, seedEntries } from '../../../sandbox/ldap/seedEntries.ts';
import { createServerCertificate } from '../sandboxCertificates.ts';
import type { SlapdProgram } from './findSlapd.ts';

/** A slapd that only has to be started. */
export interface PreparedSlapd {
  readonly program: string;
  /** Without the address to listen at. */
  readonly args: readonly string[];
  readonly admin: string;
  readonly password: string;
  readonly authorityFile: string;
  /** PEM text of its certificate. */
  readonly certificate: string;
}

/** A profile of AppArmor that keeps slapd out of every folder but its own; Ubuntu has it. */
const APPARMOR_PROFILE = '/etc/apparmor.d/usr.sbin.slapd';

/**
 * Writes configuration, certificate and database with the people of the sandbox into an empty folder that nobody else
 * may read. Throws `slapd.failed` with what the program said.
 */
export async function prepareSlapd(
  { program, schemaFolder }: SlapdProgram,
  folder: string,
  passwordOf: (userPrincipalName: string) => string | undefined,
  signal: AbortSignal,
): Promise<PreparedSlapd> {
  const file = (name: string) => path.join(folder, name);
  const [authority, certificate, privateKey] = ['ca.pem', 'certificate.pem', 'key.pem'].map(file);
  const [configuration, people] = [file('slapd.conf'), file('people.ldif')];
  const suffix = baseOf(contoso);
  const admin = `cn=admin,${suffix}`;
  const password = randomBytes(18).toString('base64url');
  const pem = await createServerCertificate(Date.now());
  const entries = seedEntries(contoso, (user) => passwordOf(`${user}@${contoso.domain}`));
  await mkdir(file('data'), { mode: 0o700 });
  await Promise.all(
    [
      [authority, pem.authority],
      [certificate, pem.certificate],
      [privateKey, pem.privateKey],
    ].map(async ([name = '', content = '']) => writeFile(name, content, { mode: 0o600 })),
  );
  const tool = (...args: readonly string[]) => output(program, args, signal);
  const slashed = (name = '') => name.replaceAll('\\', '/');
  const facts = {
    schemaFolder: slashed(schemaFolder),
    folder: slashed(folder),
    ...{ suffix, admin, passwordHash: hashed(password) },
    tls: {
      authority: slashed(authority),
      certificate: slashed(certificate),
      privateKey: slashed(privateKey),
    },
  };
  const { said } = await tool('-VVV');
  let refusal = '';
  for (const { overlays, text } of configurations(facts, builtInParts(said))) {
    // The overlay fills memberOf only for groups that come later.
    const loaded = overlays.includes('memberof') ? withMemberOf(entries) : entries;
    await writeFile(configuration, text, { mode: 0o600 });
    await writeFile(people, loaded.map((entry) => writeEntry(withHashes(entry))).join(''), { mode: 0o600 });
    const tested = await tool('-Ttest', '-u', '-f', configuration);
    const added = tested.isDone ? await tool('-Tadd', '-f', configuration, '-l', people) : tested;
    if (added.isDone)
      return {
        program,
        args: ['-d', 'none', '-f', configuration],
        ...{ admin, password, authorityFile: authority ?? '', certificate: pem.certificate },
      };
    refusal ||= added.said;
  }
  throw await failure(refusal);
}

/** `slapd.failed` with what the program said and what helps. */
export async function failure(said: string): Promise<IdentityError<'slapd.failed'>> {
  const isConfined = await access(APPARMOR_PROFILE).then(
    () => true,
    () => false,
  );
  return new IdentityError('slapd.failed', {
    reason: said.trim() === '' ? 'It said nothing.' : said.trim().slice(-600),
    advice:
      isConfined && /permission denied/i.test(said)
        ? 'AppArmor keeps slapd in its own folders on this machine. Let it read others with "sudo aa-complain /usr/sbin/slapd", then start it again.'
        : 'Look at what it said. The program must be OpenLDAP 2.4 or later, with the backend mdb and TLS.',
  });
}

/** The entries with the groups they are in. */
function withMemberOf(entries: readonly Entry[]): readonly Entry[] {
  const groupsOf = new Map<string, Uint8Array[]>();
  for (const group of entries)
    for (const member of textsOf(group, 'member'))
      groupsOf.set(dnKey(member), [...(groupsOf.get(dnKey(member)) ?? []), utf8(group.dn)]);
  return entries.map((entry) => {
    const values = groupsOf.get(dnKey(entry.dn));
    return values === undefined
      ? entry
      : { ...entry, attributes: [...entry.attributes, { name: 'memberOf', values }] };
  });
}

/** The entry with its passwords as a server keeps them. */
function withHashes(entry: Entry): Entry {
  const decoder = new TextDecoder();
  return {
    ...entry,
    attributes: entry.attributes.map(({ name, values }) =>
      attributeKey(name) === 'userpassword'
        ? { name, values: values.map((value) => utf8(hashed(decoder.decode(value)))) }
        : { name, values },
    ),
  };
}

/** `{SSHA}` with a salt (slapd.conf(5), password-hash), which every OpenLDAP knows without a module. */
function hashed(password: string): string {
  const salt = randomBytes(8);
  const digest = createHash('sha1').update(password).update(salt).digest();
  return `{SSHA}${Buffer.concat([digest, salt]).toString('base64')}`;
}

/** What a program prints on both streams, and whether it says it is done. */
function output(
  program: string,
  args: readonly string[],
  signal: AbortSignal,
): Promise<{ readonly said: string; readonly isDone: boolean }> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { signal, windowsHide: true }, (error, stdout, stderr) => {
      if (error instanceof Error && error.name === 'AbortError') reject(error);
      else if (typeof error?.code === 'string') resolve({ said: error.message, isDone: false });
      else resolve({ said: stderr + stdout, isDone: error === null });
    });
  });
}
