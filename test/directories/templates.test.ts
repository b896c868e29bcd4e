import assert from 'node:assert/strict';
import { utf8 } from '../../src/core/ldap/bytes.ts';
import { entryTemplates, templateEntry, type Answers } from '../../src/core/ldap/entryTemplates.ts';
import { DOMAIN } from '../servers/sambaAd.ts';
import { SUFFIX } from '../servers/slapd.ts';
import { asAdmin, asAdministrator, closeAll } from './opened.ts';
import { sambaAd, slapd } from './servers.ts';

const NUMBERS: Answers = { gidNumber: '4711' };

/** Every question answered, by a name that tries the escapes, a number, or an entry that is there. */
function answersOf(template: (typeof entryTemplates)[number], entry: string): Answers {
  let answers: Answers = {};
  for (const { attribute, kind, suggestion } of template.questions) {
    const name = attribute === 'sAMAccountName' ? `t-${template.id}`.slice(0, 20) : `T ${template.id}, + #1`;
    const answer = kind === 'entry' ? entry : (NUMBERS[attribute] ?? suggestion?.(answers) ?? name);
    answers = {
      ...answers,
      [attribute]: attribute === 'sAMAccountName' || attribute === 'mail' ? name : answer,
    };
  }
  return answers;
}

describe('templates of entries', () => {
  after(closeAll);

  for (const template of entryTemplates)
    it(`make what a server takes: ${template.title}`, async () => {
      const isAd = template.servers.every((kind) => kind === 'activeDirectory');
      const session = isAd ? await asAdministrator(await sambaAd()) : await asAdmin(await slapd());
      const base = isAd ? DOMAIN : SUFFIX;
      const person = isAd ? `CN=Administrator,CN=Users,${DOMAIN}` : `uid=ada,ou=people,${SUFFIX}`;
      const answers = {
        ...answersOf(template, person),
        ...(template.id === 'computer' ? { cn: 'TEMPLATEPC' } : {}),
      };
      const { dn, attributes } = templateEntry(template, answers, base);
      await session.add(dn, attributes);
      assert.ok(await session.compare(dn, 'objectClass', utf8(template.objectClasses[0] ?? '')));
      await session.delete(dn);
    });
});
