import assert from 'node:assert/strict';
import { claimMeanings, explainClaim, explainHeader } from '../../../../src/core/jwt/claims.ts';
import { cautions } from '../../../../src/core/jwt/claims/claim.ts';
import { headerParameters } from '../../../../src/core/jwt/claims/header.ts';
import { sourceUrl } from '../../../../src/core/jwt/claims/sources.ts';
import { claimNote } from '../../../../src/core/jwt/claimNote.ts';
import { directoryRoles } from '../../../../src/core/jwt/directoryRoles.ts';
import { timeText } from '../../../../src/core/jwt/timeText.ts';
import { tokenKinds } from '../../../../src/core/jwt/tokenKinds.ts';
import { nameOf, wellKnownApplications } from '../../../../src/core/jwt/valueNames.ts';
import { accessV1App, accessV2, idToken, NOW } from './tokens.ts';

describe('explaining claims', () => {
  it('knows every claim of ordinary Entra tokens', () => {
    for (const name of Object.keys({ ...accessV1App, ...accessV2, ...idToken }))
      assert.ok(explainClaim(name), name);
    for (const name of ['typ', 'alg', 'kid', 'x5t', 'nonce']) assert.ok(explainHeader(name), name);
    assert.ok(explainClaim('extension_department'));
    assert.equal(explainClaim('toString'), undefined);
  });

  it('says each thing once, as sentences, with a source that can be opened', () => {
    for (const list of [claimMeanings, headerParameters]) {
      for (const { name, meaning, source, caution } of list) {
        assert.match(meaning, /^[A-Za-z].*[.]$/s, name);
        assert.ok(sourceUrl(source)?.startsWith('https://'), `${name}: ${source}`);
        if (caution !== undefined) assert.ok(cautions[caution]);
      }
      assert.equal(new Set(list.map(({ name }) => name)).size, list.length);
    }
    for (const { source } of tokenKinds) assert.ok(sourceUrl(source)?.startsWith('https://'), source);
  });

  it('pairs v1 and v2 names both ways', () => {
    for (const { name, twin } of claimMeanings)
      if (twin !== undefined) assert.equal(explainClaim(twin)?.twin, name);
  });

  it('warns of claims that must not decide access, and of those that are internal', () => {
    for (const name of ['email', 'upn', 'preferred_username', 'unique_name', 'name'])
      assert.equal(explainClaim(name)?.caution, 'mutable', name);
    for (const name of ['aio', 'rh', 'xms_ftd']) assert.equal(explainClaim(name)?.caution, 'opaque', name);
  });
});

describe('naming values', () => {
  it('has only GUIDs as ids', () => {
    for (const id of [...Object.keys(directoryRoles), ...Object.keys(wellKnownApplications)])
      assert.match(id, /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/);
  });

  it('names roles, applications, authentication and relations', () => {
    assert.equal(nameOf('wids', '62e90394-69f5-4237-9190-012177145e10'), 'Global Administrator');
    assert.equal(nameOf('azp', '04b07795-8ddb-461a-bbee-02f9e1bf7b46'), 'Azure CLI');
    assert.equal(nameOf('azpacr', '2'), 'certificate or federated assertion');
    assert.equal(nameOf('aud', 'https://vault.azure.net/'), 'Azure Key Vault');
    assert.equal(nameOf('xms_idrel', '16'), undefined);
    assert.equal(nameOf('azpacr', 'constructor'), undefined);
    assert.equal(nameOf('constructor', 'name'), undefined);
  });

  it('notes times and names behind claims', () => {
    const times = timeText('en-GB');
    const note = (name: string, source: string) => claimNote(name, source, NOW * 1000, times);
    assert.match(note('exp', String(NOW + 3600)) ?? '', /2026.*\(in 60 minutes\)$/);
    assert.match(note('iat', String(NOW - 86_400 * 5)) ?? '', /\(5 days ago\)$/);
    assert.equal(note('exp', '1e300'), undefined);
    assert.equal(note('exp', '"x"'), undefined);
    assert.equal(note('xms_idrel', '"1 16"'), '1: member');
    assert.equal(note('sub', '"x"'), undefined);
  });
});
