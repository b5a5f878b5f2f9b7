import { CONTRACT_SOURCE } from '@quayside/contract/events';
import {
  DISPUTE_DECIDED,
  type DisputeDecided,
  LINE_DISPUTED,
  type LineDisputed,
} from '@quayside/contract/money-events';
import { EventLog } from '@quayside/shared/outbox/event-log';
import { eachDatabase } from '@quayside/shared/testing/databases';
import { aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { describe, expect, it } from 'vitest';
import { ACME, BETA, BOSTON, PARCEL, startServiceApi } from './service-api.ts';

const OF = `{ _entities(representations: [{ __typename: "InvoiceDispute", id: "D1", accountId: "${ACME}" }]) {
  ... on InvoiceDispute { case { number state category invoice { id } subject resolution openedBy } } } cases { nodes { number } } }`;

const disputed = (change: Partial<LineDisputed> = {}): LineDisputed => ({
  ...{ disputeId: 'D1', invoiceId: 'I1', invoiceNumber: 'INV-000007', line: 3, accountId: ACME, shipmentId: PARCEL },
  ...{ subjectNumber: 'QS-000001', kind: 'FUEL', amountMinor: 1_250, currency: 'USD', reason: 'Billed twice' },
  ...{ openedBy: 'Ada', openedSide: 'CUSTOMER', openedWay: 'PORTAL', ...change },
});

eachDatabase((engine) => {
  describe('a disputed line', () => {
    it('is one case, resolved by what was decided', async () => {
      const { as, hear, subgraph } = await startServiceApi(engine);
      await hear(CONTRACT_SOURCE, LINE_DISPUTED, ACME, disputed());
      await hear(CONTRACT_SOURCE, LINE_DISPUTED, ACME, disputed());
      await subgraph.settle();
      const log = await new EventLog('service', subgraph.db).readAfter(0, 100);
      // The customer's own words are one touch, without what the product wrote around them.
      expect(log.find(({ type }) => type === 'case.opened.v1')?.data).toMatchObject({
        said: { by: 'CUSTOMER', name: 'Ada', way: 'PORTAL', excerpt: 'Billed twice', first: true },
      });
      const staff = as(aStaffMember(BOSTON));
      const opened = await staff.ask(OF);
      expect(opened.cases.nodes).toHaveLength(1);
      expect(opened._entities[0].case).toMatchObject({
        ...{
          state: 'OPEN',
          category: 'BILLING',
          invoice: { id: 'I1' },
          subject: 'INV-000007, line 3: QS-000001',
          openedBy: 'Ada',
        },
      });
      const told: DisputeDecided = {
        ...{ disputeId: 'D1', accountId: ACME, state: 'CREDITED', answer: 'Right', creditNoteNumber: 'CN-000001' },
      };
      await hear(CONTRACT_SOURCE, DISPUTE_DECIDED, ACME, told);
      const resolved = await as(aShipper(ACME)).ask(OF);
      expect(resolved._entities[0].case).toMatchObject({ state: 'RESOLVED', resolution: 'Right (CN-000001)' });
      expect((await as(aShipper(BETA)).ask(OF))._entities[0].case).toBeNull();
    });

    it('is a case of the account where the shipment is not known', async () => {
      const { as, hear } = await startServiceApi(engine);
      await hear(CONTRACT_SOURCE, LINE_DISPUTED, ACME, disputed({ shipmentId: '01NOBODY000000000000000000' }));
      expect((await as(aShipper(ACME)).ask(OF)).cases.nodes).toHaveLength(1);
    });
  });
});
