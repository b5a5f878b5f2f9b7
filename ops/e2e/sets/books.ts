import { keepCharges } from '@quayside/contract/charge/commands';
import type { Quayside } from '@quayside/gateway/quayside';
import { systemViewer } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { DAY } from '@quayside/shared/instant';

const BILL = 'mutation($id: ID!) { runInvoices(accountId: $id) { __typename } }';
const PAID = `query($id: ID!) { remittances(filter: { accountId: $id }) {
  nodes { reference unapplied { amountMinor } items { applied { amountMinor } } } } }`;
const BILLED = '{ carrierInvoices { nodes { scac number state billed { amountMinor } lines { description } } } }';

const books = systemViewer('books');

/** Our books, as the partner's system cannot see them. */
export class Books {
  readonly #quayside: Quayside;

  constructor(quayside: Quayside) {
    this.#quayside = quayside;
  }

  /** Charges an account for something of two months ago, and bills it. */
  async bill(accountId: string, amountMinor: number): Promise<void> {
    const { contract } = this.#quayside.subgraphs;
    if (!contract) throw new Error('the books are not kept in this process');
    const at = Date.now();
    const charge = {
      ...({ source: 'SHIPMENT', kind: 'FREIGHT', reason: 'DONE', service: 'TRANSPORT', accountId } as const),
      ...{ contractId: newId(), chargeKey: newId(), subjectId: newId(), subjectNumber: 'QS-000001', quantity: 1 },
      ...{ unit: 'SHIPMENT', amountMinor, currency: 'USD', doneAt: at - 60 * DAY, orderNumber: 'SO-1', poNumber: null },
      why: null,
    };
    await contract.db.write((em) => keepCharges(em, { at, correlationId: 'test' }, [charge]));
    await this.#quayside.graph.execute(BILL, { id: accountId }, books);
  }

  /** The payment of an account, once it is booked. */
  async paymentOf(accountId: string): Promise<unknown> {
    const data = await this.#quayside.graph.execute<{ remittances: { nodes: unknown[] } }>(
      PAID,
      { id: accountId },
      books,
    );
    return data.remittances.nodes[0];
  }

  /** What a carrier has billed, once it is taken. */
  async billedBy(carrierScac: string): Promise<unknown> {
    const data = await this.#quayside.graph.execute<{ carrierInvoices: { nodes: { scac: string }[] } }>(
      BILLED,
      {},
      books,
    );
    return data.carrierInvoices.nodes.find(({ scac }) => scac === carrierScac);
  }
}
