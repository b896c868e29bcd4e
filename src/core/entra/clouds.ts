/** One Microsoft cloud and its addresses (https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud). */
export interface Cloud {
  readonly id: 'public' | 'usGovernment' | 'china';
  readonly name: string;
  /** Origin of the sign-in authority. */
  readonly authority: string;
  /** Further hosts the authority answers at, or that stand in its issuers. */
  readonly aliases: readonly string[];
  /** `cloud_instance_name` in its discovery documents. */
  readonly instanceName: string;
  readonly graph: string;
  /** Graph hosts its discovery documents may name besides (`msgraph_host`). */
  readonly graphAliases: readonly string[];
  readonly resourceManager: string;
  readonly portal: string;
  readonly entraPortal: string;
  /** Suffix of the first domain of its tenants. */
  readonly tenantSuffix: string;
  /** Suffixes of its External ID and Azure AD B2C authorities. */
  readonly externalIdSuffix: string;
  readonly b2cSuffix: string;
  /** `aud` of tokens that stand for a secret (Microsoft: workload identity federation). */
  readonly tokenExchangeAudience: string;
}

const publicCloud: Cloud = {
  id: 'public',
  name: 'the public cloud',
  authority: 'https://login.microsoftonline.com',
  aliases: ['login.windows.net', 'login.microsoft.com', 'sts.windows.net'],
  instanceName: 'microsoftonline.com',
  graph: 'https://graph.microsoft.com',
  graphAliases: [],
  resourceManager: 'https://management.azure.com',
  portal: 'https://portal.azure.com',
  entraPortal: 'https://entra.microsoft.com',
  tenantSuffix: '.onmicrosoft.com',
  externalIdSuffix: '.ciamlogin.com',
  b2cSuffix: '.b2clogin.com',
  tokenExchangeAudience: 'api://AzureADTokenExchange',
};

/** Every cloud, the commonest first. A new cloud is one entry. */
export const clouds: readonly Cloud[] = [
  publicCloud,
  {
    id: 'usGovernment',
    name: 'the US Government cloud',
    authority: 'https://login.microsoftonline.us',
    aliases: ['login.usgovcloudapi.net', 'sts.microsoftonline.us'],
    instanceName: 'microsoftonline.us',
    graph: 'https://graph.microsoft.us',
    graphAliases: ['dod-graph.microsoft.us'],
    resourceManager: 'https://management.usgovcloudapi.net',
    portal: 'https://portal.azure.us',
    entraPortal: 'https://entra.microsoft.us',
    tenantSuffix: '.onmicrosoft.us',
    externalIdSuffix: '.ciamlogin.us',
    b2cSuffix: '.b2clogin.us',
    tokenExchangeAudience: 'api://AzureADTokenExchangeUSGov',
  },
  {
    id: 'china',
    name: 'the China cloud (21Vianet)',
    authority: 'https://login.partner.microsoftonline.cn',
    aliases: ['login.chinacloudapi.cn', 'sts.chinacloudapi.cn'],
    instanceName: 'partner.microsoftonline.cn',
    graph: 'https://microsoftgraph.chinacloudapi.cn',
    graphAliases: [],
    resourceManager: 'https://management.chinacloudapi.cn',
    portal: 'https://portal.azure.cn',
    entraPortal: 'https://entra.microsoftonline.cn',
    tenantSuffix: '.partner.onmschina.cn',
    externalIdSuffix: '.ciamlogin.cn',
    b2cSuffix: '.b2clogin.cn',
    tokenExchangeAudience: 'api://AzureADTokenExchangeChina',
  },
];

/** The Azure Resource Manager that goes with a Microsoft Graph address; the sandbox has its own beside its Graph. */
export function resourceManagerOf(graph: string): string | undefined {
  const address = graph.replace(/\/$/, '');
  const host = URL.canParse(address) ? new URL(address).host : '';
  const cloud = clouds.find((each) => each.graph === address || each.graphAliases.includes(host));
  return (
    cloud?.resourceManager ?? (address.endsWith('/graph') ? address.replace(/graph$/, 'arm') : undefined)
  );
}

/** Whether an address is Microsoft Graph or Azure Resource Manager of a cloud, and not whatever a setting names. */
export function isMicrosoftApi(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host } = new URL(address);
  return (
    protocol === 'https:' &&
    clouds.some(({ graph, graphAliases, resourceManager }) =>
      [new URL(graph).host, ...graphAliases, new URL(resourceManager).host].includes(host),
    )
  );
}

/** The cloud whose sign-in authority answers at this host, undefined for any other host. */
export function cloudOfHost(host: string): Cloud | undefined {
  return clouds.find((cloud) => new URL(cloud.authority).host === host || cloud.aliases.includes(host));
}

/** The cloud a discovery document names with `cloud_instance_name`, undefined for an unknown name. */
export function cloudOfInstance(instanceName: string): Cloud | undefined {
  return clouds.find((cloud) => cloud.instanceName === instanceName);
}

/** The cloud that a tenant's authority belongs to, External ID and B2C too; the public one for any other address. */
export function cloudOfAuthority(authority: string): Cloud {
  const { host } = new URL(authority);
  return (
    cloudOfHost(host) ??
    clouds.find((each) => host.endsWith(each.externalIdSuffix) || host.endsWith(each.b2cSuffix)) ??
    publicCloud
  );
}
