import assert from 'node:assert/strict';
import { attribute, elementAt, elementsOf, readMarkup } from '../../../../src/core/apim/markup.ts';
import { isPolicyText } from '../../../../src/core/apim/policyText.ts';

const names = (text: string) => [...elementsOf(readMarkup(text).roots)].map(({ name }) => name);

describe('reading policy documents', () => {
  const raw = `<policies>
  <inbound>
    <base />
    <choose>
      <when condition="@(context.Request.Headers.GetValueOrDefault("x","") == "a>b" && context.Variables.GetValueOrDefault<bool>("y"))">
        <set-variable name='v' value='@{ var list = new List<string>(); /* ") */ return list.Count < 1 ? ")" : @"""}"; }' />
        <set-body>@{
          var a = 1 < 2 && true; // </set-body>
          return a ? "<x>" : "";
        }</set-body>
      </when>
    </choose>
  </inbound>
</policies>`;

  it('takes expressions with quotes, generics and comparisons whole, as format=rawxml has them', () => {
    const { roots, flaws } = readMarkup(raw);
    assert.deepEqual(flaws, []);
    assert.deepEqual(names(raw), [
      'policies',
      'inbound',
      'base',
      'choose',
      'when',
      'set-variable',
      'set-body',
    ]);
    const elements = [...elementsOf(roots)];
    assert.match(attribute(elements[4]!, 'condition')!.value, /^@\(.*<bool>\("y"\)\)$/);
    assert.match(attribute(elements[5]!, 'value')!.value, /@"""\}"; \}$/);
    assert.match(elements[6]!.text, /return a \? "<x>"/);
  });

  it('reads expressions escaped as XML alike', () => {
    const escaped = '<when condition="@(a == &quot;b&quot; &amp;&amp; c &lt; 2)"/>';
    assert.equal(attribute(readMarkup(escaped).roots[0]!, 'condition')?.value, '@(a == "b" && c < 2)');
    assert.deepEqual(readMarkup(escaped).flaws, []);
  });

  it('places every part', () => {
    const text = '<a x="1">\n  <b>t</b></a>';
    const { roots } = readMarkup(text);
    const [a, b] = [...elementsOf(roots)];
    const slice = ({ start, end }: { start: number; end: number }) => text.slice(start, end);
    assert.equal(slice(a!.range), text);
    assert.equal(slice(a!.tag), '<a x="1">');
    assert.equal(slice(a!.attributes[0]!.valueRange), '1');
    assert.equal(slice(b!.range), '<b>t</b>');
    assert.equal(slice(b!.content), 't');
    assert.equal(elementAt(roots, text.indexOf('t'))?.name, 'b');
    assert.equal(elementAt(roots, 3)?.name, 'a');
  });

  const broken: readonly (readonly [text: string, elements: string, flaws: string])[] = [
    ['<a><b></a><c/>', 'a b c', 'unclosed'],
    ['<a></b></a>', 'a', 'strayEnd'],
    ['<a x=1 y></a>', 'a', 'unquoted unquoted'],
    ['<a x="1></a>\n<b/>', 'a b', 'unterminated'],
    ['<a', 'a', 'brokenTag unclosed'],
    ['< a></a>', '', 'brokenTag strayEnd'],
    ['<!-- <a/>', '', 'unterminated'],
    ['<a "x"></a>', 'a', 'brokenTag'],
    ['<when condition="@(a"></when>', 'when', ''],
  ];
  for (const [text, elements, flaws] of broken)
    it(`reads on after what is broken: ${text.replaceAll('\n', '⏎')}`, () => {
      const markup = readMarkup(text);
      assert.equal([...elementsOf(markup.roots)].map(({ name }) => name).join(' '), elements);
      assert.equal(markup.flaws.map(({ what }) => what).join(' '), flaws);
    });

  it('stays linear on text made to be slow', () => {
    for (const hostile of ['<a x="@(', '<a>', '<!--', '@(', '<a x=', '&#x', '<a>@{"'])
      readMarkup(hostile.repeat(20_000));
    assert.equal(isPolicyText(`${' '.repeat(19_000)}<!-- a --><x>`), false);
    assert.equal(isPolicyText('<!-- a -->'.repeat(2000)), false);
  });

  it('knows a policy by its root', () => {
    for (const text of ['<policies>', '\uFEFF<?xml version="1.0"?>\n<!-- x -->\n<policies/>', '<fragment>\n'])
      assert.equal(isPolicyText(text), true, text);
    for (const text of ['<policy>', '<root><policies/></root>', 'policies', '', '<!-- <policies> -->'])
      assert.equal(isPolicyText(text), false, text);
  });
});
