import * as vscode from 'vscode';
import { settingDefaults, type SettingId, type Settings } from '../../manifest.ts';

/** The value of a setting; its default when the stored value has another type. */
export function readSetting<Id extends SettingId>(id: Id): Settings[Id] {
  const value: unknown = vscode.workspace.getConfiguration().get(id);
  const fallback = settingDefaults[id];
  return sameType(value, fallback) ? value : fallback;
}

function sameType<Value>(value: unknown, like: Value): value is Value {
  return typeof value === typeof like && Array.isArray(value) === Array.isArray(like);
}
