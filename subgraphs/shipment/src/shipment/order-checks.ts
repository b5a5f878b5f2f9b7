import { isTimeZone } from '@quayside/shared/instant';
import { figuresOf, type Refusal } from '@quayside/shared/result';
import type { AddressInput, GoodsInput, HandlingUnitInput, LineInput, PartyInput, StopInput } from './order-input.ts';

/** Lengths of the columns: SQLite would take more, MySQL would fail, so the application refuses. */
export const CODE = 64;
/** Names of people, companies and places. */
export const NAME = 160;
/** One line of free text. */
export const LINE = 255;
/** Free text of several lines. */
export const NOTE = 10_000;
const MOST_PARTS = 5_000;
const MOST_ADDRESS_LINES = 10;
const MOST_PRODUCT_IDS = 50;

type Text = readonly [field: string, value: string | null | undefined, most: number];

/** The first text that is too long for its column. */
export function textFault(texts: readonly Text[]): Refusal | null {
  for (const [field, value, most] of texts) {
    if (value && value.length > most) {
      const message = `${field} has ${value.length} characters; ${most} fit.`;
      return { code: 'TEXT_TOO_LONG', message, field, figures: figuresOf({ most }) };
    }
  }
  return null;
}

/** A text that must say something and fit. */
export function requiredTextFault(field: string, value: string, most: number): Refusal | null {
  if (value.trim() === '') return { code: 'TEXT_EMPTY', message: `${field} is empty.`, field };
  return textFault([[field, value, most]]);
}

const fault = (code: string, message: string, field: string): Refusal => ({ code, message, field });

const first = (faults: Iterable<Refusal | null>): Refusal | null => {
  for (const one of faults) if (one) return one;
  return null;
};

/** What is wrong with the goods, parties and stops of an order; null when they can be stored. */
export function goodsFault(input: GoodsInput): Refusal | null {
  const parts = [input.references, input.parties, input.lines, input.stops].map((list) => list?.length ?? 0);
  if (Math.max(...parts) > MOST_PARTS) {
    return fault('TOO_MANY_PARTS', `At most ${MOST_PARTS} lines, stops, parties and references each.`, 'lines');
  }
  return first([
    textFault([
      ['source', input.source, CODE],
      ['mode', input.mode, 32],
      ['carrierScac', input.carrierScac, 32],
      ['freightTerms', input.freightTerms, 32],
      ['consigneeId', input.consigneeId, 26],
      ['note', input.note, NOTE],
    ]),
    negative('weightGrams', input.weightGrams),
    ...(input.references ?? []).map((one) =>
      first([
        requiredTextFault('references.value', one.value, NAME),
        textFault([['references.qualifier', one.qualifier, CODE]]),
      ]),
    ),
    ...(input.parties ?? []).map(partyFault),
    ...(input.lines ?? []).map(lineFault),
    repeated(
      'lines.lineNumber',
      (input.lines ?? []).map((line) => line.lineNumber),
    ),
    ...(input.stops ?? []).map(stopFault),
    repeated(
      'stops.sequence',
      (input.stops ?? []).map((stop) => stop.sequence),
    ),
  ]);
}

const partyFault = (party: PartyInput): Refusal | null =>
  addressFault('parties.address', party.address) ??
  textFault([
    ['parties.name', party.name, NAME],
    ['parties.code', party.code, CODE],
    ['parties.codeQualifier', party.codeQualifier, CODE],
    ['parties.phone', party.phone, CODE],
    ['parties.email', party.email, LINE],
  ]);

function addressFault(field: string, address: AddressInput | null | undefined): Refusal | null {
  if (!address) return null;
  if (address.lines.length > MOST_ADDRESS_LINES) {
    return fault('TOO_MANY_PARTS', `An address has at most ${MOST_ADDRESS_LINES} lines.`, `${field}.lines`);
  }
  return textFault([
    ...address.lines.map((line): Text => [`${field}.lines`, line, LINE]),
    [`${field}.city`, address.city, NAME],
    [`${field}.region`, address.region, CODE],
    [`${field}.postalCode`, address.postalCode, CODE],
    [`${field}.country`, address.country, CODE],
  ]);
}

/** What is wrong with the ids of an item. */
export const productIdFault = (field: string, ids: LineInput['productIds']): Refusal | null =>
  (ids?.length ?? 0) > MOST_PRODUCT_IDS
    ? fault('TOO_MANY_PARTS', `An item has at most ${MOST_PRODUCT_IDS} product ids.`, field)
    : textFault(
        (ids ?? []).flatMap(({ qualifier, value }): Text[] => [
          [`${field}.qualifier`, qualifier, CODE],
          [`${field}.value`, value, CODE],
        ]),
      );

const lineFault = (line: LineInput): Refusal | null =>
  first([
    requiredTextFault('lines.sku', line.sku, CODE),
    requiredTextFault('lines.unit', line.unit, 32),
    textFault([
      ['lines.description', line.description, LINE],
      ['lines.lot', line.lot, CODE],
    ]),
    productIdFault('lines.productIds', line.productIds),
    negative('lines.orderedQuantity', line.orderedQuantity),
    negative('lines.weightGrams', line.weightGrams),
  ]);

function stopFault(stop: StopInput): Refusal | null {
  const { timeZone, latitude, longitude, windowFrom, windowTo } = stop;
  if (timeZone && !isTimeZone(timeZone)) {
    return fault('TIME_ZONE_UNKNOWN', `"${timeZone}" is no IANA time zone, such as America/Chicago.`, 'stops.timeZone');
  }
  if (Math.abs(latitude ?? 0) > 90 || Math.abs(longitude ?? 0) > 180) {
    return fault('COORDINATES_OUT_OF_RANGE', `${latitude}, ${longitude} is no place on earth.`, 'stops.latitude');
  }
  if (windowFrom && windowTo && windowTo < windowFrom) {
    return fault(
      'WINDOW_ENDS_BEFORE_START',
      `The window of stop ${stop.sequence} ends before it starts.`,
      'stops.windowTo',
    );
  }
  return textFault([['stops.name', stop.name, NAME]]) ?? addressFault('stops.address', stop.address);
}

/** What is wrong with pallets and cartons. */
export const handlingUnitFault = (units: readonly HandlingUnitInput[]): Refusal | null =>
  first(
    units.map((unit) =>
      first([
        requiredTextFault('handlingUnits.kind', unit.kind, 32),
        textFault([
          ['handlingUnits.sscc', unit.sscc, CODE],
          ['handlingUnits.trackingNumber', unit.trackingNumber, CODE],
        ]),
        negative('handlingUnits.weightGrams', unit.weightGrams),
      ]),
    ),
  );

const negative = (field: string, value: number | null | undefined): Refusal | null =>
  value !== null && value !== undefined && value < 0 ? fault('NUMBER_NEGATIVE', `${field} is ${value}.`, field) : null;

function repeated(field: string, numbers: readonly number[]): Refusal | null {
  const twice = numbers.find((number, index) => numbers.indexOf(number) < index);
  return twice === undefined ? null : fault('NUMBER_REPEATED', `${field} ${twice} is there twice.`, field);
}
