import { isDuplicateKey } from '@quayside/shared/db/database';
import { forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { unitOf } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { inWords, money } from '@quayside/shared/money';
import { ok, type Refusal, type Result, refuse } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { mayBill } from '../invoice/policy.ts';
import type { Assignment, NewItem, Remittance } from '../receivable/remittance.ts';
import { recordRemittance } from '../receivable/remittance-commands.ts';
import { findRemittance, receivablesNumbered } from '../receivable/store.ts';
import {
  type BankCredit,
  knownAs,
  type ReadCredit,
  referenceOf,
  type StatementFault,
  whose,
} from './bank-statement.ts';
import { readCamt } from './camt.ts';
import { creditsKnown, findCredit, insertCredit, saveCredit } from './store.ts';

/** What became of a file. */
export interface StatementImport {
  readonly booked: number;
  readonly open: number;
  readonly known: number;
  readonly passed: number;
  readonly faults: readonly StatementFault[];
}

/**
 * Takes in what a bank says that came (camt.053, camt.054): each credit once, whatever file tells it. One that names
 * invoices of a customer is booked as that customer's payment; the others wait for a person.
 */
export async function importStatement(ctx: CommandContext, content: string): Promise<StatementImport> {
  if (!mayBill(ctx.viewer)) throw forbidden('import bank statements');
  const { credits, passed, faults } = readCamt(content);
  const count = { BOOKED: 0, OPEN: 0, KNOWN: 0, OTHER: 0 };
  const refused: StatementFault[] = [];
  for (const credit of credits) {
    const { became, refusal } = await takeIn(ctx, credit);
    count[became]++;
    if (became === 'OTHER') refused.push(usedFault(credit));
    if (refusal) refused.push(refusedFault(credit, refusal));
  }
  return { booked: count.BOOKED, open: count.OPEN, known: count.KNOWN, passed, faults: [...faults, ...refused] };
}

const refusedFault = (credit: ReadCredit, { message, fix }: Refusal): StatementFault => ({
  code: 'REFUSED',
  place: referenceOf(credit),
  rule: message,
  fix: fix ?? 'Say by hand whose it is.',
});

const usedFault = (credit: ReadCredit): StatementFault => ({
  code: 'REFERENCE_USED',
  place: referenceOf(credit),
  rule: `${inWords(money(credit.amountMinor, credit.currency))} of ${credit.payer ?? 'an unnamed payer'} on ${credit.bookedOn}: another credit came under this reference.`,
  fix: 'Record this payment by hand.',
});

interface Taken {
  readonly became: 'BOOKED' | 'OPEN' | 'KNOWN' | 'OTHER';
  readonly refusal?: Refusal;
}

/** One credit, with its payment, in one transaction. */
function takeIn(ctx: CommandContext, { named, ...credit }: ReadCredit): Promise<Taken> {
  const done = ctx.db.write(async (em): Promise<Taken> => {
    const known = knownAs(credit, await creditsKnown(em, credit));
    if (known !== 'NEW') return { became: known === 'SAME' ? 'KNOWN' : 'OTHER' };
    const id = newId();
    const theirs = whose({ ...credit, named }, await receivablesNumbered(em, ctx.viewer, null, named));
    const booked = theirs && (await book(em, ctx, { ...credit, id }, theirs.accountId, theirs.items));
    const remittanceId = booked?.ok ? booked.value.id : null;
    const state = remittanceId === null ? 'OPEN' : 'BOOKED';
    await insertCredit(em, {
      ...{ ...credit, id, state, remittanceId, unitPath: unitOf(ctx.viewer), reason: null, version: 1 },
      ...{ importedBy: ctx.viewer.name, importedAt: ctx.now() },
      ...{ settledBy: booked?.ok ? ctx.viewer.name : null, settledAt: booked?.ok ? ctx.now() : null },
    });
    return booked && !booked.ok ? { became: state, refusal: booked.refusal } : { became: state };
  });
  return done.catch((error: unknown) => {
    // The same file twice at once: the other was first.
    if (isDuplicateKey(error)) return { became: 'KNOWN' };
    throw error;
  });
}

type Kept = Omit<ReadCredit, 'named'> & Pick<BankCredit, 'id'>;

async function book(
  em: EntityManager,
  ctx: CommandContext,
  { id, currency, amountMinor, bookedOn: paidOn, ...credit }: Kept,
  accountId: string,
  items: readonly NewItem[],
): Promise<Result<Remittance>> {
  // Two accounts of ours may count alike: the payment of another credit is not this one's.
  const known = await findRemittance(em, ctx.viewer, accountId, referenceOf(credit));
  const reference = known?.source.startsWith('BANK:') ? id : referenceOf(credit);
  return recordRemittance(ctx, {
    ...{ accountId, reference, source: `BANK:${id}`, currency, amountMinor, paidOn, items },
  });
}

const settledFault = (credit: BankCredit): Result<never> =>
  refuse('BANK_CREDIT_SETTLED', `${referenceOf(credit)} has been settled already.`, { fix: 'Load the list again.' });

/** Says whose payment a credit is, and what it pays; the rest of it is applied later. */
export function bookCredit(
  ctx: CommandContext,
  id: string,
  accountId: string,
  assigned: readonly Assignment[],
): Promise<Result<Remittance>> {
  return ctx.db.write(async (em) => {
    const credit = await findCredit(em, ctx.viewer, id);
    if (!credit) throw notFound('The credit');
    if (!mayBill(ctx.viewer)) throw forbidden('book payments');
    if (credit.state !== 'OPEN') return settledFault(credit);
    const items = assigned.map(({ invoiceNumber, amountMinor: paidMinor }) => ({ invoiceNumber, paidMinor }));
    const booked = await book(em, ctx, credit, accountId, items);
    if (!booked.ok) return booked;
    const settled = { settledBy: ctx.viewer.name, settledAt: ctx.now() };
    await saveCredit(em, { ...credit, state: 'BOOKED', remittanceId: booked.value.id, ...settled });
    return booked;
  });
}

const LONGEST_REASON = 500;

/** Says that a credit is no customer's payment, such as interest: nobody has to look at it again. */
export function dismissCredit(ctx: CommandContext, id: string, reason: string): Promise<Result<BankCredit>> {
  return ctx.db.write(async (em) => {
    const credit = await findCredit(em, ctx.viewer, id);
    if (!credit) throw notFound('The credit');
    if (!mayBill(ctx.viewer)) throw forbidden('dismiss credits');
    if (credit.state !== 'OPEN') return settledFault(credit);
    if (!reason.trim() || reason.length > LONGEST_REASON)
      return refuse('REASON_LENGTH', `A reason has 1 to ${LONGEST_REASON} characters.`, { field: 'reason' });
    const settled = { settledBy: ctx.viewer.name, settledAt: ctx.now(), reason: reason.trim() };
    const dismissed: BankCredit = { ...credit, state: 'DISMISSED', ...settled };
    await saveCredit(em, dismissed);
    return ok({ ...dismissed, version: dismissed.version + 1 });
  });
}
