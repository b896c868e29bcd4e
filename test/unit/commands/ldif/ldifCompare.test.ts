import assert from 'node:assert/strict';
import { ldifCompare } from '../../../../src/commands/ldif/ldifCompare.ts';
import { ldifExport } from '../../../../src/commands/ldif/ldifExport.ts';
import { ldifImport } from '../../../../src/commands/ldif/ldifImport.ts';
import { utf8 } from '../../../../src/core/ldap/bytes.ts';
import { directorySchemas } from '../../../../src/core/ldap/directorySchemas.ts';
import { memoryFiles } from '../../../support/memoryFiles.ts';
import type { Answer } from '../../../support/scriptedPrompt.ts';
import { directoryBench, PEOPLE, type DirectoryBench } from '../directory/directoryBench.ts';

const ADA = `uid=ada,${PEOPLE}`;
const LEAD = `cn=Lead,${ADA}`;

describe('an LDIF snapshot', () => {
  let bench: DirectoryBench;
  let snapshot: string;
  beforeEach(async () => {
    bench = await directoryBench();
    const deps = window([undefined]);
    await ldifExport(deps)({ directory: 'sandbox', dn: PEOPLE });
    snapshot = deps.written.text;
  });
  afterEach(() => bench.close());

  function window(answers: readonly Answer[], texts: Readonly<Record<string, string>> = {}) {
    const { files, written } = memoryFiles(texts);
    const schemas = directorySchemas(bench.connections);
    return { ...bench.deps(answers), files, written, schemas, clock: { now: () => 0 } };
  }
  const inSandbox = { uri: 'file', directory: 'sandbox' } as const;
  const since = { ...inSandbox, direction: 'since' } as const;

  async function changeSome() {
    const session = await bench.session();
    await session.modify(ADA, [{ operation: 'replace', name: 'title', values: [utf8('Countess')] }]);
    await session.add(`ou=new,${PEOPLE}`, [{ name: 'objectClass', values: [utf8('organizationalUnit')] }]);
    await session.add(`cn=Lead,ou=new,${PEOPLE}`, [
      { name: 'objectClass', values: [utf8('person')] },
      { name: 'sn', values: [utf8('Lead')] },
    ]);
    await session.delete(`uid=pat,${PEOPLE}`);
  }

  it('that says the same as the directory says so, whatever the server keeps of its entries', async () => {
    const deps = window([undefined], { file: snapshot });
    assert.deepEqual(await ldifCompare(deps)(since), { added: 0, changed: 0, deleted: 0 });
    assert.deepEqual(deps.workbench.done, []);
    assert.match(deps.prompt.asked.at(-1) ?? '', /hold the same/);
  });

  it('tells what has changed since, in an order that can be imported', async () => {
    await changeSome();
    const deps = window(['What has changed since the snapshot'], { file: snapshot });
    assert.deepEqual(await ldifCompare(deps)(inSandbox), { added: 2, changed: 1, deleted: 1 });
    const [opened = ''] = deps.workbench.done;
    assert.deepEqual(
      [...opened.matchAll(/^dn: (.*)\nchangetype: (\w+)/gm)].map(([, dn, kind]) => `${kind} ${dn}`),
      [`add ou=new,${PEOPLE}`, `add cn=Lead,ou=new,${PEOPLE}`, `modify ${ADA}`, `delete uid=pat,${PEOPLE}`],
    );
    assert.match(opened, /^title: Countess$/m);
  });

  it('takes a directory back to it', async () => {
    await changeSome();
    const deps = window([], { file: snapshot });
    await ldifCompare(deps)({ ...inSandbox, direction: 'back' });
    const [opened = ''] = deps.workbench.done;
    const back = window(['Import', 'Stop at the first error', undefined], {
      file: opened.replace(/^text ldif /, ''),
    });
    const { made, failed } = (await ldifImport(back)(inSandbox)) ?? assert.fail();
    assert.deepEqual([made, failed], [4, 0]);
    const again = window([undefined], { file: snapshot });
    assert.deepEqual(await ldifCompare(again)(since), { added: 0, changed: 0, deleted: 0 });
  });

  it('is held against another file', async () => {
    const other = snapshot.replace(/^title: .*$/m, 'title: Another');
    const deps = window(['Another LDIF file…', 'What has changed since the snapshot'], {
      file: snapshot,
      '': other,
    });
    assert.deepEqual(await ldifCompare(deps)({ uri: 'file' }), { added: 0, changed: 1, deleted: 0 });
    assert.match(deps.workbench.done[0] ?? '', /replace: title\ntitle: Another/);
  });

  it('tells no passwords', async () => {
    const secret = `userPassword: a secret of the test\n`;
    const person = (uid: string, more: string) =>
      `dn: uid=${uid},${PEOPLE}\nobjectClass: person\nuid: ${uid}\n${more}\n`;
    const deps = window(['Another LDIF file…', 'What has changed since the snapshot'], {
      file: person('ada', ''),
      '': person('ada', secret) + person('new', secret),
    });
    assert.deepEqual(await ldifCompare(deps)({ uri: 'file' }), { added: 1, changed: 0, deleted: 0 });
    assert.doesNotMatch(deps.workbench.done[0] ?? '', /a secret|userPassword/);
  });

  it('of a subtree that is gone is told as deleted, from the bottom', async () => {
    const file = `dn: ou=gone,${PEOPLE}\nobjectClass: organizationalUnit\nou: gone\n\ndn: cn=x,ou=gone,${PEOPLE}\nobjectClass: person\ncn: x\nsn: x\n`;
    const deps = window([], { file });
    assert.deepEqual(await ldifCompare(deps)(since), { added: 0, changed: 0, deleted: 2 });
    assert.match(deps.workbench.done[0] ?? '', /dn: cn=x,ou=gone,[^]*dn: ou=gone,/);
  });

  it('is refused when it is none: changes, what cannot be read, the answer of a search', async () => {
    const refused = (file: string, code: string) =>
      assert.rejects(ldifCompare(window([], { file }))(since), { code });
    await refused(`dn: ${LEAD}\nchangetype: delete\n`, 'snapshot.change');
    await refused(`dn: ${LEAD}\nsn\n`, 'ldif.malformed');
    const scattered = Array.from({ length: 21 }, (_, at) => `dn: cn=${at},o=${at}\ncn: ${at}\n`);
    await refused(scattered.join('\n'), 'snapshot.scattered');
  });

  it('is left alone when the person leaves', async () => {
    for (const answers of [[undefined], ['A directory as it is now', undefined]])
      assert.equal(await ldifCompare(window(answers, { file: snapshot }))({ uri: 'file' }), undefined);
  });
});
