import assert from 'node:assert/strict';
import { policyEvaluate } from '../../../../src/commands/policy/policyEvaluate.ts';
import { policyGenerate } from '../../../../src/commands/policy/policyGenerate.ts';
import { policyOpenDiagram } from '../../../../src/commands/policy/policyOpenDiagram.ts';
import { policyMermaid, policyPlantUml } from '../../../../src/core/apim/diagram.ts';
import type { PolicyReport } from '../../../../src/core/apim/evaluate/report.ts';
import { lintPolicy } from '../../../../src/core/apim/lint.ts';
import { IdentityError } from '../../../../src/core/errors.ts';
import { untranslated } from '../../../../src/core/explain.ts';
import { text } from '../../../../src/core/json.ts';
import { numberedHistory } from '../../../../src/core/numberedHistory.ts';
import { discover } from '../../../../src/core/oauth/discovery.ts';
import type { Tenant } from '../../../../src/core/oauth/model.ts';
import { tokenStore } from '../../../../src/core/oauth/tokenStore.ts';
import type { Fetch } from '../../../../src/core/ports.ts';
import { policyEvaluationDocument } from '../../../../src/providers/policyEvaluationDocument.ts';
import { memorySecrets } from '../../../support/memorySecrets.ts';
import { recordingWorkbench, scriptedPrompt, type Answer } from '../../../support/scriptedPrompt.ts';
import { accessV2, jws, RS256, TENANT } from '../../core/jwt/tokens.ts';
import { ORIGIN, PAGES, startSandbox, type TestSandbox } from '../../sandbox/testSandbox.ts';
import { nobodyAsked } from '../../../support/nobodyAsked.ts';

const URI = 'file:///w/orders.policy.xml';

