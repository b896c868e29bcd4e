import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { certificates } from '../../../../../src/platform/node/certificates.ts';
import { readableValue } from '../../../../../src/core/ldap/values/readable.ts';
import { readCertificate } from '../../../../../src/core/ldap/values/certificate.ts';

describe('certificates as values (RFC 5280)', () => {
  it('tells subject, issuer, validity and serial number as Node does', async () => {
    const made = await certificates.make('ada example', 30);
    assert.ok(made.certificate !== undefined);
    const node = new X509Certificate(made.certificate);
    const facts = readCertificate(new Uint8Array(node.raw));
    assert.equal(facts?.subject, 'CN=ada example');
    assert.equal(facts.issuer, 'CN=ada example');
    assert.equal(Date.parse(facts.until), Date.parse(node.validTo));
    assert.equal(Date.parse(facts.from), Date.parse(node.validFrom));
    assert.equal(BigInt(`0x${facts.serial}`), BigInt(`0x${node.serialNumber}`));
    assert.match(
      readableValue('userCertificate;binary', new Uint8Array(node.raw)) ?? '',
      /^CN=ada example, issued by/,
    );
    for (let end = 0; end < node.raw.length; end += 7)
      readCertificate(new Uint8Array(node.raw.subarray(0, end)));
    for (let at = 0; at < node.raw.length; at++) {
      const changed = new Uint8Array(node.raw);
      changed[at] = 255;
      readCertificate(changed);
    }
  });
});
