import type { SortKey } from './session.ts';
import type { ServerKind } from './serverFacts.ts';

/** An order in which the server can give the children of an entry (RFC 2891). */
export interface ChildOrder {
  readonly id: string;
  readonly title: string;
  readonly key: (server: ServerKind) => SortKey;
}

/** generalizedTimeOrderingMatch (RFC 4517 §4.2.17), which OpenLDAP wants named; AD orders by its own syntax. */
const BY_TIME = '2.5.13.28';

const byTime = (ofAd: string, ofOthers: string) => (server: ServerKind) =>
  server === 'activeDirectory'
    ? { attribute: ofAd, descending: true }
    : { attribute: ofOthers, rule: BY_TIME, descending: true };

/** caseIgnoreOrderingMatch (RFC 4517 §4.2.12). */
const byText = (attribute: string) => (server: ServerKind) =>
  server === 'activeDirectory' ? { attribute } : { attribute, rule: '2.5.13.3' };

/** The orders besides that by name, which needs no server. A new one is one entry. */
export const childOrders: readonly ChildOrder[] = [
  { id: 'newest', title: 'Newest first', key: byTime('whenCreated', 'createTimestamp') },
  { id: 'changed', title: 'Last changed first', key: byTime('whenChanged', 'modifyTimestamp') },
  { id: 'commonName', title: 'Common name (cn)', key: byText('cn') },
  { id: 'surname', title: 'Surname (sn)', key: byText('sn') },
];
