import type { GraphClient } from '@quayside/shared/graphql/graph-client';
import { manyByKey, oneByKey } from '@quayside/shared/graphql/loader';
import type { SubgraphContext } from '@quayside/shared/graphql/subgraph';
import type { Archive } from './archive.ts';
import type { Outbox } from './channel/outbox.ts';
import type { SecretBox } from './channel/secret-box.ts';
import type { Mailboxes } from './mailbox/mailboxes.ts';
import { findInvoices } from './message/invoice-store.ts';
import type { EdiMessage, EdiSet } from './message/message.ts';
import { findMessages, findRelated, findSets } from './message/store.ts';
import type { Partner } from './partner/partner.ts';
import { listPartners } from './partner/store.ts';
import { rejectionsOf } from './rejection/store.ts';
import type { RejectionRow } from './rejection/table.ts';
import { triesOfDay } from './stranger/store.ts';

/** What the bridge's resolvers get. */
export interface EdiContext extends SubgraphContext {
  readonly archive: Archive;
  readonly mailboxes: Mailboxes;
  readonly box: SecretBox;
  readonly outbox: Outbox;
  /** Null in administration, beside a running bridge. */
  readonly graph: GraphClient | null;
  /** Our doors for partners. */
  readonly station: () => Promise<Station>;
  readonly loaders: EdiLoaders;
}

/** Where partners reach us; null where a door is closed. */
export interface Station {
  readonly as2Url: string | null;
  readonly sftpHost: string | null;
  readonly sftpPort: number | null;
  readonly sftpHostKey: string | null;
}

/** What the bridge's context is made of, beside the base. */
export type EdiParts = Pick<EdiContext, 'archive' | 'mailboxes' | 'box' | 'outbox' | 'graph' | 'station'>;

/** Each loader asks within the viewer's reach. */
export interface EdiLoaders {
  readonly partner: { load(id: string): Promise<Partner | null> };
  readonly message: { load(id: string): Promise<EdiMessage | null> };
  readonly sets: { load(messageId: string): Promise<EdiSet[]> };
  readonly related: { load(messageId: string): Promise<EdiMessage[]> };
  /** Those that a message speaks of. */
  readonly invoices: { load(messageId: string): Promise<{ readonly id: string }[]> };
  /** By the partner. */
  readonly tries: { load(partnerId: string): Promise<{ readonly tries: number } | null> };
  /** By the message that was rejected. */
  readonly rejection: { load(messageId: string): Promise<RejectionRow | null> };
}

/** Adds the bridge's own things to the base context. */
export function ediContext(base: SubgraphContext, parts: EdiParts): EdiContext {
  const { db, viewer } = base;
  return {
    ...base,
    ...parts,
    loaders: {
      partner: oneByKey(
        (ids) => db.read((em) => listPartners(em, viewer, base.now(), ids)),
        ({ id }) => id,
      ),
      message: oneByKey(
        (ids) => db.read((em) => findMessages(em, viewer, ids)),
        ({ id }) => id,
      ),
      sets: manyByKey(
        (ids) => db.read((em) => findSets(em, viewer, ids)),
        ({ messageId }) => messageId,
      ),
      invoices: manyByKey(
        (ids) => db.read((em) => findInvoices(em, viewer, ids)),
        ({ messageId }) => messageId,
      ),
      tries: oneByKey(
        (ids) => db.read((em) => triesOfDay(em, ids, base.now())),
        ({ partnerId }) => partnerId,
      ),
      rejection: oneByKey(
        (ids) => db.read((em) => rejectionsOf(em, ids)),
        ({ id }) => id,
      ),
      related: manyByKey(
        (ids) => db.read((em) => findRelated(em, viewer, ids)),
        ({ relatesToId }) => relatesToId ?? '',
      ),
    },
  };
}
