import { accountBranches } from '../ad/accounts.ts';
import { dnsBranches } from '../ad/dns.ts';
import { policyBranches } from '../ad/policies.ts';
import { replicationBranches } from '../ad/replication.ts';
import { schemaBranches } from '../ad/schema.ts';
import { topologyBranches } from '../ad/topology.ts';
import { hybridBranch } from '../hybrid/evidence.ts';
import { openLdapBranches } from '../openLdap/branches.ts';
import type { ServerKind } from '../serverFacts.ts';
import type { Branch } from './branch.ts';

/** What a directory of each kind is made readable by, in the order of the tree. */
export const branches: Readonly<Record<ServerKind, readonly Branch[]>> = {
  activeDirectory: [
    ...topologyBranches,
    ...policyBranches,
    ...accountBranches,
    hybridBranch,
    ...dnsBranches,
    ...replicationBranches,
    ...schemaBranches,
  ],
  openLdap: openLdapBranches,
  other: [],
};
