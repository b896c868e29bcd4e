import assert from 'node:assert/strict';
import { aadstsErrors, findAadsts } from '../../../../src/core/oauth/aadsts.ts';
import { aadstsErrors as sandboxErrors } from '../../../../src/sandbox/oauth/aadsts.ts';
import { explainOAuthError, explainPasted } from '../../../../src/core/oauth/explainOAuthError.ts';

/** The numbers developers meet most, as research gathered them. */
const MET = `16000 50011 50013 500133 50020 50027 50034 50053 50055 50057 50058 50059 50128 50072 50079 50074 50076
  50097 50105 50126 50147 501481 501491 50173 50194 50196 500011 500208 501461 530035 53003 53000 54005 65001 65002
  65004 650052 650056 650057 70000 70008 700082 700084 70043 70011 28002 28003 700022 700005 700016 700011 700025
  700027 700030 700054 70005 70002 7000215 7000218 7000222 7000112 7000114 70016 70018 70019 700229 70021 700213
  7002138 9002326 9002327 9001023 90130 9002332 90002 90009 90014 900144 90023 9002313 90072 90094 90095 901002 900384`;

describe('explained errors', () => {
  it('know every number developers meet', () => {
    const unknown = MET.split(/\s+/).filter((code) => findAadsts(Number(code)) === undefined);
    assert.deepEqual(unknown, []);
  });

  it('know every number the sandbox answers with', () => {
    const unknown = Object.keys(sandboxErrors).filter((code) => findAadsts(Number(code)) === undefined);
    assert.deepEqual(unknown, []);
  });

  it('list each number once, with cause, fix and source', () => {
    const codes = aadstsErrors.flatMap((each) => each.codes);
    assert.equal(new Set(codes).size, codes.length);
    for (const { cause, fix, source } of aadstsErrors)
      assert.ok(cause && fix && source.startsWith('https://'));
  });

  const body = {
    error: 'invalid_client',
    error_description:
      'AADSTS7000215: Invalid client secret provided.\r\nTrace ID: aaa-1\r\nCorrelation ID: bbb-2\r\nTimestamp: 2026-01-01 10:00:00Z',
    error_codes: [7000215],
    trace_id: 'aaa-1',
    correlation_id: 'bbb-2',
  };

  it('take an Entra error apart', () => {
    const { title, numbers, correlationId, link, description } = explainOAuthError(body);
    assert.equal(title, 'AADSTS7000215 (invalid_client)');
    assert.deepEqual(numbers, [7000215]);
    assert.equal(correlationId, 'bbb-2');
    assert.equal(link, 'https://login.microsoftonline.com/error?code=7000215');
    assert.equal(description, 'AADSTS7000215: Invalid client secret provided.');
  });

  it('take an error of any other server apart', () => {
    const explained = explainOAuthError({ error: 'invalid_scope', error_description: 'no such scope' });
    assert.equal(explained.title, 'invalid_scope');
    assert.match(explained.fix, /scopes/);
  });

  it('leave an unknown error in the words of the server', () => {
    assert.equal(explainOAuthError({ error: 'odd', error_description: 'Odd indeed' }).cause, 'Odd indeed');
    assert.equal(explainOAuthError({ error: 'constructor' }).title, 'constructor');
  });

  it('read whatever a person pastes', () => {
    const pasted = [
      JSON.stringify(body),
      'http://localhost:5000/?error=access_denied&error_description=AADSTS65004%3a+declined&state=x',
      'https://app.test/cb#error=access_denied&error_description=AADSTS65004:%20declined',
      'Sorry, but we’re having trouble signing you in.\nAADSTS50011: The redirect URI … does not match.',
      'invalid_grant',
    ];
    assert.deepEqual(
      pasted.map((text) => explainPasted(text)?.title),
      [
        'AADSTS7000215 (invalid_client)',
        'AADSTS65004 (access_denied)',
        'AADSTS65004 (access_denied)',
        'AADSTS50011',
        'invalid_grant',
      ],
    );
    assert.equal(explainPasted('hello'), undefined);
  });
});
