import assert from 'node:assert/strict';
import { IdentityError } from '../../../../../src/core/errors.ts';
import { adviceDocument } from '../../../../../src/core/oauth/advisor/adviceDocument.ts';
import { advise } from '../../../../../src/core/oauth/advisor/advise.ts';
import { sampleFor } from '../../../../../src/core/oauth/advisor/sample.ts';
import { notes } from '../../../../../src/core/oauth/advisor/notes.ts';
import {
  completeAnswers,
  decodeAnswers,
  encodeAnswers,
  questionIds,
  questions,
  type Answers,
} from '../../../../../src/core/oauth/advisor/questions.ts';
import { recommendations } from '../../../../../src/core/oauth/advisor/recommendations.ts';
import { flows } from '../../../../../src/core/oauth/flows.ts';

/** Every set of answers that can be given, in one language. */
function everyAnswer(): readonly Answers[] {
  let partial: Record<string, unknown>[] = [{}];
  for (const id of questionIds.filter((each) => each !== 'language'))
    partial = partial.flatMap((given) => {
      const answers = completeAnswers(given);
      const { asked, options } = questions[id];
      if (!asked(answers)) return [given];
      return options(answers).map(({ value }) => ({ ...given, [id]: value }));
    });
  return partial.map(completeAnswers);
}

const flowOf = (given: Partial<Answers>) => advise(completeAnswers(given)).flow;
const contradictions = (given: Partial<Answers>) =>
  advise(completeAnswers(given)).contradictions.map(({ id }) => id);

describe('flow advisor', () => {
  const all = everyAnswer();
  const advices = all.map((answers) => ({ answers, advice: advise(answers) }));

  for (const [given, flow] of [
    [{ actor: 'user', host: 'web' }, 'authorizationCode'],
    [{ actor: 'user', host: 'spa' }, 'authorizationCode'],
    [{ actor: 'user', host: 'native' }, 'authorizationCode'],
    [{ actor: 'user', host: 'cli', browser: 'local' }, 'authorizationCode'],
    [{ actor: 'user', host: 'cli', browser: 'remote' }, 'deviceCode'],
    [{ actor: 'user', host: 'native', browser: 'remote' }, 'deviceCode'],
    [{ actor: 'user', host: 'device' }, 'deviceCode'],
    [{ actor: 'api' }, 'onBehalfOf'],
    [{ actor: 'app', host: 'azure' }, 'managedIdentity'],
    [{ actor: 'app', host: 'kubernetes' }, 'workloadIdentity'],
    [{ actor: 'app', host: 'pipeline' }, 'workloadIdentity'],
    [{ actor: 'app', host: 'otherCloud' }, 'workloadIdentity'],
    [{ actor: 'app', host: 'server', credential: 'federated' }, 'workloadIdentity'],
    [{ actor: 'app', host: 'server', credential: 'certificate' }, 'clientCredentials'],
    [{ actor: 'app', host: 'server', credential: 'secret' }, 'clientCredentials'],
    [{ actor: 'user', host: 'spa', legacy: 'implicit' }, 'authorizationCode'],
    [{ actor: 'user', host: 'web', legacy: 'password' }, 'authorizationCode'],
  ] satisfies readonly (readonly [Partial<Answers>, string])[])
    it(`recommends ${flow} for ${JSON.stringify(given)}`, () => assert.equal(flowOf(given), flow));

  for (const [id, given] of [
    ['public-client-credential', { actor: 'user', host: 'spa', credential: 'secret' }],
    ['app-delegated', { actor: 'app', host: 'azure', permission: 'delegated' }],
    ['user-application', { actor: 'user', host: 'web', permission: 'application' }],
    ['confidential-without-credential', { actor: 'user', host: 'web', credential: 'none' }],
    ['device-code-compliant-device', { actor: 'user', host: 'device', policy: 'compliantDevice' }],
    ['legacy-implicit', { actor: 'user', host: 'spa', legacy: 'implicit' }],
    ['legacy-password', { actor: 'user', host: 'native', legacy: 'password' }],
    ['legacy-windows', { actor: 'user', host: 'native', legacy: 'windows' }],
    ['customers-application', { actor: 'app', host: 'azure', audience: 'customers' }],
    ['customers-azure', { actor: 'user', host: 'web', audience: 'customers', resource: 'azure' }],
    ['spa-offline', { actor: 'user', host: 'spa', offline: 'yes' }],
  ] satisfies readonly (readonly [string, Partial<Answers>])[])
    it(`flags the contradiction ${id}`, () => assert.deepEqual(contradictions(given), [id]));

  it('finds no contradiction in the likeliest answers of any host', () => {
    for (const actor of ['user', 'app', 'api'] as const)
      for (const { value: host } of questions.host.options({ actor }))
        assert.deepEqual(contradictions({ actor, host }), [], `${actor} ${host}`);
  });

  it('never recommends what RFC 9700 or Microsoft advises against', () => {
    const level = new Map(flows.map(({ id, status }) => [id, status.level]));
    for (const { answers, advice } of advices)
      assert.ok(
        ['recommended', 'situational'].includes(level.get(advice.flow) ?? ''),
        `${advice.flow} for ${encodeAnswers(answers)}`,
      );
  });

  it('says why not each other flow, for every combination of answers', () => {
    const ids = flows.filter(({ kind }) => kind === 'flow').map(({ id }) => id);
    for (const { answers, advice } of advices) {
      const named = [advice.flow, ...advice.rejected.map(({ flow }) => flow)];
      assert.deepEqual(named.toSorted(), ids.toSorted(), encodeAnswers(answers));
    }
  });

  it('asks a person for named scopes and a program for .default', () => {
    for (const { answers, advice } of advices)
      assert.equal(
        advice.scopes.some((scope) => scope.endsWith('/.default')),
        answers.actor === 'app',
      );
  });

  it('reaches every rule and every note by some answers', () => {
    const reached = new Set(advices.map(({ advice }) => advice.rule));
    assert.deepEqual(
      recommendations.map(({ id }) => id).filter((id) => !reached.has(id)),
      [],
    );
    const noted = new Set(
      advices.flatMap(({ advice }) =>
        [...advice.contradictions, ...advice.warnings, ...advice.settings].map(({ id }) => id),
      ),
    );
    assert.deepEqual(
      notes.map(({ id }) => id).filter((id) => !noted.has(id)),
      [],
    );
  });

  it('carries the answers in the address of the document, and refuses others: advisor.badAnswer', () => {
    for (const answers of all.slice(0, 200)) assert.deepEqual(decodeAnswers(encodeAnswers(answers)), answers);
    for (const encoded of ['actor=robot', 'actor=app&host=spa', 'actor=user&host=web&language=cobol'])
      assert.throws(
        () => adviceDocument(encoded),
        (error) => IdentityError.is(error, 'advisor.badAnswer'),
      );
  });

  it('writes diagram, scopes, code and the reasons against the others', () => {
    const text = adviceDocument('actor=user&host=cli&language=python');
    assert.match(text, /^# Authorization Code with PKCE/);
    assert.match(text, /```mermaid\nsequenceDiagram/);
    assert.match(text, /```plantuml\n@startuml/);
    assert.match(text, /```python\nimport msal/);
    assert.match(text, /https:\/\/graph\.microsoft\.com\/User\.Read/);
    assert.match(text, /\*\*Implicit\*\*: Tokens in addresses leak/);
  });

  it('fills every placeholder of every sample', () => {
    for (const { answers, advice } of advices)
      for (const { value: language } of questions.language.options(answers))
        assert.doesNotMatch(sampleFor(advice, { language }).code, /«|<scope>|<authority>/);
  });
});
