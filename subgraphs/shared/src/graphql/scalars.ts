import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { toIso } from '../instant.ts';

const bad = (what: string, value: unknown): GraphQLError => new GraphQLError(`${String(value)} is not ${what}.`);

function parseInstant(value: unknown): number {
  const at =
    typeof value === 'string' && /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/.test(value) ? Date.parse(value) : NaN;
  if (Number.isNaN(at)) throw bad('an ISO 8601 instant with a zone, such as 2026-03-01T14:05:00Z', value);
  return at;
}

function parseLocalDate(value: unknown): string {
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)) {
    const at = new Date(`${value}T00:00:00Z`);
    if (!Number.isNaN(at.getTime()) && at.toISOString().startsWith(value)) return value;
  }
  throw bad('a date, YYYY-MM-DD', value);
}

function parseLong(value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw bad('a whole number', value);
  return value;
}

/** Epoch milliseconds inside, ISO 8601 text outside. */
export const InstantScalar = new GraphQLScalarType<number, string>({
  name: 'Instant',
  serialize: (value) => toIso(value as number),
  parseValue: parseInstant,
  parseLiteral: (node) => parseInstant(node.kind === Kind.STRING ? node.value : null),
});

export const LocalDateScalar = new GraphQLScalarType<string, string>({
  name: 'LocalDate',
  serialize: (value) => String(value),
  parseValue: parseLocalDate,
  parseLiteral: (node) => parseLocalDate(node.kind === Kind.STRING ? node.value : null),
});

export const LongScalar = new GraphQLScalarType<number, number>({
  name: 'Long',
  serialize: (value) => parseLong(typeof value === 'string' ? Number(value) : value),
  parseValue: parseLong,
  parseLiteral: (node) => parseLong(node.kind === Kind.INT ? Number(node.value) : null),
});

export const scalarResolvers = { Instant: InstantScalar, LocalDate: LocalDateScalar, Long: LongScalar };
