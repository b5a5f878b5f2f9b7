import { fitsInColumn } from '@quayside/shared/json-size';
import { figuresOf, ok, type Refusal, type Result, refused } from '@quayside/shared/result';
import { fuelFault } from '../rating/fuel.ts';
import { isPlacePattern } from '../rating/lane.ts';
import { type CardFault, lineKey, lineName, type RateCard, type RateLine } from './rate.ts';

const MOST_LINES = 500;
const LONGEST_NAME = 160;
const LONGEST_CODE = 64;
const MOST_UNITS = 1e9;

/** The first thing that is wrong with a card, or the card. */
export function checkRateCard(card: RateCard): Result<RateCard> {
  const [first] = cardFaults(card);
  return first ? refused(first.refusal) : ok(card);
}

/** Everything that is wrong with a card by itself; how it fits to others is for `coverageFaults`. */
export const cardFaults = (card: RateCard): CardFault[] => [
  ...headFaults(card),
  ...zoneFaults(card),
  ...fuelFaults(card),
  ...card.lines.flatMap((line, index) => lineFaults(card, line, index)),
  ...twice(card),
];

const ofCard = (refusal: Refusal): CardFault => ({ line: null, refusal });

function headFaults({ name, currency, lines, zones, validFrom, validTo }: RateCard): CardFault[] {
  const faults: Refusal[] = [];
  if (!name.trim() || name.length > LONGEST_NAME) {
    const message = `A name has 1 to ${LONGEST_NAME} characters.`;
    faults.push({ code: 'NAME_LENGTH', message, field: 'name', figures: figuresOf({ most: LONGEST_NAME }) });
  }
  if (!/^[A-Z]{3}$/.test(currency)) {
    faults.push({
      ...{ code: 'CURRENCY_UNKNOWN', message: `${currency} is no ISO 4217 code.`, field: 'currency' },
      fix: 'Write three capital letters, such as USD.',
    });
  }
  if (lines.length === 0 || lines.length > MOST_LINES) {
    faults.push({
      ...{ code: 'RATE_LINES', message: `A rate card has 1 to ${MOST_LINES} lines.`, field: 'lines' },
      fix: lines.length === 0 ? 'Add a line.' : 'Split it into several cards.',
    });
  }
  if (validTo !== null && validTo < validFrom) {
    faults.push({
      ...{ code: 'PERIOD_REVERSED', message: `${validTo} is before ${validFrom}.`, field: 'validTo' },
      fix: `End on ${validFrom} or later, or leave the end open.`,
    });
  }
  if (!fitsInColumn(lines) || !fitsInColumn(zones)) {
    faults.push({
      ...{ code: 'RATE_CARD_LARGE', message: 'The rate card is too long.', field: 'lines' },
      fix: 'Split it into several cards.',
    });
  }
  return faults.map(ofCard);
}

function zoneFaults({ zones }: RateCard): CardFault[] {
  const field = 'zones';
  const home = new Map<string, string>();
  const faults: Refusal[] = [];
  for (const { code, places } of zones) {
    const odd = places.find((place) => !isPlacePattern(place));
    if (odd !== undefined || !code.trim() || code.length > LONGEST_CODE || places.length === 0) {
      faults.push({
        ...{
          code: 'ZONE_PLACE',
          message: `Zone "${code}" has the place "${odd ?? ''}", which nobody can find.`,
          field,
        },
        fix: 'Write US for a country, US-MA for a state, US:021 for postal codes that begin so.',
      });
    }
    for (const place of places) {
      const other = home.get(place);
      if (other !== undefined) {
        faults.push({
          ...{ code: 'ZONE_OVERLAP', message: `${place} is in zone ${other} and in zone ${code}.`, field },
          fix: `Take ${place} out of one of them.`,
        });
      }
      home.set(place, code);
    }
  }
  return faults.map(ofCard);
}

function fuelFaults({ fuel }: RateCard): CardFault[] {
  const fault = fuel ? fuelFault(fuel) : null;
  return fault && !fault.ok ? [ofCard(fault.refusal)] : [];
}

/** What is wrong with one line; its place is named as a person counts, from 1. */
function lineFaults({ zones }: RateCard, line: RateLine, index: number): CardFault[] {
  const faults = [unitFault(line), amountFault(line), codeFault(line), breakFault(line)];
  const ends = line.charge === null ? [] : [line.origin, line.destination];
  const lost = ends.find((end) => end !== null && !zones.some(({ code }) => code === end) && !isPlacePattern(end));
  if (lost) {
    faults.push({
      ...{ code: 'LANE_UNKNOWN', message: `"${lost}" is neither a zone of the card nor a place.` },
      fix: 'Add the zone to the card, or write a place such as US, US-MA or US:021.',
    });
  }
  return faults.flatMap((fault) => (fault ? [inLine(line, index, fault)] : []));
}

const inLine = (line: RateLine, index: number, { code, message, fix }: Refusal): CardFault => ({
  line: index,
  refusal: {
    code,
    message: `Line ${index + 1} (${lineName(line)}): ${message}`,
    field: `lines.${index}`,
    ...(fix ? { fix } : {}),
  },
});

function unitFault({ per, origin, destination, code }: RateLine): Refusal | null {
  const texts = [per, origin ?? '', destination ?? '', code ?? ''];
  if (per !== '' && texts.every((text) => text.length <= LONGEST_CODE)) return null;
  return {
    ...{ code: 'RATE_LINE', message: `it says per what it is, and no word is longer than ${LONGEST_CODE} characters.` },
    fix: 'Write a unit such as CWT, SHIPMENT, EA, PL or HOUR.',
  };
}

function amountFault({ rate, minimum, free }: RateLine): Refusal | null {
  if (isAmount(rate.amountMinor) && isAmount(minimum?.amountMinor ?? 0) && free >= 0 && free < MOST_UNITS) return null;
  return {
    ...{ code: 'RATE_NEGATIVE', message: 'the rate, the minimum and what is free are not below zero.' },
    fix: 'Give back by a credit note, not by a negative price.',
  };
}

function codeFault({ charge, code }: RateLine): Refusal | null {
  if ((charge === 'ACCESSORIAL') === Boolean(code)) return null;
  return charge === 'ACCESSORIAL'
    ? {
        ...{ code: 'RATE_CODE', message: 'an accessorial names what makes it due.' },
        fix: 'Write a milestone code such as CD, or GUARANTEED.',
      }
    : { code: 'RATE_CODE', message: 'only an accessorial has a code.', fix: 'Take the code out.' };
}

function breakFault({ breaks }: RateLine): Refusal | null {
  const goesUp = breaks.every(
    ({ from, rateMinor }, index) => isAmount(rateMinor) && from > (breaks[index - 1]?.from ?? 0) && from < MOST_UNITS,
  );
  if (goesUp) return null;
  return {
    ...{ code: 'RATE_BREAKS', message: 'breaks begin above zero and go up, and none costs less than nothing.' },
    fix: 'Put them in the order of their weights.',
  };
}

function twice({ lines }: RateCard): CardFault[] {
  const seen = new Map<string, number>();
  return lines.flatMap((line, index) => {
    if (line.charge === null) return [];
    const key = lineKey(line);
    const first = seen.get(key);
    if (first === undefined) seen.set(key, index);
    return first === undefined
      ? []
      : [
          inLine(line, index, {
            ...{ code: 'RATE_TWICE', message: `line ${first + 1} of the card prices the same.` },
            fix: 'Keep one of the two.',
          }),
        ];
  });
}

const isAmount = (minor: number): boolean => Number.isSafeInteger(minor) && minor >= 0;
