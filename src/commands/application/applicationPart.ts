import { applicationSettings } from '../../core/entra/applicationSettings.ts';
import { partKinds, type PartKindId } from '../../core/entra/parts.ts';
import type { Part, PartContext, PartKind } from '../../core/entra/parts/part.ts';
import type { Commands } from '../../manifest.ts';
import type { ApplicationPartTarget } from '../../manifest/targets.ts';
import { askApplication, makeChange, type AskedApplication, type ChangeDeps } from './changeApplication.ts';
import type { Services } from '../services.ts';

type PartDeps = Omit<ChangeDeps, 'refreshView'> & Pick<Services, 'clock'>;

/** A value of a registration, with all that removing it takes. */
export interface AskedPart extends AskedApplication {
  readonly kind: PartKind<PartKindId>;
  readonly context: PartContext;
  readonly part: Part;
}

/** Removes any value of a registration: the row's, or the one the person picks. What cannot come back is typed. */
export function applicationRemoveValue(
  deps: ChangeDeps & PartDeps,
): Commands['identity.application.removeValue'] {
  const { translate } = deps;
  return async (target) => {
    const asked = await askPart(deps, target);
    if (asked === undefined) return;
    const { part, kind, context, application, graph } = asked;
    const change = await kind.remove(context, part);
    const texts = { value: part.label, name: application.name };
    await makeChange(deps, graph, change, {
      question: translate('Remove {value} from {name}?', texts),
      verb: translate('Remove'),
      done: translate('{value} removed from {name}.', texts),
      ...(change.undo === undefined ? { nameToType: part.label } : {}),
    });
  };
}

/** Copies a value of a registration. */
export function applicationCopyValue(
  deps: PartDeps & Pick<Services, 'workbench'>,
): Commands['identity.application.copyValue'] {
  return async (target) => {
    const setting = applicationSettings.find(({ id }) => id === target?.setting);
    if (setting !== undefined) {
      const asked = await askApplication(deps, target);
      if (asked !== undefined) await deps.workbench.clipboard.write(setting.read(asked.application.resource));
      return;
    }
    const asked = await askPart(deps, target);
    if (asked !== undefined) await deps.workbench.clipboard.write(asked.part.value);
  };
}

/** The value a target names, or the one the person picks, kind first; undefined when dismissed or gone. */
export async function askPart(
  deps: PartDeps,
  target: Partial<ApplicationPartTarget> | undefined,
  only: readonly PartKindId[] = partKinds.map(({ id }) => id),
): Promise<AskedPart | undefined> {
  const { prompt, translate, clock } = deps;
  const asked = await askApplication(deps, target);
  if (asked === undefined) return undefined;
  const offered: readonly PartKind<PartKindId>[] = partKinds.filter(({ id }) => only.includes(id));
  const kind =
    offered.find(({ id }) => id === target?.part) ??
    (offered.length === 1 ? offered[0] : await pickKind(deps, offered));
  if (kind === undefined) return undefined;
  const context = { ...asked, now: clock.now(), translate };
  const parts = await kind.load(context);
  const given = parts.find(({ key }) => key === target?.key);
  if (given !== undefined) return { ...asked, kind, context, part: given };
  const { name } = asked.application;
  if (parts.length === 0) {
    await prompt.tell(translate('{name} has none: {kind}.', { name, kind: translate(kind.title) }));
    return undefined;
  }
  const part = await prompt.pick(
    parts.map((each) => ({
      label: each.label,
      ...(each.description === undefined ? {} : { description: each.description }),
      icon: kind.icon,
      value: each,
    })),
    translate(kind.title),
    translate('Which one of {name}?', { name }),
  );
  return part === undefined ? undefined : { ...asked, kind, context, part };
}

function pickKind({ prompt, translate }: PartDeps, kinds: readonly PartKind<PartKindId>[]) {
  return prompt.pick(
    kinds.map((kind) => ({ label: translate(kind.title), icon: kind.icon, value: kind })),
    translate('Kind of Value'),
  );
}
