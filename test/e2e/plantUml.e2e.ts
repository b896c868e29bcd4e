import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../scripts/browser.mjs';
import { policyPlantUml } from '../../src/core/apim/diagram.ts';
import { forestPlantUml } from '../../src/core/ldap/ad/forestDiagram.ts';
import { plantUmlDocument } from '../../src/core/oauth/flowDocuments.ts';
import { plantUml } from '../../src/core/oauth/diagram.ts';
import { flows } from '../../src/core/oauth/flows.ts';

const ORIGIN = 'http://plantuml.localhost';
const { resolve } = createRequire(import.meta.url);
/** What the engine draws: Graphviz as a classic script, then PlantUML itself as a module. */
const PAGE = '<!doctype html><script src="/viz-global.js"></script>';

describe('PlantUML itself', function () {
  this.timeout(120_000);
  let browser: Browser;
  let page: Page;
  before(async () => {
    browser = await launchBrowser();
    page = await browser.newPage();
    await page.route(`${ORIGIN}/**`, async (route) => {
      const file = new URL(route.request().url()).pathname.slice(1);
      if (file === '') return route.fulfill({ contentType: 'text/html', body: PAGE });
      const body = await readFile(resolve(`@plantuml/core/${file}`), 'utf8');
      return route.fulfill({ contentType: 'text/javascript', body });
    });
    await page.goto(ORIGIN);
  });
  after(() => browser.close());

  /** The diagram as SVG, whose text says what PlantUML understood. */
  const draw = (text: string) =>
    page.evaluate<string>(
      `import('/plantuml.js').then(({ renderToString }) => new Promise((done, failed) =>
        renderToString(${JSON.stringify(text.split('\n'))}, done, (why) => failed(new Error(why)))))`,
    );

  it('tells what is no diagram', async () => {
    assert.match(await draw('@startuml\nclient ->-> ((server\n@enduml'), /Syntax Error/i);
  });

  for (const flow of flows)
    it(`understands the reference diagram of ${flow.id}`, async () => {
      const svg = await draw(plantUmlDocument(flow.id));
      assert.doesNotMatch(svg, /Syntax Error/i);
      assert.match(svg, /Client/);
    });

  it('understands the section diagram of a policy, conditions and hostile expressions included', async () => {
    const policy = await readFile('demo/apim/orders.policy.xml', 'utf8');
    const hostile =
      '<policies><inbound><base/><choose><when condition="@(a == \"); :x; endif @enduml\")"><set-header name="a;b|c"/></when></choose></inbound><on-error><base/></on-error></policies>';
    for (const text of [policy, hostile]) {
      const svg = await draw(policyPlantUml(text));
      assert.doesNotMatch(svg, /Syntax Error/i, policyPlantUml(text));
      assert.match(svg, /inbound[\s\S]*on-error/);
    }
  });

  it('understands the diagram of a forest, hostile names included', async () => {
    const hostile = 'Vi"enna]\n@enduml [[http://x.test]] <b>';
    const drawn = { name: 'DC1', domain: 'root.test', isCatalog: true, isReadOnly: false };
    const svg = await draw(
      forestPlantUml({
        domains: [{ name: 'root.test' }, { name: 'child.root.test', parent: 'root.test' }],
        sites: [
          { name: hostile, controllers: [drawn] },
          { name: 'Graz', controllers: [] },
        ],
        links: [{ name: 'West', sites: [hostile, 'Graz'], cost: '50' }],
        trusts: [{ from: 'root.test', to: 'partner.test', direction: 3, isForest: true }],
      }),
    );
    assert.doesNotMatch(svg, /Syntax Error|<a /i);
    for (const name of ['enna', 'DC1', 'Graz', 'child.root.test', 'partner.test'])
      assert.ok(svg.includes(name));
  });

  it('draws hostile labels as text', async () => {
    const label = '"]\n!include /etc/passwd\n@enduml <img:x> ~__x__ **b** ;end %%{init} [[http://x.test]]';
    const svg = await draw(
      plantUml({
        title: label,
        participants: ['client', 'authorizationServer'],
        messages: [{ from: 'client', to: 'authorizationServer', label, answer: false }],
      }),
    );
    assert.doesNotMatch(svg, /Syntax Error|<a |<image/i);
    assert.match(svg, /include/);
  });
});
