import { countByKey, manyByKey, oneByKey } from '@quayside/shared/graphql/loader';
import type { SubgraphContext } from '@quayside/shared/graphql/subgraph';
import { cases, damageReportsOf } from './case/store.ts';
import { claims } from './claim/store.ts';
import { calendarsOf, clocksOf, transitionsOf } from './clock/store.ts';
import { messagesForConsignee, readByConsignee } from './consignee/store.ts';
import { historyOf, messagesOf } from './conversation/store.ts';
import { casesOfDefects, defectsOfCases } from './defect/store.ts';
import { termsOfAccounts } from './directory/store.ts';
import type { Assembler } from './evidence/assembler.ts';
import { itemsOf, packsOf } from './evidence/store.ts';
import type { ServiceItem } from './item/item.ts';
import type { CountBy, ItemStore } from './item/store.ts';
import { textsOf, votesOn } from './knowledge/store.ts';
import type { HeldMailPlace } from './mail/held-commands.ts';
import { findQueueItems } from './queue/store.ts';
import { returnOrders } from './return-order/store.ts';
import { ratingsOf } from './satisfaction/store.ts';
import { reviewsOf } from './supervision/store.ts';
import { repairsOf, workOrders } from './work-order/store.ts';

/** What the resolvers of this subgraph get. */
export interface ServiceContext extends SubgraphContext {
  readonly loaders: ReturnType<typeof openLoaders>;
  readonly assembler: Assembler;
  /** Null where no mails come in, as in administration. */
  readonly heldMails: HeldMailPlace | null;
}

/** One query per relation, within the viewer's reach. */
function openLoaders({ db, viewer }: Pick<SubgraphContext, 'db' | 'viewer'>) {
  const byId = <Item extends ServiceItem>(store: ItemStore<Item>) =>
    oneByKey(
      (ids) => db.read((em) => store.findAll(em, viewer, ids)),
      (item) => item.id,
    );
  const ofShipment = <Item extends ServiceItem>(store: ItemStore<Item>) =>
    manyByKey(
      (ids) => db.read((em) => store.ofShipments(em, viewer, ids)),
      (item) => item.shipmentId ?? '',
    );
  const openCount = <Item extends ServiceItem>(store: ItemStore<Item>, by: CountBy) =>
    countByKey((ids) => db.read((em) => store.countOpen(em, viewer, by, ids)));
  return {
    case: byId(cases),
    claim: byId(claims),
    workOrder: byId(workOrders),
    returnOrder: byId(returnOrders),
    repairs: manyByKey(
      (ids) => db.read((em) => repairsOf(em, viewer, ids)),
      (order) => order.returnOrderId ?? '',
    ),
    casesOfShipment: ofShipment(cases),
    claimsOfShipment: ofShipment(claims),
    workOrdersOfShipment: ofShipment(workOrders),
    returnsOfShipment: ofShipment(returnOrders),
    openClaimsOfShipment: openCount(claims, 'shipment_id'),
    openCasesOfAccount: openCount(cases, 'account_id'),
    openClaimsOfAccount: openCount(claims, 'account_id'),
    ...openPartLoaders({ db, viewer }),
  };
}

/** What belongs to items: words, papers, clocks, scores. */
function openPartLoaders({ db, viewer }: Pick<SubgraphContext, 'db' | 'viewer'>) {
  return {
    /** For work that the viewer has been found to see. */
    termsOfAccount: manyByKey(
      (ids) => db.read((em) => termsOfAccounts(em, ids)),
      (terms) => terms.accountId,
    ),
    messages: manyByKey(
      (ids) => db.read((em) => messagesOf(em, viewer, ids)),
      (message) => message.itemId,
    ),
    consigneeMessages: manyByKey(
      (ids) => db.read((em) => messagesForConsignee(em, viewer, ids)),
      (message) => message.itemId,
    ),
    consigneeReads: oneByKey(
      (ids) => db.read((em) => readByConsignee(em, viewer, ids)),
      (read) => read.id,
    ),
    history: manyByKey(
      (ids) => db.read((em) => historyOf(em, viewer, ids)),
      (entry) => entry.itemId,
    ),
    evidencePacks: manyByKey(
      (ids) => db.read((em) => packsOf(em, viewer, ids)),
      (pack) => pack.claimId,
    ),
    evidenceItems: manyByKey(
      (ids) => db.read((em) => itemsOf(em, viewer, ids)),
      (item) => item.packId,
    ),
    queueItem: oneByKey(
      (ids) => db.read((em) => findQueueItems(em, viewer, ids)),
      (item) => item.id,
    ),
    damageReports: manyByKey(
      (ids) => db.read((em) => damageReportsOf(em, viewer, ids)),
      (report) => report.shipmentId,
    ),
    clocks: manyByKey(
      (ids) => db.read((em) => clocksOf(em, viewer, ids)),
      (clock) => clock.itemId,
    ),
    transitions: manyByKey(
      (ids) => db.read((em) => transitionsOf(em, viewer, ids)),
      (step) => step.clockId,
    ),
    calendar: oneByKey(
      (keys) =>
        db.read((em) =>
          calendarsOf(
            em,
            keys.map((key) => key.slice(0, key.lastIndexOf(':'))),
          ),
        ),
      ({ party, version }) => `${party}:${version}`,
    ),
    reviews: manyByKey(
      (ids) => db.read((em) => reviewsOf(em, viewer, ids)),
      (review) => review.drawId,
    ),
    textsOfArticle: manyByKey(
      (ids) => db.read((em) => textsOf(em, viewer, ids)),
      (text) => text.articleId,
    ),
    votes: oneByKey(
      (ids) => db.read((em) => votesOn(em, viewer, ids)),
      (votes) => votes.articleId,
    ),
    casesOfDefect: manyByKey(
      (ids) => db.read((em) => casesOfDefects(em, viewer, ids)),
      (one) => one.defectId,
    ),
    defectOfCase: oneByKey(
      (ids) => db.read((em) => defectsOfCases(em, viewer, ids)),
      (defect) => defect.caseId,
    ),
    rating: oneByKey(
      (ids) => db.read((em) => ratingsOf(em, viewer, ids)),
      (rating) => rating.shipmentId,
    ),
  };
}

/** Made anew for each fetch, so that no loader outlives the rights it was made with. */
export const serviceContext =
  (assembler: Assembler, heldMails: HeldMailPlace | null) =>
  (base: SubgraphContext): ServiceContext => ({ ...base, loaders: openLoaders(base), assembler, heldMails });
