import assert from 'node:assert/strict';
import { ldifEditValue } from '../../../../src/commands/ldif/ldifEditValue.ts';
import { IdentityError } from '../../../../src/core/errors.ts';
import { untranslated } from '../../../../src/core/explain.ts';
import { encodeBase64 } from '../../../../src/core/ldap/base64.ts';
import { readableAttribute } from '../../../../src/core/ldap/values/readable.ts';
import { recordingWorkbench, scriptedPrompt, type Answer } from '../../../support/scriptedPrompt.ts';

const TEXT =
  'dn: cn=a\n# userAccountControl: NORMAL_ACCOUNT\nuserAccountControl: 512\ncn: a\nlogonHours:: ////////////////////////////\n';
const deps = (answers: readonly Answer[]) => ({
  workbench: recordingWorkbench({ texts: { doc: TEXT } }),
  prompt: scriptedPrompt(answers),
  translate: untranslated,
});

describe('editing a value of LDIF in words', () => {
  it('writes the number of flags, and the comment above anew', async () => {
    const window = deps(['NORMAL_ACCOUNT | DONT_EXPIRE_PASSWORD']);
    await ldifEditValue(window)({ uri: 'doc', line: 2 });
    assert.deepEqual(window.workbench.done, [
      'edit doc 9-70 # userAccountControl: NORMAL_ACCOUNT | DONT_EXPIRE_PASSWORD\nuserAccountControl: 66048\n',
    ]);
    assert.equal(TEXT.slice(9, 70), '# userAccountControl: NORMAL_ACCOUNT\nuserAccountControl: 512\n');
  });

  it('writes octets in base64', async () => {
    const window = deps(['Mon 8-18']);
    await ldifEditValue(window)({ uri: 'doc', line: 4 });
    assert.match(window.workbench.done[0] ?? '', /\d logonHours:: AAAAAP8D/);
  });

  it('writes the lines above anew of what is told in several, and knows attributes by their syntax', async () => {
    const made = (sddl: string) =>
      encodeBase64(readableAttribute('nTSecurityDescriptor')?.format.write?.(sddl) ?? assert.fail());
    const text = `dn: cn=a\n# own: owner Administrators\n#   allow Everyone: read every attribute (this entry only)\nown:: ${made('O:BAD:(A;;RP;;;WD)')}\n`;
    const window = {
      workbench: recordingWorkbench({ texts: { doc: text } }),
      prompt: scriptedPrompt(['O:BA D:(A;;RP;;;AU)']),
      translate: untranslated,
    };
    await ldifEditValue(window)({ uri: 'doc', line: 3, syntax: '1.2.840.113556.1.4.907' });
    assert.deepEqual(window.workbench.done, [
      `edit doc 9-${text.length} # own: owner Administrators\n#   allow Authenticated Users: read every attribute (this entry only)\nown:: ${made('O:BAD:(A;;RP;;;AU)')}\n`,
    ]);
  });

  it('changes nothing when dismissed, and says where it cannot be used', async () => {
    const window = deps([undefined]);
    await ldifEditValue(window)({ uri: 'doc', line: 2 });
    assert.deepEqual(window.workbench.done, []);
    for (const line of [0, 3, 99])
      await assert.rejects(ldifEditValue(deps([]))({ uri: 'doc', line }), (error) =>
        IdentityError.is(error, 'ldif.noValue'),
      );
    await assert.rejects(ldifEditValue(deps([]))(), (error) => IdentityError.is(error, 'ldif.noValue'));
  });
});
