import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';

const folder = () => vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
const open = async (name: string, content: string) => {
  writeFileSync(path.join(folder(), name), content);
  return vscode.workspace.openTextDocument(path.join(folder(), name));
};
const warnings = ({ uri }: vscode.TextDocument) =>
  vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Identity');
/** Waits for a warning of a rule; the test's own time limit ends a wait in vain. */
const untilWarned = async (document: vscode.TextDocument, rule: string) => {
  const ruleOf = ({ code }: vscode.Diagnostic) =>
    typeof code === 'object' ? String(code.value) : String(code);
  for (;;) {
    const found = warnings(document).find((each) => ruleOf(each) === rule);
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};
const fixAt = async (document: vscode.TextDocument, range: vscode.Range) => {
  const fixes = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    range,
  );
  return fixes.filter(({ edit }) => edit !== undefined);
};
const hoverAt = async (document: vscode.TextDocument, offset: number) => {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    document.positionAt(offset),
  );
  const texts = hovers.flatMap(({ contents }) => contents);
  return texts.map((each) => (each instanceof vscode.MarkdownString ? each.value : '')).join('\n');
};

const POLICY = `<policies>
  <inbound>
    <base />
    <validate-jwt header-name="Authorization">
      <openid-config url="https://login.microsoftonline.com/contoso.example/v2.0/.well-known/openid-configuration" />
    </validate-jwt>
    <choose><when condition="@(context.Variables.GetValueOrDefault<bool>("x") && 1 < 2)"><set-header name="x" /></when></choose>
  </inbound>
  <outbound>
  </outbound>
</policies>
`;

describe('API Management policies in an editor', () => {
  it('are checked whatever the file is called, with fixes, and stay XML', async () => {
    const document = await open('orders.policy.xml', POLICY);
    assert.equal(document.languageId, 'xml');
    const missing = await untilWarned(document, 'missing-base');
    assert.ok(
      warnings(document).some(({ message }) =>
        message.startsWith('validate-jwt accepts tokens for any API.'),
      ),
    );
    const [fix] = await fixAt(document, missing.range);
    assert.ok(fix?.edit);
    await vscode.workspace.applyEdit(fix.edit);
    assert.match(document.getText(), /<outbound>\n {6}<base \/>/);
    await document.save();
  });

  it('have completion, hover and lenses; other XML has none', async () => {
    const document = await open('hover.policy.xml', POLICY);
    assert.match(await hoverAt(document, POLICY.indexOf('jwt')), /Accepts a JSON Web Token/);
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      document.positionAt(POLICY.indexOf('<outbound>\n') + 11),
    );
    assert.ok(list.items.some(({ label }) => label === 'cache-store'));
    assert.ok(!list.items.some(({ label }) => label === 'validate-jwt'));
    const lenses = async (each: vscode.TextDocument) =>
      (
        await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', each.uri)
      ).map(({ command }) => command?.title);
    assert.deepEqual((await lenses(document)).sort(), [
      'Add Policy…',
      'Evaluate Against a Token',
      'Show Section Diagram',
    ]);
    const other = await open('pom.xml', '<project><inbound/></project>');
    assert.deepEqual(await lenses(other), []);
    assert.equal(await hoverAt(other, 12), '');
  });

  it('are held against a token from code', async () => {
    const document = await open('evaluate.policy.xml', POLICY);
    const report = await vscode.commands.executeCommand<{ outcome: string }>('identity.policy.evaluate', {
      uri: document.uri.toString(),
      token: 'none',
    });
    assert.equal(report.outcome, 'refused');
  });

  it('say what is wrong with named values beside them, as a file and as a folder', async () => {
    const values = path.join(folder(), 'named-values.json');
    const document = await open('values.policy.xml', POLICY);
    const evaluate = async () =>
      vscode.commands.executeCommand('identity.policy.evaluate', {
        uri: document.uri.toString(),
        token: 'none',
      });
    writeFileSync(values, '{"key":');
    await assert.rejects(evaluate, /named-values\.json could not be read\. It is no JSON object\./);
    rmSync(values);
    mkdirSync(values);
    await assert.rejects(evaluate, /named-values\.json could not be read\./);
    rmSync(values, { recursive: true });
    await evaluate();
  });
});

describe('connection strings and code in an editor', () => {
  const CODE =
    'import psycopg\nurl = "postgresql://app:hunter2@o.postgres.database.azure.com/orders?sslmode=require"\ntoken = credential.get_token(["https://vault.azure.net/.default"])\n';

  it('are explained under the pointer, without the password', async () => {
    const document = await open('connect.py', CODE);
    const hover = await hoverAt(document, CODE.indexOf('postgresql'));
    assert.match(hover, /PostgreSQL URL/);
    assert.match(hover, /server-not-verified/);
    assert.ok(!hover.includes('hunter2'));
  });

  it('are underlined where they are wrong, with fixes that make them right', async () => {
    const document = await open('wrong.py', CODE);
    const mode = await untilWarned(document, 'server-not-verified');
    const [fix] = await fixAt(document, mode.range);
    assert.ok(fix?.edit);
    await vscode.workspace.applyEdit(fix.edit);
    assert.match(document.getText(), /sslmode=verify-full/);
    // Right after an edit there are no fixes: places have moved.
    let unpack: vscode.CodeAction | undefined;
    while (unpack === undefined) {
      const { range } = await untilWarned(document, 'get-token-list');
      [unpack] = await fixAt(document, range);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    assert.ok(unpack.edit);
    await vscode.workspace.applyEdit(unpack.edit);
    assert.match(document.getText(), /get_token\(\*\[/);
    await document.save();
  });
});

describe('Kubernetes manifests in an editor', () => {
  it('are checked for workload identity against the federated credentials of the workspace', async () => {
    const credential = {
      name: 'orders',
      issuer: 'https://oidc.example/',
      subject: 'system:serviceaccount:shop:Orders',
      audiences: ['api://AzureADTokenExchange'],
    };
    writeFileSync(path.join(folder(), 'federated-orders.json'), JSON.stringify(credential));
    const manifest = `apiVersion: v1
kind: ServiceAccount
metadata:
  name: orders
  namespace: shop
  annotations:
    azure.workload.identity/client-id: 11111111-2222-3333-4444-555555555555
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: orders
  namespace: shop
spec:
  template:
    metadata:
      labels:
        app: orders
    spec:
      serviceAccountName: orders
`;
    const document = await open('orders.yaml', manifest);
    const missing = await untilWarned(document, 'workload-label-missing');
    await untilWarned(document, 'workload-subject');
    const [fix] = await fixAt(document, missing.range);
    assert.ok(fix?.edit);
    await vscode.workspace.applyEdit(fix.edit);
    assert.match(document.getText(), /labels:\n {8}azure\.workload\.identity\/use: "true"\n {8}app: orders/);
    await document.save();
  });
});
