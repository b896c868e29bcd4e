import * as vscode from 'vscode';
import { codeWarnings } from '../providers/codeWarnings.ts';
import { connectionHover } from '../providers/connectionHover.ts';
import { SANDBOX_DIRECTORY } from '../core/ldap/directory.ts';
import { errorHover } from '../providers/errorHover.ts';
import { jwtCodeLens } from '../providers/jwtCodeLens.ts';
import { jwtDiagnostics } from '../providers/jwtDiagnostics.ts';
import { jwtTerminalLinks } from '../providers/jwtTerminalLinks.ts';
import { jwtHover } from '../providers/jwtHover.ts';
import { ldapLanguage } from '../providers/ldapLanguage.ts';
import { mailLens } from '../providers/mailLens.ts';
import { policyLanguage } from '../providers/policyLanguage.ts';
import { readSetting } from '../platform/vscode/settings.ts';
import type { Parts } from '../composition.ts';

const everywhere = { pattern: '**' };

/** What VS Code shows of text where it stands: hovers, lenses and warnings; each subject is one line. */
export function textProviders(parts: Parts): readonly vscode.Disposable[] {
  return [
    vscode.languages.registerHoverProvider(
      everywhere,
      errorHover(() => readSetting('identity.hover.enabled')),
    ),
    ...tokenProviders(parts),
    vscode.languages.registerHoverProvider(
      everywhere,
      connectionHover({
        translate: parts.translate,
        enabled: () => readSetting('identity.hover.enabled'),
      }),
    ),
    codeWarnings({
      translate: parts.translate,
      warnsOfCode: () => readSetting('identity.diagnostics.code'),
      warnsOfManifests: () => readSetting('identity.diagnostics.kubernetes'),
    }),
    ldapLanguage({
      translate: parts.translate,
      hovers: () => readSetting('identity.hover.enabled'),
      lenses: () => readSetting('identity.codeLens.enabled'),
      warns: () => readSetting('identity.diagnostics.ldap'),
      async schemaOf(directory) {
        // The sandbox is in this process: its schema costs nobody a connection.
        if (directory === SANDBOX_DIRECTORY)
          return parts.schemas.read(await parts.directories.find(directory));
        return parts.schemas.known(directory);
      },
      isConnected: (directory) =>
        directory === SANDBOX_DIRECTORY || parts.connections.state(directory).kind === 'open',
      directories: async () => (await parts.directories.list()).directories,
      basesOf(directory) {
        const state = parts.connections.state(directory);
        return state.kind === 'open' ? state.session.server.namingContexts : [];
      },
    }),
    vscode.languages.registerCodeLensProvider(
      { pattern: '**/*.mail.json' },
      mailLens(parts.translate, () => readSetting('identity.codeLens.enabled')),
    ),
    policyLanguage({
      translate: parts.translate,
      hovers: () => readSetting('identity.hover.enabled'),
      lenses: () => readSetting('identity.codeLens.enabled'),
      warns: () => readSetting('identity.diagnostics.policies'),
    }),
  ];
}

/** Tokens where they stand in text. */
function tokenProviders({ clock, translate, locale, inspect }: Parts): readonly vscode.Disposable[] {
  const deps = { clock, translate, locale };
  return [
    vscode.languages.registerHoverProvider(
      everywhere,
      jwtHover({ ...deps, enabled: () => readSetting('identity.hover.enabled') }),
    ),
    vscode.languages.registerCodeLensProvider(
      everywhere,
      jwtCodeLens({ ...deps, enabled: () => readSetting('identity.codeLens.enabled') }),
    ),
    vscode.window.registerTerminalLinkProvider(
      jwtTerminalLinks({ translate, inspect, enabled: () => readSetting('identity.hover.enabled') }),
    ),
    jwtDiagnostics({
      ...deps,
      enabled: () => readSetting('identity.diagnostics.liveSecrets'),
      // It runs git in the folder, which a workspace that is not trusted may have prepared.
      async isVersioned({ uri }) {
        if (!vscode.workspace.isTrusted) return false;
        return (await import('../platform/node/versionControl.ts')).isVersioned(uri.fsPath);
      },
    }),
  ];
}
