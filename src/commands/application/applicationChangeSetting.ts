import {
  applicationSettings,
  changeSetting,
  settingOption,
  type ApplicationSetting,
} from '../../core/entra/applicationSettings.ts';
import type { Commands } from '../../manifest.ts';
import { askApplication, makeChange, type ChangeDeps } from './changeApplication.ts';

/** Gives a setting of a registration another value: audience, public client flows, implicit tokens … */
export function applicationChangeSetting(deps: ChangeDeps): Commands['identity.application.changeSetting'] {
  const { prompt, translate } = deps;
  return async (target) => {
    const asked = await askApplication(deps, target);
    if (asked === undefined) return;
    const { application, graph } = asked;
    const named = applicationSettings.find(({ id }) => id === target?.setting);
    const setting =
      named ??
      (await prompt.pick(
        applicationSettings.map((each) => ({
          label: translate(each.title),
          description: each.read(application.resource),
          icon: each.icon,
          value: each,
        })),
        translate('Setting of {name}', { name: application.name }),
      ));
    if (setting === undefined) return;
    const before = setting.read(application.resource);
    const title = translate(setting.title);
    const value = await askValue(deps, setting, before);
    if (value === undefined || value === before) return;
    const option = settingOption(setting, value)?.label;
    const label = value === '' ? translate('none') : option === undefined ? value : translate(option);
    await makeChange(deps, graph, changeSetting(application, setting, value), {
      question: translate('{title} of {name}: {label}?', { title, name: application.name, label }),
      verb: translate('Change'),
      done: translate('{title} of {name} is now: {label}.', { title, name: application.name, label }),
    });
  };
}

async function askValue(
  { prompt, translate }: ChangeDeps,
  { title, values }: ApplicationSetting,
  before: string,
): Promise<string | undefined> {
  if ('prompt' in values) {
    const typed = await prompt.input({
      title: translate(title),
      prompt: translate(values.prompt),
      value: before,
      check(text) {
        const problem = values.problem(text.trim());
        return problem === undefined ? undefined : translate(problem);
      },
    });
    return typed?.trim();
  }
  return prompt.pick(
    values.map((option) => ({
      label: translate(option.label),
      ...(option.value === before ? { description: translate('as it is now') } : {}),
      detail: translate(option.detail),
      value: option.value,
    })),
    translate(title),
  );
}
