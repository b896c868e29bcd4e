import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mermaid, plantUml, referenceSequence } from '../../../../src/core/oauth/diagram.ts';
import { flows } from '../../../../src/core/oauth/flows.ts';
import { Trace } from '../../../../src/core/oauth/trace.ts';
import { traceExports } from '../../../../src/core/oauth/traceExports.ts';

const SECRET = 'very-secret-value';

async function sample(): Promise<Trace> {
  const trace = new Trace({ now: () => 1_800_000_000_000 });
  const label = () => ({
    to: 'authorizationServer' as const,
    label: 'Token request',
    step: 'tokenRequest' as const,
  });
  const answer = () =>
    Promise.resolve(
      Response.json(
        { error: 'invalid_grant', error_description: "x' | `y` <b>\n$(touch /tmp/p)" },
        { status: 400 },
      ),
    );
  await trace.traced(answer, label)('https://as.test/token?p=1', {
    method: 'POST',
    headers: {
      authorization: `Basic ${btoa(`app:${SECRET}`)}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: SECRET,
      scope: "it's",
    }).toString(),
  });
  return trace;
}

describe('trace exports', () => {
  for (const each of traceExports)
    it(`${each.id} holds no secret`, async () => {
      const text = each.render('Refresh', (await sample()).entries);
      assert.ok(text.length > 40);
      assert.ok(!text.includes(SECRET) && !text.includes(btoa(`app:${SECRET}`)), text);
    });

  const render = async (id: string) => {
    const found = traceExports.find((each) => each.id === id);
    return found?.render('Refresh', (await sample()).entries) ?? '';
  };

  it('curl is understood by a real shell, which puts the secrets in', async () => {
    const script = (await render('curl')).replace(/\bcurl\b/, 'printf "<%s>"');
    const environment = { AUTHORIZATION: 'S1', REFRESH_TOKEN: 'S2', PATH: process.env['PATH'] ?? '' };
    const words = execFileSync('sh', ['-c', script], { env: environment, encoding: 'utf8' });
    for (const word of [
      '<https://as.test/token>',
      '<authorization: Basic S1>',
      '<refresh_token=S2>',
      "<scope=it's>",
      '<p=',
    ])
      assert.ok(words.includes(word), words);
  });

  it('HAR is JSON of version 1.2', async () => {
    const parsed: unknown = JSON.parse(await render('har'));
    assert.ok(JSON.stringify(parsed).includes('"version":"1.2"'));
  });

  it('Markdown keeps text from outside within code', async () => {
    const text = await render('markdown');
    assert.ok(!/^[^`]*<b>/m.test(text));
  });

  it('an HTTP file takes secrets from variables', async () => {
    assert.match(await render('http'), /refresh_token=\{\{refresh_token\}\}/);
  });
});

describe('reference diagrams', () => {
  for (const flow of flows)
    it(`${flow.id} has every participant declared and one line per step`, () => {
      const sequence = referenceSequence(flow);
      for (const text of [plantUml(sequence), mermaid(sequence)]) {
        const arrows = text.split('\n').filter((line) => /-+>+/.test(line) && !line.includes('title'));
        assert.equal(arrows.length, flow.steps.length);
        for (const each of sequence.participants)
          assert.match(text, new RegExp(`(?:participant|actor) .*\\b${each}\\b`));
      }
    });

  it('labels from outside cannot become markup or commands', () => {
    const label = '"]\n!include /etc/passwd\n@enduml <img:x> ;end %%{init} #35;';
    const hostile = {
      title: label,
      participants: ['client' as const],
      messages: [{ from: 'client' as const, to: 'client' as const, label, answer: false }],
    };
    const plant = plantUml(hostile);
    assert.equal(
      plant.split('\n').filter((line) => line.startsWith('!') || line.startsWith('@enduml')).length,
      1,
    );
    assert.ok(!plant.includes('!include') && !plant.includes('<img'));
    assert.equal(mermaid(hostile).split('\n').length, 6);
    assert.ok(!mermaid(hostile).includes('%%{'));
  });
});
