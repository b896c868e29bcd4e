import { findApplication, platformName, type ListedApplication } from '../core/entra/application.ts';
import { applicationSettings, settingOption } from '../core/entra/applicationSettings.ts';
import type { Graph } from '../core/entra/graph.ts';
import { partKinds } from '../core/entra/parts.ts';
import type { Part, PartKind } from '../core/entra/parts/part.ts';
import type { RememberedApplication } from '../core/entra/pinnedApplications.ts';
import { IdentityError } from '../core/errors.ts';
import type { Translate } from '../core/explain.ts';
import type { Tenant } from '../core/oauth/model.ts';
import type { Clock } from '../core/ports.ts';
import { page, row, type Page, type Row } from './treeNode.ts';

/** What the rows of an application need: its tenant, and Graph for what the registration itself does not say. */
export interface ApplicationRowsDeps {
  readonly graph: (tenant: Tenant) => Graph;
  readonly clock: Clock;
  readonly translate: Translate;
}

const COLORS: Readonly<Record<NonNullable<Part['state']>, string>> = {
  bad: 'list.errorForeground',
  warning: 'list.warningForeground',
  good: 'testing.iconPassed',
  off: 'disabledForeground',
};

/** An app registration, opening to its properties; they are read from the page already loaded. */
export function applicationRow(
  tenant: Tenant,
  application: ListedApplication,
  deps: ApplicationRowsDeps,
): Row {
  const { clientId, name } = application;
  const platform = platformName(application);
  return row(
    application.objectId,
    {
      label: name,
      description: `${platform} · ${clientId}`,
      tooltip: `${name}\n${platform}\n${clientId}`,
      icon: 'symbol-method',
    },
    {
      context: 'application',
      target: { tenant: tenant.id, clientId },
      load: () => Promise.resolve(propertyPage(tenant, application, deps)),
    },
  );
}

/** A pinned or recent application, read when it is opened. */
export function rememberedRow(
  tenant: Tenant,
  { clientId, name }: RememberedApplication,
  kind: 'pinned' | 'recent',
  deps: ApplicationRowsDeps,
): Row {
  return row(
    `${kind} ${clientId}`,
    { label: name, description: clientId, icon: kind === 'pinned' ? 'pinned' : 'symbol-method' },
    {
      context: kind === 'pinned' ? 'application.pinned' : 'application',
      target: { tenant: tenant.id, clientId },
      async load(signal) {
        const application = await findApplication(deps.graph(tenant), clientId, signal);
        if (application === undefined) throw new IdentityError('application.unknown', { clientId });
        return propertyPage(tenant, application, deps);
      },
    },
  );
}

/** What a person worked with last, closed until it is wanted. */
export function recentRow(
  tenant: Tenant,
  recent: readonly RememberedApplication[],
  deps: ApplicationRowsDeps,
): Row {
  return row(
    'recent',
    { label: deps.translate('Recent'), description: String(recent.length), icon: 'history' },
    {
      load: () => Promise.resolve(page(recent.map((each) => rememberedRow(tenant, each, 'recent', deps)))),
    },
  );
}

/** A deleted registration: restored or deleted for good, nothing else. */
export function deletedRow(tenant: Tenant, application: ListedApplication): Row {
  const { objectId, name, clientId } = application;
  return row(
    objectId,
    { label: name, description: clientId, icon: 'trash' },
    { context: 'registration.deleted', target: { tenant: tenant.id, objectId, name } },
  );
}

function propertyPage(tenant: Tenant, application: ListedApplication, deps: ApplicationRowsDeps): Page {
  const { translate } = deps;
  return page([
    row('clientId', { label: translate('Client ID'), description: application.clientId, icon: 'symbol-key' }),
    settingsRow(tenant, application, deps),
    ...partKinds.map((kind) => groupRow(kind, tenant, application, deps)),
  ]);
}

function settingsRow(
  tenant: Tenant,
  { clientId, resource }: ListedApplication,
  { translate }: ApplicationRowsDeps,
): Row {
  const settings = applicationSettings.map((setting) => {
    const { id, title, icon } = setting;
    const value = setting.read(resource);
    const option = settingOption(setting, value);
    const shown = value === '' ? translate('none') : value;
    return row(
      id,
      {
        label: translate(title),
        description: option === undefined ? shown : translate(option.label),
        ...(option === undefined ? {} : { tooltip: translate(option.detail) }),
        icon,
      },
      {
        context: 'registration.setting',
        target: { tenant: tenant.id, clientId, setting: id },
        command: 'identity.application.changeSetting',
      },
    );
  });
  return row(
    'settings',
    { label: translate('Authentication settings'), icon: 'settings-gear' },
    { load: () => Promise.resolve(page(settings)) },
  );
}

function groupRow(
  kind: PartKind<(typeof partKinds)[number]['id']>,
  tenant: Tenant,
  application: ListedApplication,
  deps: ApplicationRowsDeps,
): Row {
  const { clientId } = application;
  const { translate, clock } = deps;
  const count = kind.count?.(application);
  const target = { tenant: tenant.id, clientId, part: kind.id };
  return row(
    kind.id,
    {
      label: translate(kind.title),
      icon: kind.icon,
      ...(count === undefined ? {} : { description: count === 0 ? translate('none') : String(count) }),
    },
    {
      context: `registration.${kind.id}s`,
      target,
      empty: translate('None'),
      async load(signal) {
        const now = clock.now();
        const parts = await kind.load({ graph: deps.graph(tenant), application, now, translate, signal });
        return page(
          parts.map((part) =>
            row(part.key, looks(part, kind.icon), {
              context: `registration.${kind.id}`,
              target: { ...target, key: part.key },
            }),
          ),
        );
      },
    },
  );
}

function looks({ label, description, detail, state }: Part, icon: string) {
  return {
    label,
    ...(description === undefined ? {} : { description }),
    tooltip: [label, description, detail].filter(Boolean).join('\n'),
    icon,
    ...(state === undefined ? {} : { color: COLORS[state] }),
  };
}
