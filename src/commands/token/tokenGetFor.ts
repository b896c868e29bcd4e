import { httpRequest } from '../../core/platformRequest.ts';
import { platforms, type Platform } from '../../core/platforms.ts';
import { IdentityError } from '../../core/errors.ts';
import type { Choice } from '../../core/prompt.ts';
import type { Commands } from '../../manifest.ts';
import type { Services } from '../services.ts';
import { pickTenant } from '../tenant/pickTenant.ts';
import { obtainToken, type ObtainedToken, type ObtainTokenDeps } from './obtainToken.ts';

type Deps = ObtainTokenDeps & Pick<Services, 'tenants'>;
type Use = 'copy' | 'terminal' | 'http' | 'inspect';

/**
 * A token for a platform, with its right scope: cached, or obtained by a flow that asks for what is missing; then copied,
 * given to a new terminal, written as a request, or inspected. Undefined when dismissed. Throws `platform.unknown`.
 */
export function tokenGetFor(deps: Deps): Commands['identity.token.getFor'] {
  return async (request = {}) => {
    const platform =
      request.platform === undefined ? await askPlatform(deps) : findPlatform(request.platform);
    if (platform === undefined) return undefined;
    const tenant = await pickTenant(deps, request.tenant, ({ kind }) => kind !== 'oidc' && kind !== 'adfs');
    if (tenant === undefined) return undefined;
    const resource = platform.scope.replace(/\/\.default$/, '');
    const token = await obtainToken(deps, {
      tenant,
      scopes: [platform.scope],
      resource,
      otherNames: platform.id === 'graph' ? ['00000003-0000-0000-c000-000000000000'] : [],
      ...(request.clientId === undefined ? {} : { clientId: request.clientId }),
      ...(request.flow === undefined ? {} : { flow: request.flow }),
    });
    if (token === undefined) return undefined;
    const use = request.then ?? (await askUse(deps, platform));
    if (use !== undefined) await useToken(deps, platform, token, use);
    return { tokenId: token.tokenId, scope: platform.scope };
  };
}

function findPlatform(id: string): Platform {
  const found = platforms.find((platform) => platform.id === id);
  if (found === undefined)
    throw new IdentityError('platform.unknown', {
      platform: id,
      known: platforms.map((each) => each.id).join(', '),
    });
  return found;
}

function askPlatform({ prompt, translate }: Deps): Promise<Platform | undefined> {
  const choices = platforms.map((platform): Choice<Platform> => ({
    label: platform.title,
    detail: platform.scope,
    icon: 'server',
    value: platform,
  }));
  return prompt.pick(choices, translate('Get Token'), translate('For which platform?'));
}

function askUse({ prompt, translate }: Deps, { variable, request }: Platform): Promise<Use | undefined> {
  const choices: readonly Choice<Use>[] = [
    { label: translate('Copy'), icon: 'copy', value: 'copy' },
    {
      label: translate('Open a Terminal with {variable}', { variable }),
      detail: translate('The variable exists in that terminal only, until it is closed.'),
      icon: 'terminal',
      value: 'terminal',
    },
    ...(request === undefined
      ? []
      : [
          {
            label: translate('Write an .http Request and Copy the Token'),
            detail: translate('The file asks for the token when it is sent; it never holds it.'),
            icon: 'globe',
            value: 'http' as const,
          },
        ]),
    { label: translate('Inspect'), icon: 'search', value: 'inspect' },
  ];
  return prompt.pick(choices, translate('Get Token'), translate('What should happen with it?'));
}

async function useToken(
  { workbench, inspect, prompt, translate }: Deps,
  platform: Platform,
  { accessToken }: ObtainedToken,
  use: Use,
): Promise<void> {
  switch (use) {
    case 'copy':
      await workbench.clipboard.write(accessToken);
      break;
    case 'terminal':
      await workbench.openTerminal(platform.title, { [platform.variable]: accessToken });
      break;
    case 'http':
      await workbench.openText(httpRequest(platform), 'http');
      await workbench.clipboard.write(accessToken);
      void prompt.tell(translate('The token is on the clipboard: paste it when the request asks for it.'));
      break;
    case 'inspect':
      await inspect(accessToken);
  }
}
