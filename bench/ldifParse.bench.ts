import { execFileSync } from 'node:child_process';
import { createReadStream, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { streamLdif } from '../src/core/ldap/ldif/read.ts';
import { writeEntry } from '../src/core/ldap/ldif/write.ts';
import { median } from './median.ts';

/**
 * How long the LDIF reader takes for a file of 110,000 people against OpenLDAP's `slapadd -u`, which reads and checks
 * it without writing. Both from the file, in turn.
 */
const ENTRIES = 110_000;
const REPEATS = 5;
const SUFFIX = 'dc=example,dc=org';
const folder = mkdtempSync(path.join(tmpdir(), 'ldif-bench-'));
const file = path.join(folder, 'people.ldif');
const bytes = (text: string) => new TextEncoder().encode(text);

function person(number: number): string {
  const attributes = {
    objectClass: ['top', 'person', 'organizationalPerson', 'inetOrgPerson'],
    uid: [`user${number}`],
    cn: [`Zoë Person ${number}`],
    sn: [`Person${number}`],
    mail: [`user${number}@example.org`],
    telephoneNumber: [`+1 408 555 ${number}`],
    description: [
      `Works in building ${number % 40} and likes long walks on the beach, sailing, and directories`,
    ],
  };
  return writeEntry({
    dn: `uid=user${number},ou=people,${SUFFIX}`,
    attributes: Object.entries(attributes).map(([name, values]) => ({ name, values: values.map(bytes) })),
  });
}

mkdirSync(path.join(folder, 'data'));
writeFileSync(
  path.join(folder, 'slapd.conf'),
  [
    ...['core', 'cosine', 'inetorgperson'].map((name) => `include /etc/ldap/schema/${name}.schema`),
    'modulepath /usr/lib/ldap',
    'moduleload back_mdb',
    'database mdb',
    `suffix "${SUFFIX}"`,
    `directory ${path.join(folder, 'data')}`,
    '',
  ].join('\n'),
);
const head = `dn: ${SUFFIX}\nobjectClass: dcObject\nobjectClass: organization\no: Example\ndc: example\n\ndn: ou=people,${SUFFIX}\nobjectClass: organizationalUnit\nou: people\n\n`;
writeFileSync(file, head + Array.from({ length: ENTRIES }, (_, number) => person(number)).join(''));
const megabytes = statSync(file).size / 1e6;

async function* chunks(): AsyncGenerator<Uint8Array> {
  for await (const chunk of createReadStream(file)) if (chunk instanceof Uint8Array) yield chunk;
}

const [ours, theirs]: [number[], number[]] = [[], []];
for (let repeat = 0; repeat < REPEATS; repeat++) {
  let count = 0;
  let started = performance.now();
  for await (const item of streamLdif(chunks())) if (item.kind === 'entry') count++;
  ours.push(performance.now() - started);
  if (count !== ENTRIES + 2) throw new Error(`${count} entries were read`);
  started = performance.now();
  execFileSync('/usr/sbin/slapadd', [
    '-u',
    '-q',
    '-f',
    path.join(folder, 'slapd.conf'),
    '-b',
    SUFFIX,
    '-l',
    file,
  ]);
  theirs.push(performance.now() - started);
}
rmSync(folder, { recursive: true });
const [mine, other] = [median(ours), median(theirs)];
const speed = (milliseconds: number) => `${((megabytes / milliseconds) * 1000).toFixed(1)} MB/s`;
console.log(
  `ldifParse ratio=${(mine / other).toFixed(2)} (ours ${speed(mine)}, slapadd -u ${speed(other)}, ${megabytes.toFixed(0)} MB)`,
);
