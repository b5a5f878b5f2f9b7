import type { GraphClient } from '@quayside/shared/graphql/graph-client';
import { manyByKey, oneByKey } from '@quayside/shared/graphql/loader';
import type { SubgraphContext } from '@quayside/shared/graphql/subgraph';
import type { Archive } from './archive.ts';
import type { Mailboxes } from './mailbox/mailboxes.ts';
import type { EdiMessage, EdiSet } from './message/message.ts';
import { findMessages, findRelated, findSets } from './message/store.ts';
import type { Partner } from './partner/partner.ts';
import { listPartners } from './partner/store.ts';

/** What the bridge's resolvers get. */
export interface EdiContext extends SubgraphContext {
  readonly archive: Archive;
  readonly mailboxes: Mailboxes;
  /** Null in administration, beside a running bridge. */
  readonly graph: GraphClient | null;
  readonly loaders: EdiLoaders;
}

/** Each loader asks within the viewer's reach. */
export interface EdiLoaders {
  readonly partner: { load(id: string): Promise<Partner | null> };
  readonly message: { load(id: string): Promise<EdiMessage | null> };
  readonly sets: { load(messageId: string): Promise<EdiSet[]> };
  readonly related: { load(messageId: string): Promise<EdiMessage[]> };
}

/** Adds the bridge's own things to the base context. */
export function ediContext(
  base: SubgraphContext,
  { archive, mailboxes, graph = null }: { archive: Archive; mailboxes: Mailboxes; graph?: GraphClient | null },
): EdiContext {
  const { db, viewer } = base;
  return {
    ...base,
    archive,
    mailboxes,
    graph,
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
      related: manyByKey(
        (ids) => db.read((em) => findRelated(em, viewer, ids)),
        ({ relatesToId }) => relatesToId ?? '',
      ),
    },
  };
}
