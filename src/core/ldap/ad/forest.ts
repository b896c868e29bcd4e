import { hasBit, isOfClass, type Branch } from '../branches/branch.ts';
import { readBranch } from '../branches/readBranch.ts';
import { rdnLabel } from '../dn.ts';
import { textOf, textsOf, type Entry } from '../entry.ts';
import type { LdapSession } from '../session.ts';
import { dnsNameOf, nameAbove } from './names.ts';
import { domainControllers, domains, siteLinks, sites, trusts } from './topology.ts';

/** A forest as a picture shows it. Names are from outside. */
export interface Forest {
  readonly domains: readonly { readonly name: string; readonly parent?: string }[];
  readonly sites: readonly { readonly name: string; readonly controllers: readonly Controller[] }[];
  readonly links: readonly {
    readonly name: string;
    readonly sites: readonly string[];
    readonly cost: string;
  }[];
  readonly trusts: readonly Trust[];
}

export interface Controller {
  readonly name: string;
  readonly domain: string;
  readonly isCatalog: boolean;
  readonly isReadOnly: boolean;
}

export interface Trust {
  readonly from: string;
  readonly to: string;
  /** 1 inbound, 2 outbound, 3 both ([MS-ADTS] 6.1.6.7.12). */
  readonly direction: number;
  readonly isForest: boolean;
}

const [DOMAIN, FOREST_TRANSITIVE, GLOBAL_CATALOG] = [2, 8, 1];

/** Reads the forest of a domain controller. Rejects as `LdapSession.search` does. */
export async function readForest(session: LdapSession, signal: AbortSignal): Promise<Forest> {
  const entriesOf = async (branch: Branch): Promise<readonly Entry[]> => {
    const found: Entry[] = [];
    for await (const { entries } of readBranch(session, branch, undefined, signal)) found.push(...entries);
    return found;
  };
  const partitions = (await entriesOf(domains)).filter((entry) => hasBit(entry, 'systemFlags', DOMAIN));
  const byReference = new Map(partitions.map((entry) => [entry.dn.toLowerCase(), domainName(entry)]));
  const controllers = await entriesOf(domainControllers);
  const here = dnsNameOf(session.server.defaultNamingContext ?? '');
  return {
    domains: partitions.map((entry) => {
      const parent = byReference.get((textOf(entry, 'trustParent') ?? '').toLowerCase());
      return { name: domainName(entry), ...(parent === undefined ? {} : { parent }) };
    }),
    sites: (await entriesOf(sites)).map(({ dn }) => ({
      name: rdnLabel(dn),
      controllers: controllers
        .filter((entry) => nameAbove(entry.dn, 3) === rdnLabel(dn))
        .map((entry) => controllerOf(entry)),
    })),
    links: (await entriesOf(siteLinks)).map((entry) => ({
      name: rdnLabel(entry.dn),
      sites: textsOf(entry, 'siteList').map(rdnLabel),
      cost: textOf(entry, 'cost') ?? '100',
    })),
    trusts: (await entriesOf(trusts)).map((entry) => ({
      from: here,
      to: textOf(entry, 'trustPartner') ?? rdnLabel(entry.dn),
      direction: Number(textOf(entry, 'trustDirection') ?? 0),
      isForest: hasBit(entry, 'trustAttributes', FOREST_TRANSITIVE),
    })),
  };
}

function domainName(entry: Entry): string {
  return textOf(entry, 'dnsRoot') ?? dnsNameOf(textOf(entry, 'nCName') ?? '');
}

function controllerOf(entry: Entry): Controller {
  // The domain's partition is the one whose name is made of DCs only and no application's.
  const names = textsOf(entry, 'msDS-hasMasterNCs').filter((dn) => /^dc=/i.test(dn) && dnsNameOf(dn) !== dn);
  const [domain = ''] = names
    .filter((dn) => !/^dc=(?:domain|forest)dnszones,/i.test(dn))
    .map((dn) => dnsNameOf(dn));
  return {
    name: nameAbove(entry.dn, 1),
    domain,
    isCatalog: hasBit(entry, 'options', GLOBAL_CATALOG),
    isReadOnly: isOfClass(entry, 'nTDSDSARO'),
  };
}
