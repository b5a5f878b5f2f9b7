import { entitlement } from '@quayside/contract/events';
import { ruleOf } from '@quayside/customer/parameter-events';
import { branchesOf, parametersAt } from '@quayside/shared/db/parameter-store';
import { oneOf } from '@quayside/shared/db/predicate';
import type { Predicate } from '@quayside/shared/db/reach';
import { rowReader } from '@quayside/shared/db/row-reader';
import type { EntityManager } from 'typeorm';
import { creditGates, nameOf, releasedAmong } from '../credit/store.ts';
import type { Shipment } from '../shipment/shipment.ts';
import { serviceOf, type Uncovered, uncoveredBy, type WorkGate } from './coverage.ts';
import { termsTable } from './table.ts';

const terms = rowReader(termsTable);

/** Whether orders that no contract covers wait (1), or are only flagged (0), each branch says for its customers. */
const WAITS = ruleOf('UNCOVERED_ORDERS_WAIT');

/** What is known of an order before work on it starts. */
export type GatedWork = Pick<Shipment, 'accountId' | 'kind' | 'orderNumber'>;

/** What of these is not covered on a day; only what waits for it. Ask only for orders of accounts in reach. */
async function uncoveredAmong(
  em: EntityManager,
  orders: readonly GatedWork[],
  date: string,
): Promise<(order: GatedWork) => Uncovered | null> {
  const accounts = orders.map(({ accountId }) => accountId);
  const held = await terms(em, oneOf('t.account_id', 'accounts', accounts), 'ORDER BY t.valid_from');
  const asked = ({ accountId, kind }: GatedWork) => {
    const own = held.filter((one) => one.accountId === accountId);
    return uncoveredBy(entitlement(own, serviceOf(kind), date), serviceOf(kind), date);
  };
  const missing = orders.filter(asked);
  if (missing.length === 0) return () => null;
  const settings = await parametersAt(em, [WAITS]);
  const branches = await branchesOf(
    em,
    missing.map(({ accountId }) => accountId),
  );
  const waits = (accountId: string) => settings(branches.get(accountId) ?? null).UNCOVERED_ORDERS_WAIT > 0;
  return (order) => (waits(order.accountId) ? asked(order) : null);
}

/** What keeps work on each from starting, in a few questions however many there are. */
export async function workGates(
  em: EntityManager,
  orders: readonly GatedWork[],
  date: string,
): Promise<(order: GatedWork) => WorkGate> {
  if (orders.length === 0) return () => ({ credit: null, released: false, uncovered: null });
  const creditOf = await creditGates(em, orders);
  const uncoveredOf = await uncoveredAmong(em, orders, date);
  const released = await releasedAmong(em, orders.filter(uncoveredOf));
  return (order) => {
    const { credit, released: byCredit } = creditOf(order);
    return { credit, released: byCredit || released.has(nameOf(order)), uncovered: uncoveredOf(order) };
  };
}

/** One text per order and kind: ids and kinds have no space. */
export const gateName = ({ accountId, kind, orderNumber }: GatedWork): string => `${accountId} ${kind} ${orderNumber}`;

/** Gates by the names of their orders, for a loader. */
export async function namedGates(
  em: EntityManager,
  names: readonly string[],
  date: string,
): Promise<(WorkGate & { name: string })[]> {
  const orders = names.map((name): GatedWork => {
    const [accountId = '', kind, ...number] = name.split(' ');
    return { accountId, kind: kind === 'LOAD' ? 'LOAD' : 'WAREHOUSE_ORDER', orderNumber: number.join(' ') };
  });
  const gateOf = await workGates(em, orders, date);
  return orders.map((order) => ({ ...gateOf(order), name: gateName(order) }));
}

/** Shipments `t` that wait for a contract on a day: the same question as above, for a list. */
export const waitsForContract = (date: string): Predicate => ({
  sql: `t.state IN ('TENDERED', 'BOOKED')
    AND NOT EXISTS (SELECT 1 FROM contract_terms c WHERE c.account_id = t.account_id AND c.state = 'ACTIVE'
      AND c.valid_from <= :coverDay AND c.valid_to >= :coverDay
      AND c.services LIKE CASE t.kind WHEN 'LOAD' THEN '%"TRANSPORT"%' ELSE '%"WAREHOUSING"%' END)
    AND NOT EXISTS (SELECT 1 FROM released_order r WHERE r.account_id = t.account_id AND r.order_number = t.order_number)
    AND COALESCE((SELECT p.value FROM parameter_value p
      LEFT JOIN tenant_scope s ON s.account_id = t.account_id
      WHERE p.name = :coverRule AND p.value IS NOT NULL AND SUBSTR(COALESCE(s.path, ''), 1, LENGTH(p.path)) = p.path ORDER BY LENGTH(p.path) DESC LIMIT 1), :coverStandard) > 0`,
  parameters: { coverDay: date, coverRule: WAITS.name, coverStandard: WAITS.standard },
});
