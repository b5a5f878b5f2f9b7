import { fitsInColumn } from '@quayside/shared/json-size';
import { figuresOf, type Refusal } from '@quayside/shared/result';

type Maybe<T> = T | null | undefined;

/** What was measured or read when a fact happened. */
export interface Readings {
  readonly temperatureCelsius?: Maybe<number>;
  readonly sealNumbers?: Maybe<readonly string[]>;
  readonly scannedUnits?: Maybe<readonly string[]>;
}

/** No cargo is colder or hotter than this; a reading beyond it is one in Fahrenheit or of a broken probe. */
const FURTHEST_CELSIUS = 100;
const MOST_SEALS = 20;
const MOST_UNITS = 1_000;
/** X12 element 225 has 15 characters, an SSCC 18; carriers' own plates are longer. */
const LONGEST_NUMBER = 48;

/** The first reading that cannot be kept, or null. */
export function readingsFault({ temperatureCelsius, sealNumbers, scannedUnits }: Readings): Refusal | null {
  if (Math.abs(temperatureCelsius ?? 0) > FURTHEST_CELSIUS) {
    const message = `${temperatureCelsius} °C is no temperature of a cargo.`;
    return { code: 'TEMPERATURE_RANGE', message, field: 'temperatureCelsius', fix: 'Give degrees Celsius.' };
  }
  return (
    numbersFault('sealNumbers', sealNumbers ?? [], MOST_SEALS) ??
    numbersFault('scannedUnits', scannedUnits ?? [], MOST_UNITS)
  );
}

function numbersFault(field: string, numbers: readonly string[], most: number): Refusal | null {
  if (numbers.length > most || !fitsInColumn(numbers)) {
    const message = `${field} has ${numbers.length} numbers; ${most} fit.`;
    return { code: 'TOO_MANY_NUMBERS', message, field, figures: figuresOf({ most }) };
  }
  const long = numbers.find((one) => one.length > LONGEST_NUMBER);
  if (!long) return null;
  const message = `${field} has a number of ${long.length} characters.`;
  return { code: 'TEXT_TOO_LONG', message, field, figures: figuresOf({ most: LONGEST_NUMBER }) };
}

/** Without blanks and repetitions; null when nothing was read. */
export function presentTexts(texts: Maybe<readonly string[]>): readonly string[] | null {
  const present = [...new Set((texts ?? []).map((text) => text.trim()).filter(Boolean))];
  return present.length > 0 ? present : null;
}
