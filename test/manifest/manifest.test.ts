import assert from 'node:assert/strict';
import { readFileSync, globSync } from 'node:fs';
import { commands } from '../../src/commands/index.ts';
import { redirectPlatforms } from '../../src/core/oauth/flowRequest.ts';
import { everyMethod } from '../../src/core/oauth/flows/clientMethods.ts';
import { flows } from '../../src/core/oauth/flows.ts';
import { errorTexts } from '../../src/core/errorTexts.ts';
import { isObject, list, strings, text, child, type JsonObject } from '../../src/core/json.ts';
import {
  commandPresence,
  settingDefaults,
  viewContainer,
  viewIds,
  contextValues,
} from '../../src/manifest.ts';

const manifest = object(JSON.parse(readFileSync('package.json', 'utf8')));
const nls = object(JSON.parse(readFileSync('package.nls.json', 'utf8')));
const contributes = child(manifest, 'contributes');
const declared = objects(contributes, 'commands').map((command) => text(command, 'command')!);
const properties = child(child(contributes, 'configuration'), 'properties');
const menus = child(contributes, 'menus');
const entries = Object.keys(menus).flatMap((menu) => objects(menus, menu).map((entry) => ({ menu, entry })));
const codicons = new Set(
  [
    ...readFileSync('node_modules/@vscode/codicons/dist/codicon.css', 'utf8').matchAll(
      /\.codicon-([\w-]+):before/g,
    ),
  ].map(([, name]) => name),
);

function object(value: unknown): JsonObject {
  assert.ok(isObject(value));
  return value;
}

function objects(parent: JsonObject, name: string): readonly JsonObject[] {
  return list(parent, name).filter(isObject);
}

describe('package.json against src/manifest.ts', () => {
  it('declares the commands of the catalogue, and no others', () => {
    assert.deepEqual([...declared].sort(), Object.keys(commandPresence).sort());
    assert.deepEqual(Object.keys(commands).sort(), Object.keys(commandPresence).sort());
  });

  it('hides row commands from the palette, and only those', () => {
    const hidden = objects(menus, 'commandPalette').filter((entry) => text(entry, 'when') === 'false');
    const rows = Object.entries(commandPresence).filter(([, presence]) => presence === 'row');
    assert.deepEqual(hidden.map((entry) => text(entry, 'command')).sort(), rows.map(([id]) => id).sort());
  });

  it('gives every command the category Identity and a title from package.nls.json', () => {
    for (const command of objects(contributes, 'commands')) {
      assert.equal(text(command, 'category'), 'Identity');
      assert.match(text(command, 'title')!, /^%command\.identity\.[\w.]+%$/);
    }
  });

  it('names only declared commands in menus, and an icon for each inline or title entry', () => {
    for (const { menu, entry } of entries) {
      const id = text(entry, 'command')!;
      assert.ok(declared.includes(id), `${menu} names ${id}`);
      if (!/^(inline|navigation)/.test(text(entry, 'group') ?? '')) continue;
      const command = objects(contributes, 'commands').find((each) => text(each, 'command') === id)!;
      assert.ok(text(command, 'icon'), `${id} stands in ${menu} as a button and needs an icon`);
    }
  });

  it('declares the views of the catalogue, in its order, in its container', () => {
    assert.deepEqual(
      objects(child(contributes, 'views'), viewContainer).map((view) => text(view, 'id')),
      viewIds,
    );
  });

  it('welcomes an empty view with a way on', () => {
    const welcomed = objects(contributes, 'viewsWelcome');
    for (const id of viewIds) {
      const welcome = welcomed.find((each) => text(each, 'view') === id);
      assert.ok(welcome, `viewsWelcome for ${id}`);
      const shown = text(nls, text(welcome, 'contents')!.slice(1, -1))!;
      for (const [, command] of shown.matchAll(/\(command:([\w.]+)\)/g))
        assert.ok(declared.includes(command!), command);
    }
  });

  it('declares the settings of the catalogue with the same defaults', () => {
    const defaults = Object.fromEntries(
      Object.keys(properties).map((id) => [id, child(properties, id)['default']]),
    );
    assert.deepEqual(defaults, settingDefaults);
  });

  it('keeps settings that name a server out of untrusted workspaces', () => {
    const trust = child(child(manifest, 'capabilities'), 'untrustedWorkspaces');
    for (const setting of ['identity.tenants', 'identity.directories', 'identity.flows'])
      assert.ok(strings(trust, 'restrictedConfigurations').includes(setting), setting);
  });

  it('offers every flow of the list in identity.flows, and every client authentication', () => {
    const members = child(child(child(properties, 'identity.flows'), 'items'), 'properties');
    assert.deepEqual(
      list(child(members, 'flow'), 'enum'),
      flows.map(({ id }) => id),
    );
    assert.deepEqual(list(child(members, 'clientAuthentication'), 'enum'), everyMethod);
    assert.deepEqual(list(child(members, 'platform'), 'enum'), redirectPlatforms);
  });

  it('binds keys to declared commands only, each by a chord', () => {
    for (const binding of objects(contributes, 'keybindings')) {
      assert.ok(declared.includes(text(binding, 'command')!), text(binding, 'command'));
      assert.match(text(binding, 'key')!, / /);
    }
  });

  it('tests only context values of the catalogue in when clauses', () => {
    for (const { entry } of entries) {
      const when = text(entry, 'when') ?? '';
      for (const [, value] of when.matchAll(/viewItem == ([\w.]+)/g))
        assert.ok(
          contextValues.some((known) => known === value),
          when,
        );
      for (const [, pattern] of when.matchAll(/viewItem =~ \/((?:[^/\\]|\\.)+)\//g)) {
        assert.ok(
          contextValues.some((value) => new RegExp(pattern!).test(value)),
          when,
        );
      }
      for (const [, view] of when.matchAll(/view == ([\w.]+)/g))
        assert.ok(
          viewIds.some((id) => id === view),
          when,
        );
    }
  });

  it('uses every text of package.nls.json, and every text it uses exists', () => {
    const used = [...readFileSync('package.json', 'utf8').matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key!);
    assert.deepEqual([...new Set(used)].sort(), Object.keys(nls).sort());
  });

  it('uses only icons that VS Code has', () => {
    const named = globSync('src/{views,commands,providers}/**/*.ts').flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/\bicon: '([\w-]+)'/g)].map(([, icon]) => ({
        file,
        icon: icon!,
      })),
    );
    const contributed = [...readFileSync('package.json', 'utf8').matchAll(/"\$\(([\w-]+)\)"/g)].map(
      ([, icon]) => ({ file: 'package.json', icon: icon! }),
    );
    assert.ok(named.length > 5 && contributed.length > 5);
    for (const { file, icon } of [...named, ...contributed])
      assert.ok(codicons.has(icon), `${file}: ${icon}`);
  });

  it('keeps the publisher lower-case, since an upper-case letter slows activation', () => {
    assert.match(text(manifest, 'publisher')!, /^[a-z0-9-]+$/);
  });
});

describe('the error catalogue', () => {
  it('says for every code what happened and what to do next', () => {
    for (const [code, { what, next }] of Object.entries(errorTexts)) {
      assert.match(code, /^[a-zA-Z]+\.[a-zA-Z0-9]+$/);
      assert.match(what, /[.?}]$/, code);
      assert.match(next, /[.?}]$/, code);
    }
  });
});
