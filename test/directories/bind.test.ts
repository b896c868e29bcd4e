import assert from 'node:assert/strict';
import { IdentityError, type ErrorCode } from '../../src/core/errors.ts';
import { explainInline } from '../../src/core/explain.ts';
import { UntrustedCertificate } from '../../src/core/ldap/certificateTrust.ts';
import { certificateAuthority } from '../servers/certificateAuthority.ts';
import { ADMINISTRATOR_PASSWORD } from '../servers/sambaAd.ts';
import { ADMIN, PASSWORD, SUFFIX } from '../servers/slapd.ts';
import { asAdmin, closeAll, open } from './opened.ts';
import { relay, tlsServer } from './relay.ts';
import { sambaAd, slapd } from './servers.ts';

const refused = (code: ErrorCode, text?: RegExp) => (error: unknown) => {
  assert.ok(IdentityError.is(error, code), `${String(error)} is not ${code}`);
  if (text !== undefined) assert.match(explainInline(error), text);
  return true;
};
const ADA = `uid=ada,ou=people,${SUFFIX}`;

describe('binding to OpenLDAP', () => {
  afterEach(closeAll);

  it('anonymously', async () => {
    const { url } = await slapd();
    const session = await open({ url });
    assert.equal(await session.whoAmI(), '');
    assert.deepEqual(session.server.namingContexts, [SUFFIX]);
    assert.equal(session.server.kind, 'openLdap');
  });

  it('simple with a DN over ldaps:', async () => {
    assert.equal(await (await asAdmin(await slapd())).whoAmI(), `dn:${ADMIN}`);
  });

  it('simple after StartTLS', async () => {
    const { url, authority } = await slapd();
    const session = await open(
      { url, startTls: true, ca: authority.file, bind: 'simple', user: ADA },
      PASSWORD,
    );
    assert.equal(await session.whoAmI(), `dn:${ADA}`);
  });

  it('SASL EXTERNAL with a client certificate', async () => {
    const { secureUrl, authority, client } = await slapd();
    const session = await open({
      url: secureUrl,
      ca: authority.file,
      bind: 'external',
      certificate: client.certificate,
      privateKey: client.key,
    });
    assert.equal(await session.whoAmI(), `dn:${ADA}`);
  });

  it('SASL EXTERNAL over a Unix socket', async () => {
    const { socketUrl } = await slapd();
    const session = await open({ url: socketUrl, bind: 'external' });
    assert.equal(await session.whoAmI(), `dn:${ADMIN}`);
  });

  it('SASL PLAIN, also for another identity', async () => {
    const { secureUrl, authority } = await slapd();
    const facts = { url: secureUrl, ca: authority.file, bind: 'plain', user: 'ada' } as const;
    assert.equal(await (await open(facts, PASSWORD)).whoAmI(), `dn:${ADA}`);
    const grace = `dn:uid=grace,ou=people,${SUFFIX}`;
    assert.equal(await (await open({ ...facts, authorizationId: grace }, PASSWORD)).whoAmI(), grace);
  });

  it('is refused with a wrong password', async () => {
    const { url } = await slapd();
    await assert.rejects(
      open({ url, bind: 'simple', user: ADA }, 'wrong'),
      refused('ldap.bindRefused', /unknown or the password is wrong/),
    );
  });

  it('never happens with an empty password', async () => {
    const { url } = await slapd();
    await assert.rejects(open({ url, bind: 'simple', user: ADA }, ''), refused('ldap.emptyPassword'));
  });
});

describe('trusting a directory', () => {
  afterEach(closeAll);

  it('shows the chain of an unknown authority, and takes the certificate once its fingerprint is trusted', async () => {
    const { secureUrl } = await slapd();
    const failure = await open({ url: secureUrl }).catch((error: unknown) => error);
    assert.ok(failure instanceof UntrustedCertificate);
    assert.match(failure.chain[0]?.subject ?? '', /slapd of the tests/);
    assert.match(failure.data.reason.toString(), /not known here|signature|signed/);
    const session = await open({ url: secureUrl }, '', [failure.chain[0]!.fingerprint]);
    assert.deepEqual(session.server.namingContexts, [SUFFIX]);
  });

  it('holds the certificate against the address that was dialled, with StartTLS too', async () => {
    const { url, port, authority } = await slapd();
    const other = url.replace('127.0.0.1', '127.0.0.2');
    assert.ok(other.endsWith(String(port)));
    const proxied = await relay('127.0.0.2', port);
    try {
      await assert.rejects(
        open({ url: `ldap://127.0.0.2:${proxied.port}`, startTls: true, ca: authority.file }),
        refused('ldap.certificateUntrusted', /another name/),
      );
    } finally {
      proxied.close();
    }
  });

  it('takes a certificate for the name the connection expects', async () => {
    const { secureUrl, authority } = await slapd();
    await open({ url: secureUrl, ca: authority.file, serverName: 'localhost' });
    await assert.rejects(
      open({ url: secureUrl, ca: authority.file, serverName: 'other.example.org' }),
      refused('ldap.certificateUntrusted', /another name/),
    );
  });

  it('refuses an expired certificate', async () => {
    const { folder, authority } = await slapd();
    const expired = await authority.issue('expired', {
      subject: 'CN=expired',
      addresses: ['127.0.0.1'],
      days: -1,
    });
    const server = await tlsServer(expired);
    try {
      await assert.rejects(
        open({ url: `ldaps://127.0.0.1:${server.port}`, ca: authority.file }),
        refused('ldap.certificateUntrusted', /has expired/),
      );
    } finally {
      server.close();
    }
    assert.ok(folder);
  });

  it('refuses a certificate of another authority than the one that is set', async () => {
    const { secureUrl, folder } = await slapd();
    const other = await certificateAuthority(folder, 'other');
    await assert.rejects(open({ url: secureUrl, ca: other.file }), refused('ldap.certificateUntrusted'));
  });

  it('says which file of a connection cannot be read', async () => {
    const { secureUrl } = await slapd();
    await assert.rejects(
      open({ url: secureUrl, ca: '/nowhere/ca.pem' }),
      refused('ldap.fileUnreadable', /nowhere/),
    );
  });
});

describe('binding to Active Directory', () => {
  afterEach(closeAll);

  it('with a UPN and with DOMAIN\\user, over TLS', async () => {
    const { secureUrl, authority } = await sambaAd();
    for (const user of ['administrator@ad.example.test', 'EXAMPLE\\administrator']) {
      const session = await open(
        { url: secureUrl, ca: authority.file, bind: 'simple', user },
        ADMINISTRATOR_PASSWORD,
      );
      assert.equal(session.server.kind, 'activeDirectory');
      assert.equal(session.server.defaultNamingContext, 'DC=ad,DC=example,DC=test');
    }
  });

  it('after StartTLS', async () => {
    const { url, authority } = await sambaAd();
    await open(
      { url, startTls: true, ca: authority.file, bind: 'simple', user: 'EXAMPLE\\administrator' },
      ADMINISTRATOR_PASSWORD,
    );
  });

  it('says in words why: a wrong password, and a connection in clear', async () => {
    const { secureUrl, url, authority } = await sambaAd();
    const user = 'EXAMPLE\\administrator';
    await assert.rejects(
      open({ url: secureUrl, ca: authority.file, bind: 'simple', user }, 'wrong'),
      refused('ldap.bindRefused', /password is wrong/),
    );
    await assert.rejects(
      open({ url, bind: 'simple', user }, ADMINISTRATOR_PASSWORD),
      refused('ldap.bindRefused', /protected connection/),
    );
  });
});
