import { reachesAccount } from '@quayside/shared/db/reach';
import { manyByKey, oneByKey } from '@quayside/shared/graphql/loader';
import type { SubgraphContext } from '@quayside/shared/graphql/subgraph';
import { activitiesOf, findActivities } from './activity/store.ts';
import { changesToCome } from './agreed-change/store.ts';
import { chargesOf, findCharges } from './charge/store.ts';
import { contractsOfAccounts, contractsWithTier, findContracts, versionsOf } from './contract/store.ts';
import { creditViews } from './credit/view-store.ts';
import { creditsOf, disputesOf, findDisputes, findInvoices, findLines, linesOfCharges } from './invoice/store.ts';
import type { PaymentProvider } from './online-payment/stripe-transport.ts';
import { findQuotes, proposalsOf } from './quote/store.ts';
import { findRateCards, rateCardsOf } from './rate/store.ts';
import { findReceivables, stepsOf } from './receivable/store.ts';

/** What the resolvers of this subgraph get. */
export interface ContractContext extends SubgraphContext {
  readonly loaders: Loaders;
  /** Null where nothing is paid online. */
  readonly payments: PaymentProvider | null;
}

type Loaders = ReturnType<typeof openLoaders>;

/** One query per relation, within the viewer's reach. */
const openLoaders = ({ db, viewer, now }: SubgraphContext) => ({
  contract: oneByKey(
    (ids) => db.read((em) => findContracts(em, viewer, ids)),
    (contract) => contract.id,
  ),
  contractsOfAccount: manyByKey(
    (ids) => db.read((em) => contractsOfAccounts(em, viewer, ids)),
    (contract) => contract.accountId,
  ),
  contractsOfTier: manyByKey(
    (codes) => db.read((em) => contractsWithTier(em, viewer, codes)),
    (contract) => contract.tier?.code ?? '',
  ),
  versions: manyByKey(
    (ids) => db.read((em) => versionsOf(em, viewer, ids)),
    (version) => version.contractId,
  ),
  agreedChanges: manyByKey(
    (ids) => db.read((em) => changesToCome(em, viewer, ids)),
    (change) => change.contractId,
  ),
  rateCard: oneByKey(
    (ids) => db.read((em) => findRateCards(em, viewer, ids)),
    (card) => card.id,
  ),
  rateCards: manyByKey(
    (ids) => db.read((em) => rateCardsOf(em, viewer, ids)),
    (card) => card.contractId,
  ),
  quote: oneByKey(
    (ids) => db.read((em) => findQuotes(em, viewer, ids)),
    (quote) => quote.id,
  ),
  proposals: manyByKey(
    (ids) => db.read((em) => proposalsOf(em, viewer, ids)),
    (proposal) => proposal.quoteId,
  ),
  charge: oneByKey(
    (ids) => db.read((em) => findCharges(em, viewer, ids)),
    (charge) => charge.id,
  ),
  invoice: oneByKey(
    (ids) => db.read((em) => findInvoices(em, viewer, ids)),
    (invoice) => invoice.id,
  ),
  creditNotes: manyByKey(
    (ids) => db.read((em) => creditsOf(em, viewer, ids)),
    (note) => note.creditsInvoiceId ?? '',
  ),
  invoiceLine: oneByKey(
    (ids) => db.read((em) => findLines(em, viewer, ids)),
    (line) => line.id,
  ),
  lineOfCharge: oneByKey(
    (ids) => db.read((em) => linesOfCharges(em, viewer, ids)),
    (line) => line.chargeId ?? '',
  ),
  dispute: oneByKey(
    (ids) => db.read((em) => findDisputes(em, viewer, ids)),
    (dispute) => dispute.id,
  ),
  disputes: manyByKey(
    (ids) => db.read((em) => disputesOf(em, viewer, ids)),
    (dispute) => dispute.invoiceId,
  ),
  receivable: oneByKey(
    (ids) => db.read((em) => findReceivables(em, viewer, ids)),
    (receivable) => receivable.id,
  ),
  collectionSteps: manyByKey(
    (ids) => db.read((em) => stepsOf(em, ids)),
    (step) => step.receivableId,
  ),
  credit: oneByKey(
    (ids) => db.read((em) => creditViews(em, viewer, ids, now())),
    (view) => view.accountId,
  ),
  accountInReach: oneByKey(
    async (ids) => {
      const seen = await Promise.all(ids.map((id) => db.read((em) => reachesAccount(em, viewer, id))));
      return ids.filter((_, index) => seen[index]).map((id) => ({ id }));
    },
    (account) => account.id,
  ),
  activity: oneByKey(
    (ids) => db.read((em) => findActivities(em, viewer, ids)),
    (activity) => activity.id,
  ),
  activitiesOfSubject: manyByKey(
    (ids) => db.read((em) => activitiesOf(em, viewer, ids)),
    (activity) => activity.subjectId,
  ),
  shipmentCharges: manyByKey(
    (ids) => db.read((em) => chargesOf(em, viewer, 'SHIPMENT', ids)),
    (charge) => charge.subjectId,
  ),
  workOrderCharge: oneByKey(
    (ids) => db.read((em) => chargesOf(em, viewer, 'WORK_ORDER', ids)),
    (charge) => charge.subjectId,
  ),
  returnCredit: oneByKey(
    (ids) => db.read((em) => chargesOf(em, viewer, 'RETURN_ORDER', ids)),
    (charge) => charge.subjectId,
  ),
});

/** Made anew for each fetch, so that no loader outlives the rights it was made with. */
export const contractContext = (base: SubgraphContext, payments: PaymentProvider | null): ContractContext => ({
  ...base,
  loaders: openLoaders(base),
  payments,
});
