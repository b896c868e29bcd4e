import assert from 'node:assert/strict';
import { applicationExports } from '../../../../src/core/entra/applicationExports.ts';
import { applicationTemplates } from '../../../../src/core/entra/applicationTemplates.ts';
import { previewChange } from '../../../../src/core/entra/change.ts';
import { clientConfigurations } from '../../../../src/core/entra/clientConfigurations.ts';
import { expiryState, expiryText } from '../../../../src/core/entra/expiry.ts';
import { readApplication, type Platform } from '../../../../src/core/entra/application.ts';
import { federatedMismatches, federatedPresets } from '../../../../src/core/entra/federatedCredential.ts';
import { redirectUriProblem } from '../../../../src/core/entra/redirectUriRules.ts';
import { untranslated } from '../../../../src/core/explain.ts';

describe('redirect URI rules of Entra', () => {
  const fine: readonly (readonly [string, Platform])[] = [
    ['https://app.example.com/cb', 'web'],
    ['http://localhost', 'web'],
    ['http://127.0.0.1:8080/cb', 'publicClient'],
    ['http://localhost:5173', 'spa'],
    ['myapp://auth', 'publicClient'],
    ['urn:ietf:wg:oauth:2.0:oob', 'publicClient'],
    ['ms-appx-web://microsoft.aad.brokerplugin/5a4d', 'publicClient'],
    ['https://app.example.com/cb?tenant=1', 'web'],
  ];
  for (const [uri, platform] of fine)
    it(`takes ${uri} on ${platform}`, () => assert.equal(redirectUriProblem(uri, platform), undefined));

  const broken: readonly (readonly [string, Platform, string?])[] = [
    ['', 'web'],
    ['app.example.com/cb', 'web'],
    ['http://app.example.com/cb', 'web'],
    ['https://*.example.com/cb', 'web'],
    ['https://app.example.com/cb#x', 'spa'],
    ['myapp://auth', 'spa'],
    ['javascript:alert(1)', 'publicClient'],
    ['https://user:pass@app.example.com', 'web'],
    [`https://app.example.com/${'x'.repeat(256)}`, 'web'],
    ['https://app.example.com/(x)', 'web'],
    ['https://app.example.com/cb?x=1', 'web', 'AzureADandPersonalMicrosoftAccount'],
  ];
  for (const [uri, platform, audience] of broken)
    it(`refuses ${uri.slice(0, 50)} on ${platform}`, () =>
      assert.equal(typeof redirectUriProblem(uri, platform, audience), 'string'));
});

describe('the age of credentials', () => {
  const DAY = 24 * 3600 * 1000;
  it('warns thirty days before the end', () => {
    assert.equal(expiryState(DAY, 2 * DAY), 'expired');
    assert.equal(expiryState(NaN, 0), 'expired');
    assert.equal(expiryState(29 * DAY, 0), 'soon');
    assert.equal(expiryState(30 * DAY, 0), 'valid');
    assert.equal(expiryText(NaN, 0, untranslated), 'end unknown');
    assert.equal(expiryText(5 * DAY, 0, untranslated), '5 days left');
    assert.equal(expiryText(0, 5 * DAY, untranslated), 'expired 5 days ago');
  });
});

describe('federated credentials', () => {
  it('have the subjects that their issuers write', () => {
    const subject = (id: string, answers: Readonly<Record<string, string>>) =>
      federatedPresets.find((each) => each.id === id)!.make((name) => answers[name] ?? '').subject;
    assert.equal(
      subject('githubEnvironment', { repository: 'a/b', environment: 'prod' }),
      'repo:a/b:environment:prod',
    );
    assert.equal(subject('kubernetes', { namespace: 'n', account: 's' }), 'system:serviceaccount:n:s');
    assert.equal(
      subject('gitlab', { project: 'g/p', branch: 'main' }),
      'project_path:g/p:ref_type:branch:ref:main',
    );
    assert.equal(
      subject('terraform', { organization: 'o', project: 'p', workspace: 'w', phase: 'apply' }),
      'organization:o:project:p:workspace:w:run_phase:apply',
    );
  });

  it('are compared exactly: letter case and the last slash count', () => {
    const credential = {
      issuer: 'https://i/',
      subject: 'repo:a/b',
      audiences: ['api://AzureADTokenExchange'],
    };
    const token = { issuer: 'https://i', subject: 'repo:A/b', audiences: ['other'] };
    assert.deepEqual(
      federatedMismatches(credential, token).map(({ field, kind }) => `${field} ${kind}`),
      ['issuer slash', 'subject case', 'audience other'],
    );
    assert.deepEqual(federatedMismatches(credential, { ...credential }), []);
  });
});