describe('policy commands', () => {
  let sandbox: TestSandbox;
  let tenant: Tenant;
  let token: string;
  let audience: string;
  const requested: string[] = [];
  const fetch: Fetch = (url, init) => {
    requested.push(String(url));
    assert.ok(
      [ORIGIN, PAGES].some((origin) => String(url).startsWith(origin)),
      String(url),
    );
    return sandbox.sandbox.fetch(new Request(url, init));
  };
  before(async () => {
    sandbox = await startSandbox();
    tenant = (await discover(fetch, 'contoso.sandbox.test', { sandbox: { origin: ORIGIN } })).tenant;
    const { clientId, clientSecret = '' } = sandbox.application('Contoso Nightly Job');
    const api = sandbox.application('Contoso Tasks API');
    const { body } = await sandbox.post(`/${sandbox.contoso}/oauth2/v2.0/token`, {
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      scope: `api://${api.clientId}/.default`,
    });
    token = text(body, 'access_token') ?? '';
    audience = api.clientId;
    assert.match(token, /^eyJ/, JSON.stringify(body));
  });

  function bench(
    document: string,
    answers: readonly Answer[] = [],
    files: Readonly<Record<string, string>> = {},
  ) {
    const workbench = recordingWorkbench({
      active: { uri: URI, language: 'xml', offset: 0, selection: { start: 0, end: 0 } },
      texts: { [URI]: document, ...files },
    });
    const prompt = scriptedPrompt(answers);
    const deps = {
      prompt,
      workbench,
      translate: untranslated,
      clock: sandbox.clock,
      fetch,
      tokens: tokenStore(memorySecrets(), sandbox.clock, nobodyAsked),
      memory: { recall: () => undefined, remember: () => Promise.resolve() },
      tenants: {
        list: () => Promise.resolve({ tenants: [tenant], problems: [] }),
        find: () => Promise.resolve(tenant),
        add: () => Promise.resolve(),
        remove: () => Promise.resolve(),
        changeSignIn: () => Promise.resolve(),
        onDidChange: () => ({ dispose() {} }),
      },
      graph: () => assert.fail('no Graph here'),
      policyReports: numberedHistory<PolicyReport>(),
    };
    return { deps, workbench, prompt };
  }
  const policy = (children: string, tenantId = sandbox.contoso) =>
    `<policies><inbound><base/><validate-azure-ad-token tenant-id="${tenantId}">${children}</validate-azure-ad-token></inbound></policies>`;
  const audiences = (value: string) => `<audiences><audience>${value}</audience></audiences>`;

  it('accept a token of the sandbox tenant by its own keys, from code', async () => {
    const { deps, workbench } = bench(policy(audiences(`{{api}}`)));
    const report = await policyEvaluate(deps)({ uri: URI, token: { token }, values: { api: audience } });
    assert.equal(report?.outcome, 'accepted', JSON.stringify(report?.evaluations, undefined, 1));
    assert.deepEqual(workbench.done, []);
    assert.ok(requested.every((url) => url.startsWith(ORIGIN)));
  });

  it('refuse it for another API, and tell a person what the gateway answers', async () => {
    const { deps, workbench } = bench(policy(audiences('api://other')), ['Paste a Token…', token]);
    const report = await policyEvaluate(deps)();
    assert.equal(report?.evaluations[0]?.answer?.reason, 'TokenAudienceNotAllowed');
    assert.match(
      workbench.done.join(),
      /^preview identity:\/\/policy-evaluation\/orders\.policy\.xml\.md\?1$/,
    );
    const document = policyEvaluationDocument(deps.policyReports.find('1'), untranslated);
    assert.match(document, /✗ \| Audience/);
    assert.match(document, /The gateway answers `401`/);
    assert.doesNotMatch(document, /eyJ/);
  });

  it('take named values from the file beside the policy, and ask for the rest', async () => {
    const document = policy(
      `${audiences('{{api}}')}<client-application-ids><application-id>{{client}}</application-id></client-application-ids>`,
      '{{tenant}}',
    );
    const files = {
      'file:///w/named-values.json': JSON.stringify({ tenant: sandbox.contoso, api: audience }),
    };
    const { deps, prompt } = bench(document, ['Paste a Token…', token, ''], files);
    assert.equal((await policyEvaluate(deps)())?.outcome, 'undecided');
    assert.deepEqual(prompt.asked.slice(2), ['Named Value']);
  });

  it('say why named values beside the policy cannot be read, and go on without where there are none', async () => {
    const evaluate = (readTextIfThere: () => Promise<string | undefined>) => {
      const { deps } = bench(policy(audiences(audience)));
      const workbench = { ...deps.workbench, readTextIfThere };
      return policyEvaluate({ ...deps, workbench })({ uri: URI, token: { token } });
    };
    const isTold = (reason: RegExp) => (error: unknown) => {
      assert.ok(IdentityError.is(error, 'policy.valuesUnreadable'));
      assert.match(String(error.data.reason), reason);
      assert.doesNotMatch(JSON.stringify(error.data), /hush/);
      return true;
    };
    await assert.rejects(
      evaluate(() => Promise.reject(new Error('no permission'))),
      isTold(/^no permission$/),
    );
    await assert.rejects(
      evaluate(() => Promise.resolve('{"secret":"hush",}')),
      isTold(/no JSON object/),
    );
    await assert.rejects(
      evaluate(() => Promise.resolve('{"secret":{"hush":1}}')),
      isTold(/The value of secret is no text/),
    );
    assert.ok((await evaluate(() => Promise.resolve(undefined))) !== undefined);
  });

  it('ask before an issuer is contacted, and leave the check open when that is declined', async () => {
    const { deps, prompt } = bench(policy(audiences(accessV2.aud), TENANT), [undefined, undefined]);
    const given = jws(RS256, accessV2);
    const report = await policyEvaluate(deps)({ uri: URI, token: { token: given } });
    assert.equal(prompt.asked[0], 'Ask login.microsoftonline.com for its public keys?');
    assert.equal(report?.evaluations[0]?.checks.find(({ name }) => name === 'Signature')?.state, 'unknown');
  });

  it('say what a caller without a token is told', async () => {
    const { deps } = bench(policy(audiences('x')));
    const report = await policyEvaluate(deps)({ uri: URI, token: 'none' });
    assert.equal(report?.evaluations[0]?.answer?.message, 'JWT not present.');
  });

  it('say that a document has nothing to evaluate', async () => {
    await assert.rejects(policyEvaluate(bench('<policies/>').deps)(), { code: 'policy.none' });
    await assert.rejects(policyEvaluate(bench('<html/>').deps)(), { code: 'policy.noDocument' });
  });

  it('generate a policy from a token that this very token passes', async () => {
    const { deps } = bench('', [
      'From a Token',
      'Paste a Token…',
      token,
      'Accept tokens of one Entra tenant',
    ]);
    const made = await policyGenerate(deps)();
    assert.ok(made !== undefined && made.includes(`<audience>${audience}</audience>`), made);
    assert.deepEqual(lintPolicy(made), []);
    const { deps: again } = bench(made);
    const report = await policyEvaluate(again)({ uri: URI, token: { token } });
    assert.equal(report?.outcome, 'accepted', JSON.stringify(report?.evaluations[0]?.checks));
  });

  it('generate a policy from a cached token, as its row asks', async () => {
    const { deps } = bench('', ['Accept tokens of one Entra tenant']);
    const known = { tenantId: tenant.id, clientId: 'c', flow: 'test', scope: '', tokenType: 'Bearer' };
    await deps.tokens.add({ id: 't1', ...known, obtainedAt: 0, accessToken: token });
    const made = await policyGenerate(deps)({ tokenId: 't1' });
    assert.ok(made !== undefined && made.includes(`tenant-id="${sandbox.contoso}"`), made);
  });

  it('put a policy into its section of an open document', async () => {
    const document =
      '<policies>\n    <inbound>\n        <base />\n    </inbound>\n    <on-error />\n</policies>';
    const { deps, workbench } = bench(document);
    await policyGenerate(deps)({ uri: URI, templates: ['removeAuthorization'] });
    assert.match(
      workbench.done[0]!,
      /^edit .* 41-41 \n        <set-header name="Authorization" exists-action="delete" \/>$/,
    );
    await policyGenerate(deps)({ uri: URI, templates: ['errorHandling'] });
    assert.match(workbench.done[1]!, />\n        <choose>[\s\S]*<\/on-error>$/);
    await assert.rejects(policyGenerate(deps)({ templates: ['x'] }), { code: 'policy.unknownTemplate' });
  });

  it('open the section diagram', async () => {
    const { deps, workbench } = bench(policy(''), ['Mermaid']);
    await policyOpenDiagram(deps)();
    assert.deepEqual(workbench.done, [
      `document identity://policy-mermaid/orders.policy.xml.mmd?${encodeURIComponent(URI)}`,
    ]);
  });

  it('draw conditions as branches', () => {
    const document = `<policies><inbound><base/><choose><when condition="@(a == "b")"><set-header name="x"/></when><otherwise><mock-response/></otherwise></choose></inbound><backend><forward-request/></backend><on-error><base/></on-error></policies>`;
    const plant = policyPlantUml(document);
    assert.match(
      plant,
      /partition "inbound" \{\n {2}:the scope above;\n {2}if \(.*\) then \(yes\)\n {4}:set-header x;\n {2}else \(no\)\n {4}:mock-response;\n {2}endif\n\}/,
    );
    const mermaid = policyMermaid(document);
    assert.match(mermaid, /subgraph onerror \[on-error\]/);
    const ids = new Map([...mermaid.matchAll(/(p\d+)\["([^"]*)"\]/g)].map(([, id, label]) => [label!, id!]));
    assert.ok(mermaid.includes(`${ids.get('mock-response')!} --> ${ids.get('forward-request')!}`), mermaid);
    assert.ok(mermaid.includes(`${ids.get('set-header x')!} --> ${ids.get('forward-request')!}`), mermaid);
  });
});
