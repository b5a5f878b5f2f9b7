import { CONTRACT_AMENDED, CONTRACT_SOURCE } from '@quayside/contract/events';
import type { TestEngine } from '@quayside/shared/testing/databases';
import { aShipper, aStaffMember } from '@quayside/shared/testing/viewers';
import { A_PRICE, ACME, BOSTON, someTerms, startServiceApi } from './service-api.ts';
import { step } from './stories.ts';

const ID = '$id: ID!';
const REASON = '$id: ID!, $reason: String!';
const READ = `query ($id: ID!) { workOrder(id: $id) { state quantity day plannedHours photosRequired photoStandard
  quote { amount { amountMinor currency } basis reason by } cancellationPrice { amountMinor currency } proof { url }
  history { change from to } score scoreComment } }`;

/** Acme's contract has a price for labelling. */
export async function startPriced(engine: TestEngine) {
  const api = await startServiceApi(engine);
  await api.hear(CONTRACT_SOURCE, CONTRACT_AMENDED, ACME, someTerms({ catalogue: [A_PRICE] }));
  const [customer, staff] = [api.as(aShipper(ACME)), api.as(aStaffMember(BOSTON))];
  const read = async (id: string) => (await customer.ask(READ, { id })).workOrder;
  const approve = (id: string, amountMinor: number | null = null) =>
    step(
      customer,
      'approveWorkOrder(id: $id, amountMinor: $amountMinor)',
      'WorkOrder',
      { id, amountMinor },
      `${ID}, $amountMinor: Long`,
    );
  const cancel = (id: string, more: Record<string, unknown> = {}, graph = customer) =>
    step(
      graph,
      'cancelWorkOrder(id: $id, reason: $reason, amountMinor: $amountMinor, waived: $waived)',
      'WorkOrder',
      { id, reason: 'Sold out', ...more },
      `${REASON}, $amountMinor: Long, $waived: Boolean`,
    );
  return { ...api, customer, staff, read, approve, cancel };
}
