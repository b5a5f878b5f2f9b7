import { ruleOf } from '@quayside/customer/parameter-events';
import { parameterOf } from '@quayside/shared/db/parameter-store';
import { forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { isStaff } from '@quayside/shared/identity';
import { newId } from '@quayside/shared/ids';
import { localDate } from '@quayside/shared/instant';
import { money } from '@quayside/shared/money';
import { appendEvents } from '@quayside/shared/outbox/append';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { DISPUTE_DECIDED, type DisputeDecided, LINE_DISPUTED, type LineDisputed } from '../money-events.ts';
import { keepReceivable } from '../receivable/commands.ts';
import { settle } from '../receivable/receivable.ts';
import { findReceivables } from '../receivable/store.ts';
import { type Decision, type Dispute, decide, textFault } from './dispute.ts';
import { beginInvoice, type Invoice, type InvoiceLine, withLines } from './invoice.ts';
import { creditFault, mayBill, mayDispute } from './policy.ts';
import { issueAll } from './run-commands.ts';
import {
  creditedOf,
  creditedSum,
  disputesOf,
  findDisputes,
  findInvoices,
  findLines,
  insertDispute,
  insertLines,
  lockInvoice,
  saveDispute,
} from './store.ts';

/** Says that a line is wrong. The service subgraph opens a case of it; a line is disputed once at a time. */
export function disputeLine(ctx: CommandContext, lineId: string, reason: string): Promise<Result<Dispute>> {
  if (!mayDispute(ctx.viewer)) throw forbidden('dispute a line');
  return ctx.db.write(async (em) => {
    const { line, invoice } = await lineWithInvoice(em, ctx, lineId);
    const fault = textFault(reason, 'reason');
    if (fault) return fault;
    if (line.creditsLineId !== null || line.amountMinor <= 0) {
      return refuse('LINE_NOT_CHARGED', `Line ${line.line} of ${invoice.number} charges nothing.`, { field: 'lineId' });
    }
    const open = (await disputesOf(em, ctx.viewer, [invoice.id])).find(
      (one) => one.lineId === lineId && one.state === 'OPEN',
    );
    if (open) return ok(open);
    const dispute: Dispute = {
      ...{ id: newId(), invoiceId: invoice.id, lineId, accountId: invoice.accountId, state: 'OPEN' },
      ...{ reason: reason.trim(), answer: null, creditNoteId: null, openedBy: ctx.viewer.name, openedAt: ctx.now() },
      ...{ decidedAt: null, version: 1 },
    };
    await insertDispute(em, dispute);
    await tell(em, ctx, dispute, LINE_DISPUTED, toDisputed(ctx, dispute, invoice, line));
    return ok(dispute);
  });
}

async function lineWithInvoice(
  em: EntityManager,
  ctx: CommandContext,
  lineId: string,
): Promise<{ line: InvoiceLine; invoice: Invoice }> {
  const [line] = await findLines(em, ctx.viewer, [lineId]);
  if (line) await lockInvoice(em, line.invoiceId);
  const [invoice] = line ? await findInvoices(em, ctx.viewer, [line.invoiceId]) : [];
  if (!line || !invoice) throw notFound('The line');
  return { line, invoice };
}

const toDisputed = (
  { viewer }: CommandContext,
  dispute: Dispute,
  invoice: Invoice,
  line: InvoiceLine,
): LineDisputed => ({
  ...{ disputeId: dispute.id, invoiceId: invoice.id, invoiceNumber: invoice.number ?? '', line: line.line },
  ...{ accountId: invoice.accountId, shipmentId: line.source === 'SHIPMENT' ? line.subjectId : null },
  ...{ subjectNumber: line.subjectNumber, kind: line.kind, amountMinor: line.amountMinor, currency: invoice.currency },
  ...{ reason: dispute.reason, openedBy: dispute.openedBy, openedSide: isStaff(viewer) ? 'STAFF' : 'CUSTOMER' },
  openedWay: viewer.kind === 'key' ? 'API' : 'PORTAL',
});

/** Decides a dispute: gives back by a credit note, or upholds the line. */
export function decideDispute(ctx: CommandContext, id: string, decision: Decision): Promise<Result<Dispute>> {
  return ctx.db.write(async (em) => {
    const [dispute] = await findDisputes(em, ctx.viewer, [id]);
    if (!dispute) throw notFound('The dispute');
    if (!mayBill(ctx.viewer)) throw forbidden('decide a dispute');
    const { line, invoice } = await lineWithInvoice(em, ctx, dispute.lineId);
    const decided = decide(
      dispute,
      { ...line, currency: invoice.currency },
      await creditedOf(em, line.id),
      decision,
      ctx.now(),
    );
    if (!decided.ok) return decided;
    const above = await parameterOf(em, ruleOf('CREDIT_NOTE_APPROVAL_ABOVE'), dispute.accountId);
    const fault = creditFault(ctx.viewer, money(decision.creditMinor, invoice.currency), above);
    if (fault) return fault;
    const note = decision.creditMinor > 0 ? await creditNote(em, ctx, invoice, line, decision.creditMinor) : null;
    const saved = { ...decided.value, creditNoteId: note?.id ?? null };
    await saveDispute(em, saved);
    const { state, answer, accountId } = saved;
    const told: DisputeDecided = {
      ...{ disputeId: id, invoiceId: invoice.id, accountId, state: state === 'CREDITED' ? 'CREDITED' : 'UPHELD' },
      ...{ answer: answer ?? '', creditNoteNumber: note?.number ?? null },
    };
    await tell(em, ctx, { ...saved, version: saved.version + 1 }, DISPUTE_DECIDED, told);
    return ok({ ...saved, version: saved.version + 1 });
  });
}

/** Takes back a part of a line, with the tax that was charged on it, and lowers what is owed of its invoice. */
async function creditNote(
  em: EntityManager,
  ctx: CommandContext,
  invoice: Invoice,
  line: InvoiceLine,
  creditMinor: number,
): Promise<Invoice> {
  const { accountId, currency, grouping, groupKey, taxCode, periodFrom: from, periodTo: to } = invoice;
  const begun = { id: newId(), accountId, currency, grouping, groupKey, taxCode, termsDays: 0 };
  const taken: InvoiceLine = {
    ...line,
    ...{ id: newId(), invoiceId: begun.id, line: 1, chargeId: null, creditsLineId: line.id, reason: 'CREDIT' },
    amountMinor: -creditMinor,
  };
  const note = withLines({ ...beginInvoice(begun, { from, to }), creditsInvoiceId: invoice.id }, [taken]);
  const before = await creditedSum(em, invoice.id);
  await insertLines(em, [taken]);
  const occasion = { at: ctx.now(), correlationId: ctx.correlationId };
  const [issued] = await issueAll(em, occasion, [note], localDate(ctx.now()), before);
  const [receivable] = await findReceivables(em, ctx.viewer, [invoice.id]);
  if (!issued || !receivable) throw new RangeError(`the invoice ${invoice.id} has no receivable`);
  const settled = settle(receivable, { creditedMinor: -issued.totalMinor });
  if (!settled.ok) throw new RangeError(settled.refusal.message);
  await keepReceivable(em, occasion, settled.value);
  return issued;
}

const tell = (
  em: EntityManager,
  ctx: CommandContext,
  { id, accountId, version }: Dispute,
  type: string,
  data: object,
): Promise<void> =>
  appendEvents(em, [
    { type, accountId, subject: id, seq: version, at: ctx.now(), correlationId: ctx.correlationId, data },
  ]);
