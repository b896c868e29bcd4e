import assert from 'node:assert/strict';
import { builtInParts, configurations } from '../../../../../src/core/ldap/slapd/configuration.ts';

const DEBIAN = `@(#) $OpenLDAP: slapd 2.5.13+dfsg-5 (Feb  8 2023 01:56:12) $
\tDebian OpenLDAP Maintainers <pkg-openldap-devel@lists.alioth.debian.org>

Included static backends:
    config
    ldif
    monitor
`;
const OWN_BUILD = `Included static overlays:\r
    syncprov\r
    memberof\r
    sssvlv\r
Included static backends:\r
    config\r
    ldif\r
    mdb\r
`;
const FACTS = {
  schemaFolder: 'C:/OpenLDAP/schema',
  folder: 'C:/Users/Ada "the first"/slapd',
  suffix: 'dc=example,dc=org',
  admin: 'cn=admin,dc=example,dc=org',
  passwordHash: '{SSHA}hash',
  tls: { authority: '/t/ca.pem', certificate: '/t/certificate.pem', privateKey: '/t/key.pem' },
};

describe('the configuration of a local slapd', () => {
  const written = (version: string) => configurations(FACTS, builtInParts(version)).map(({ text }) => text);

  it('loads as modules what is not part of the program', () => {
    assert.deepEqual([...builtInParts(DEBIAN)], ['config', 'ldif', 'monitor']);
    const [best = '', least = ''] = written(DEBIAN);
    assert.match(best, /^moduleload back_mdb\nmoduleload memberof\nmoduleload sssvlv\n/m);
    assert.match(best, /^database monitor$/m);
    assert.match(least, /^moduleload back_mdb\n/m);
    assert.doesNotMatch(least, /memberof|sssvlv/);
  });

  it('loads nothing where all is built in, and asks for no monitor where there is none', () => {
    const [best = ''] = written(OWN_BUILD);
    assert.doesNotMatch(best, /moduleload|monitor/);
    assert.match(best, /^overlay memberof\noverlay sssvlv$/m);
  });

  it('takes folders with spaces and quotes, and holds no password', () => {
    const [best = ''] = written(DEBIAN);
    assert.match(best, /^directory "C:\/Users\/Ada \\"the first\\"\/slapd\/data"$/m);
    assert.match(best, /^rootpw \{SSHA\}hash$/m);
  });
});