describe('an app registration taken elsewhere', () => {
  const hostile = `O'Brien "x" \${y} %{z} \n $(rm)`;
  const resource = {
    id: 'object',
    appId: '5a4db0c5-0000-8000-a000-000000000001',
    displayName: hostile,
    signInAudience: 'AzureADMyOrg',
    identifierUris: ['api://5a4db0c5-0000-8000-a000-000000000001', 'https://shop.test'],
    web: { redirectUris: ['https://shop.test/cb'], logoutUrl: null, implicitGrantSettings: {} },
    spa: { redirectUris: [] },
    passwordCredentials: [{ keyId: 'k', hint: 'abc' }],
    appRoles: [
      {
        id: 'r',
        value: 'Read',
        displayName: 'Read',
        description: 'Read',
        isEnabled: true,
        allowedMemberTypes: ['User'],
      },
    ],
  };
  const exported = (id: string) => applicationExports.find((each) => each.id === id)!.make(resource);

  it('holds no secret, no id of the original and nothing empty', () => {
    for (const { make } of applicationExports) {
      const made = make(resource);
      assert.doesNotMatch(made, /passwordCredentials|"object"|5a4db0c5|logoutUrl|"spa"/);
      assert.match(made, /shop\.test\/cb/);
    }
    assert.ok(exported('graphJson').includes(JSON.stringify(hostile)));
  });

  it('keeps names from outside as text in every language', () => {
    assert.match(exported('bicep'), /displayName: 'O\\'Brien "x" \\\$\{y\} %\{z\} \\n \$\(rm\)'/);
    assert.match(exported('terraform'), /display_name\s+= "O'Brien \\"x\\" \$\$\{y\} %%\{z\} \\n \$\(rm\)"/);
    assert.match(exported('azureCli'), /O'\\''Brien/);
  });

  it('configures each library with client id and authority, and never with a secret', () => {
    const application = readApplication(resource)!;
    const subject = {
      application,
      tenantId: 'tenant',
      authority: 'https://login.test/tenant',
      redirectUri: 'https://shop.test/cb',
    };
    for (const { id, make } of clientConfigurations)
      assert.ok(make(subject).includes(application.clientId), id);
  });

  it('configures public clients without any secret', () => {
    const publicClient = { redirectUris: ['msauth://com.shop/x', 'msauth.com.shop://auth'] };
    const application = readApplication({
      ...resource,
      web: {},
      passwordCredentials: [],
      keyCredentials: [],
      publicClient,
    })!;
    const subject = { application, tenantId: 't', authority: 'https://login.test/t', redirectUri: 'x://y' };
    const made = new Map(clientConfigurations.map(({ id, make }) => [id, make(subject)]));
    for (const id of ['msalNode', 'msalPython', 'msalDotnet', 'msalJava'])
      assert.match(made.get(id)!, /PublicClientApplication(?![\s\S]*SECRET)/, id);
    assert.match(made.get('msalGo')!, /apps\/public"/);
    assert.match(made.get('msalAndroid')!, /msauth:\/\/com\.shop/);
    assert.match(made.get('msalApple')!, /msauth\.com\.shop/);
  });

  it('is previewed with long values cut', () => {
    const shown = previewChange({
      writes: [
        { method: 'PATCH', path: '/applications/1', body: { keyCredentials: [{ key: 'x'.repeat(5000) }] } },
      ],
    });
    assert.match(shown, /^PATCH \/applications\/1\n/);
    assert.ok(shown.length < 400);
  });

  it('begins from templates whose redirect URI is allowed', () => {
    for (const { id, platform, redirectUri, body } of applicationTemplates) {
      if (platform !== undefined) assert.equal(redirectUriProblem(redirectUri, platform), undefined, id);
      assert.equal(typeof body(redirectUri), 'object');
    }
  });
});
