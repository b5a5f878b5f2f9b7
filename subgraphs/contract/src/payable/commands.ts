import { nextNumber } from '@quayside/shared/db/sequence';
import { forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { newId } from '@quayside/shared/ids';
import { appendEvents } from '@quayside/shared/outbox/append';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import type { Activity } from '../activity/activity.ts';
import { activitiesOf, fuelPrices } from '../activity/store.ts';
import { CARRIER_COST_KNOWN, type CarrierCostKnown } from '../money-events.ts';
import { changesOf, otherPrices } from '../rate/changes.ts';
import type { CardPreview } from '../rate/commands.ts';
import { cardFaults, checkRateCard } from '../rate/faults.ts';
import type { RateCard } from '../rate/rate.ts';
import { coverageFault, coverageFaults } from '../rating/coverage.ts';
import { type Deed, isNotPriced, type RatedCharge, rate } from '../rating/rating.ts';
import { openTariff } from '../rating/tariff.ts';
import {
  type CarrierInvoice,
  carrierInvoiceFault,
  judge,
  type NewCarrierInvoice,
  scacFault,
  type Tolerance,
} from './carrier-invoice.ts';
import { mayPayCarriers, maySetTolerance } from './policy.ts';
import {
  carrierCards,
  endCarrierCardOn,
  findCarrierCard,
  insertCarrierCard,
  insertCarrierInvoice,
  invoiceNumbered,
  lockShipment,
  paidOf,
  putTolerance,
  tolerance,
} from './store.ts';

/** Keeps what a carrier's prices are from a day on; days may neither overlap nor be left out. */
export function addCarrierCard(ctx: CommandContext, card: RateCard): Promise<Result<RateCard>> {
  if (!mayPayCarriers(ctx.viewer)) throw forbidden('keep the prices of carriers');
  return ctx.db.write(async (em) => {
    const checked = checkRateCard(card);
    if (!checked.ok) return checked;
    // Whoever adds a card at the same moment looks at the cards after this one is there.
    await nextNumber(em, 'carrier-card');
    const known = await carrierCards(em, card.contractId);
    const fault = scacFault(card.contractId) ?? coverageFault(known, card) ?? tariffFault(known, card);
    if (fault) return fault;
    await insertCarrierCard(em, card, ctx.now());
    return ok(card);
  });
}

/**
 * Ends a card of a carrier on a day, so that another one may begin on the next. What was matched before stays as it was:
 * only what is matched from now on finds no price for the days after.
 */
export function endCarrierCard(ctx: CommandContext, id: string, validTo: string): Promise<Result<RateCard>> {
  if (!mayPayCarriers(ctx.viewer)) throw forbidden('keep the prices of carriers');
  return ctx.db.write(async (em) => {
    // Whoever adds or ends a card at the same moment looks at the cards as this leaves them.
    await nextNumber(em, 'carrier-card');
    const card = await findCarrierCard(em, ctx.viewer, id);
    if (!card) throw notFound('The prices of the carrier');
    const ended = checkRateCard({ ...card, validTo });
    if (!ended.ok) return ended;
    const others = (await carrierCards(em, card.contractId)).filter((one) => one.id !== id);
    const fault = coverageFault(others, ended.value) ?? tariffFault(others, ended.value);
    if (fault) return fault;
    await endCarrierCardOn(em, id, validTo);
    return ok(ended.value);
  });
}

/** Looks at a card as `addCarrierCard` would, at all of its lines at once, and keeps nothing. */
export function previewCarrierCard(ctx: CommandContext, card: RateCard): Promise<CardPreview> {
  if (!mayPayCarriers(ctx.viewer)) throw forbidden('keep the prices of carriers');
  return ctx.db.read(async (em) => {
    const known = await carrierCards(em, card.contractId);
    const whole = [scacFault(card.contractId), tariffFault(known, card)];
    return {
      faults: [
        ...cardFaults(card),
        ...whole.flatMap((fault) => (fault?.ok === false ? [{ line: null, refusal: fault.refusal }] : [])),
        ...coverageFaults(known, card),
      ],
      changes: changesOf(known, card),
      others: otherPrices(known, card),
    };
  });
}

function tariffFault(known: readonly RateCard[], card: RateCard): Result<never> | null {
  const opened = openTariff(card.contractId, [...known, card], []);
  return opened.ok ? null : opened;
}

/**
 * Takes an invoice of a carrier and holds it against what its prices say of the shipment. The same number again answers
 * what was taken before: carriers send twice.
 */
export function recordCarrierInvoice(ctx: CommandContext, input: NewCarrierInvoice): Promise<Result<CarrierInvoice>> {
  if (!mayPayCarriers(ctx.viewer)) throw forbidden('take invoices of carriers');
  return ctx.db.write(async (em) => {
    const fault = carrierInvoiceFault(input);
    if (fault) return fault;
    const done = await activitiesOf(em, ctx.viewer, [input.shipmentId]);
    const [first] = done;
    if (!first) throw notFound('The shipment, or anything done for it,');
    const number = input.number.trim();
    const known = await invoiceNumbered(em, input.scac, number);
    if (known && known.shipmentId !== input.shipmentId) {
      const message = `${input.scac} has sent ${number} for another shipment.`;
      return refuse('CARRIER_INVOICE_TWICE', message, {
        field: 'number',
        fix: 'Ask the carrier which of the two is right.',
      });
    }
    if (known) return changedFault(known, input) ?? ok(known);
    await lockShipment(em, first.id);
    const paid = await paidOf(em, input);
    const { accountId } = first;
    const allowed = await tolerance(em, { accountId, currency: input.currency });
    const invoice: CarrierInvoice = {
      ...input,
      ...judge(input, await expectedOf(em, input.scac, done), allowed, paid),
      ...{ id: newId(), number, accountId, shipmentNumber: first.done.subjectNumber },
      ...{ answer: null, receivedAt: ctx.now(), version: 1 },
    };
    await insertCarrierInvoice(em, invoice);
    await tellCost(em, ctx, invoice);
    return ok(invoice);
  });
}

/** Refuses other money under a number that was taken: to answer the one that was taken would lose it. */
function changedFault(known: CarrierInvoice, { billedMinor, currency }: NewCarrierInvoice): Result<never> | null {
  if (known.billedMinor === billedMinor && known.currency === currency) return null;
  const message = `${known.scac} has sent ${known.number} before, with another amount.`;
  return refuse('CARRIER_INVOICE_CHANGED', message, {
    field: 'number',
    fix: 'Ask the carrier for a number of its own for what has changed.',
  });
}

/**
 * What the carrier's own prices say of all that it did; what they have no price for is not expected. Without a price for
 * the freight nothing tells what to expect: nothing is not what was agreed.
 */
export async function expectedOf(
  em: EntityManager,
  scac: string,
  done: readonly Activity[],
): Promise<Result<readonly RatedCharge[]>> {
  const cards = await carrierCards(em, scac);
  if (cards.length === 0) {
    const fix = 'Enter the prices that were agreed with the carrier.';
    return refuse('CARRIER_NOT_PRICED', `There are no prices of ${scac}, so nothing tells what to expect.`, { fix });
  }
  const tariff = openTariff(scac, cards, await fuelPrices(em));
  if (!tariff.ok) return tariff;
  const moved = done.filter((one) => ['DELIVERED', 'MILESTONE'].includes(one.done.kind));
  const delivered = moved.find((one) => one.done.kind === 'DELIVERED');
  if (!delivered) {
    const fix = 'Wait for the proof of delivery, or approve what is to be paid.';
    return refuse('COST_BEFORE_DELIVERY', 'The shipment has not been delivered.', { fix });
  }
  const { carrierScac, subjectNumber } = delivered.done;
  if (carrierScac !== null && carrierScac !== scac) {
    const fix = 'Ask the carrier what it did, then approve what is to be paid.';
    return refuse('CARRIER_OTHER', `${subjectNumber} was carried by ${carrierScac}, not by ${scac}.`, { fix });
  }
  const charges: RatedCharge[] = [];
  for (const { done: deed } of moved) {
    const rating = rate(tariff.value, deed as Deed);
    if (rating.ok) charges.push(...rating.value);
    else if (!isNotPriced(rating.refusal)) return rating;
    else if (deed === delivered.done) {
      const fix = 'Enter the price that was agreed with the carrier, or approve what is to be paid.';
      return refuse(
        'CARRIER_NOT_PRICED',
        `The prices of ${scac} have none for freight, so nothing tells what to expect.`,
        {
          fix,
        },
      );
    }
  }
  return ok(charges);
}

/** Sets how far carriers may be off where no unit has set it: the standard of the house. */
export async function setTolerance(ctx: CommandContext, allowed: Tolerance): Promise<Result<Tolerance>> {
  if (!maySetTolerance(ctx.viewer)) throw forbidden('set the tolerance of carrier invoices');
  const { basisPoints, minor } = allowed;
  if (!(basisPoints >= 0 && basisPoints <= 10_000 && Number.isSafeInteger(minor) && minor >= 0)) {
    return refuse('TOLERANCE', 'A tolerance is 0 to 100 % and not negative.', { field: 'basisPoints' });
  }
  await ctx.db.write((em) => putTolerance(em, allowed));
  return ok(allowed);
}

/** Says what a carrier costs, in the caller's transaction. */
export async function tellCost(em: EntityManager, ctx: CommandContext, invoice: CarrierInvoice): Promise<void> {
  const { id, scac, number, accountId, shipmentId, currency, billedMinor, expectedMinor, payMinor, state, version } =
    invoice;
  const data: CarrierCostKnown = {
    ...{
      carrierInvoiceId: id,
      scac,
      number,
      accountId,
      shipmentId,
      currency,
      billedMinor,
      expectedMinor,
      payMinor,
      state,
    },
  };
  const { correlationId } = ctx;
  await appendEvents(em, [
    { type: CARRIER_COST_KNOWN, accountId, subject: id, seq: version, at: ctx.now(), correlationId, data },
  ]);
}
