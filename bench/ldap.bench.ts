/**
 * Reading a directory of 110,000 entries against OpenLDAP's own client, on one slapd in one run: the whole tree as
 * LDIF, by pages of 1,000 on either side, the first 500 of 100,000 children. Run with `--expose-gc` it also prints the live heap.
 */
import { execFile } from 'node:child_process';
import { open as openFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { promisify } from 'node:util';
import * as ldapts from 'ldapts';
import { TREE_ATTRIBUTES } from '../src/core/ldap/entryLooks.ts';
import { exportLdif } from '../src/core/ldap/exportLdif.ts';
import type { LdapSession } from '../src/core/ldap/session.ts';
import { closeAll, open } from '../test/directories/opened.ts';
import { ADMIN, ADMIN_PASSWORD, startSlapd, SUFFIX, type Slapd } from '../test/servers/slapd.ts';
import { median } from './median.ts';

const PEOPLE = 100_000;
const TEAMS = 400;
const TEAM = 25;
const RUNS = 5;

/** People in one unit, and teams with units of their own, every entry with what a person usually has. */
function largeLdif(people: number): string {
  const person = (uid: string, parent: string, at: number) => `dn: uid=${uid},${parent}
objectClass: inetOrgPerson
objectClass: posixAccount
uid: ${uid}
cn: Person Number ${at}
sn: Number ${at}
givenName: Person
mail: ${uid}@example.org
telephoneNumber: +41 44 ${100_000 + at}
title: Engineer ${at % 40}
uidNumber: ${10_000 + at}
gidNumber: ${1000 + (at % 50)}
homeDirectory: /home/${uid}
description: Entry ${at} of a directory made for measuring
`;
  const unit = (ou: string, parent: string) =>
    `dn: ou=${ou},${parent}\nobjectClass: organizationalUnit\nou: ${ou}\n`;
  const teams = Array.from({ length: TEAMS }, (_, team) => {
    const dn = `ou=team${team},ou=teams,${SUFFIX}`;
    return [
      unit(`team${team}`, `ou=teams,${SUFFIX}`),
      ...Array.from({ length: TEAM }, (__, at) => person(`t${team}m${at}`, dn, people + team * TEAM + at)),
    ].join('\n');
  });
  return [
    `dn: ${SUFFIX}\nobjectClass: organization\nobjectClass: dcObject\no: Example\ndc: example\n`,
    unit('people', SUFFIX),
    unit('teams', SUFFIX),
    ...Array.from({ length: people }, (_, at) => person(`u${at}`, `ou=people,${SUFFIX}`, at)),
    ...teams,
  ].join('\n');
}

const timed = async (run: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await run();
  return performance.now() - start;
};

const execute = promisify(execFile);
const ldapsearch = ({ url }: Slapd, ...args: readonly string[]) =>
  execute('sh', [
    '-c',
    'exec ldapsearch "$@" > /dev/null',
    'ldapsearch',
    ...['-x', '-LLL', '-H', url, '-D', ADMIN, '-w', ADMIN_PASSWORD, ...args],
  ]);

/** The whole tree as LDIF into a file, as the export command writes it. */
async function exported(session: LdapSession, file: string, peak?: (bytes: number) => void): Promise<number> {
  const out = await openFile(file, 'w');
  let written = 0;
  for await (const { bytes, count } of exportLdif(session, { base: SUFFIX, scope: 'sub' })) {
    await out.appendFile(bytes);
    if (peak !== undefined && Math.floor(count / 5000) > Math.floor(written / 5000)) {
      globalThis.gc?.();
      peak(process.memoryUsage().heapUsed);
    }
    written = count;
  }
  await out.close();
  return written;
}

/** The most processor time that this thread spends between two turns of the event loop, in milliseconds. */
async function longestTurn(run: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  const done = new AbortController();
  const turns = (async () => {
    while (!done.signal.aborted) {
      const before = process.threadCpuUsage();
      await nextTurn();
      const { user, system } = process.threadCpuUsage(before);
      longest = Math.max(longest, (user + system) / 1000);
    }
  })();
  await run();
  done.abort();
  await turns;
  return longest;
}

async function withLdapts({ url }: Slapd): Promise<void> {
  const client = new ldapts.Client({ url });
  await client.bind(ADMIN, ADMIN_PASSWORD);
  const pages = client.searchPaginated(SUFFIX, { scope: 'sub', paged: { pageSize: 1000 }, timeLimit: 600 });
  let count = 0;
  for await (const { searchEntries } of pages) count += searchEntries.length;
  if (count < PEOPLE) throw new Error(`ldapts read ${count} entries`);
  await client.unbind();
}

const signIn = (slapd: Slapd) => open({ url: slapd.url, bind: 'simple', user: ADMIN }, ADMIN_PASSWORD);

const slapd = await startSlapd({ ldif: largeLdif(PEOPLE) });
const small = await startSlapd({ ldif: largeLdif(0) });
const file = path.join(tmpdir(), `export-${process.pid}.ldif`);
try {
  const session = await signIn(slapd);
  const theirs: number[] = [];
  const ours: number[] = [];
  const plain: number[] = [];
  let longest = 0;
  let count = 0;
  for (let run = 0; run < RUNS; run++) {
    theirs.push(await timed(() => ldapsearch(slapd, '-b', SUFFIX, '-E', 'pr=1000/noprompt')));
    // One for each run: it would count the pause between two as a stop.
    const stall = monitorEventLoopDelay({ resolution: 5 });
    stall.enable();
    ours.push(await timed(async () => (count = await exported(session, file))));
    stall.disable();
    longest = Math.max(longest, stall.max / 1e6);
    plain.push(await timed(() => withLdapts(slapd)));
  }
  const [peer, own] = [median(theirs), median(ours)];
  console.log(
    `ldapExport ratio=${(own / peer).toFixed(2)} (${count} entries as LDIF in ${own.toFixed(0)} ms; ldapsearch ${peer.toFixed(0)} ms; ldapts without LDIF ${median(plain).toFixed(0)} ms)`,
  );
  const busy = await longestTurn(() => exported(session, file));
  console.log(
    `ldapStall ratio=${(busy / 50).toFixed(2)} of 50 ms (longest turn of the event loop while exporting: ${busy.toFixed(0)} ms of processor time; longest stop on this machine, whatever else ran on it, ${longest.toFixed(0)} ms)`,
  );

  const children = async () => {
    const pages = session.search({
      base: `ou=people,${SUFFIX}`,
      scope: 'one',
      attributes: TREE_ATTRIBUTES,
      pageSize: 500,
    });
    await pages.next();
    await pages.return?.();
  };
  const first: number[] = [];
  const limited: number[] = [];
  for (let run = 0; run < 15; run++) {
    limited.push(
      await timed(() =>
        ldapsearch(slapd, '-b', `ou=people,${SUFFIX}`, '-s', 'one', '-z', '500', ...TREE_ATTRIBUTES).catch(
          () => undefined,
        ),
      ),
    );
    first.push(await timed(children));
  }
  console.log(
    `ldapChildren ratio=${(median(first) / median(limited)).toFixed(2)} (first 500 of ${PEOPLE} in ${median(first).toFixed(1)} ms; ldapsearch -z 500 ${median(limited).toFixed(1)} ms)`,
  );

  const peakOf = async (server: Slapd) => {
    let peak = 0;
    await exported(await signIn(server), file, (bytes) => (peak = Math.max(peak, bytes)));
    return peak / 1e6;
  };
  if (globalThis.gc !== undefined) {
    const [few, many] = [await peakOf(small), await peakOf(slapd)];
    console.log(
      `ldapHeap ratio=${(many / few).toFixed(2)} (live heap ${few.toFixed(1)} MB at 10,000 entries, ${many.toFixed(1)} MB at 110,000)`,
    );
  }
} finally {
  closeAll();
  await Promise.all([slapd.stop(), small.stop(), rm(file, { force: true })]);
}
