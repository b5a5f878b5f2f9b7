import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';

/** What of whom: ids by type of record, such as `Shipment`. */
export type Records = ReadonlyMap<string, readonly string[]>;

/** A question or an order that the schema allows, made without knowing what it is about. */
export interface Probe {
  readonly field: string;
  /** The same in words that ask for less and less: what is too large for the gateway is asked less deeply. */
  readonly documents: readonly string[];
  readonly variables: Readonly<Record<string, unknown>>;
  /** True when it names a record. */
  readonly aimed: boolean;
}

const DEPTHS = [3, 2, 1];

/**
 * Every field that can be read without arguments, down to this depth.
 * @param mark goes before the fields' names: those of the members of a union may be alike and of other types
 */
function selectionOf(type: GraphQLOutputType, depth: number, mark = ''): string {
  const named = getNamedType(type);
  if (isUnionType(named))
    return `{ __typename ${named
      .getTypes()
      .map((each) => `... on ${each.name} ${selectionOf(each, depth - 1, `${each.name}_`) || '{ __typename }'}`)
      .join(' ')} }`;
  if (!isObjectType(named) && !isInterfaceType(named)) return '';
  // Whose and which it is, at least.
  if (depth === 0) return 'id' in named.getFields() ? '{ __typename id }' : '';
  const fields = Object.values(named.getFields()).flatMap((field) => {
    if (field.args.some((argument) => isNonNullType(argument.type) && argument.defaultValue === undefined)) return [];
    const inner = getNamedType(field.type);
    const leaf = !(isObjectType(inner) || isInterfaceType(inner) || isUnionType(inner));
    const below = leaf ? '' : selectionOf(field.type, depth - 1);
    const name = mark && field.name !== 'id' ? `${mark}${field.name}: ${field.name}` : field.name;
    return leaf || below ? [`${name} ${below}`] : [];
  });
  return fields.length > 0 ? `{ __typename ${fields.join(' ')} }` : '';
}

const PLAIN: Readonly<Record<string, unknown>> = {
  Boolean: false,
  Float: 1,
  Instant: '2026-03-02T12:00:00.000Z',
  Int: 1,
  LocalDate: '2026-03-02',
  Long: 1,
  String: 'x',
};

/** The type of the record that an argument names: `shipmentId` a Shipment, `id` what comes back. */
function recordType(name: string, records: Records, answer: string): string {
  if (name === 'id') return answer;
  const word = name.replace(/Ids?$/, '');
  const wanted = [...records.keys()].find((type) => type.toLowerCase() === word.toLowerCase());
  return wanted ?? { owner: 'Member', item: 'Case', subject: 'Case', partner: 'EdiPartner' }[word] ?? 'Account';
}

/** Values for arguments: records of somebody for whatever is called an id, plain ones for the rest. */
class Filling {
  aimed = false;
  readonly #records: Records;
  readonly #answer: string;

  constructor(records: Records, answer: string) {
    this.#records = records;
    this.#answer = answer;
  }

  value(argument: GraphQLArgument | GraphQLInputField, type: GraphQLInputType = argument.type): unknown {
    const bare = getNullableType(type);
    if (isListType(bare)) return [this.value(argument, bare.ofType)];
    if (isEnumType(bare)) return bare.getValues()[0]?.name;
    if (isInputObjectType(bare)) {
      const wanted = Object.values(bare.getFields()).filter((field) => needed(field));
      return Object.fromEntries(wanted.map((field) => [field.name, this.value(field)]));
    }
    if (getNamedType(bare).name !== 'ID') return PLAIN[getNamedType(bare).name] ?? 'x';
    const ids = this.#records.get(recordType(argument.name, this.#records, this.#answer)) ?? [];
    if (ids.length > 0) this.aimed = true;
    return ids[0] ?? 'nothing';
  }
}

const needed = (argument: GraphQLArgument | GraphQLInputField): boolean =>
  (isNonNullType(argument.type) && argument.defaultValue === undefined) || getNamedType(argument.type).name === 'ID';

/** The record that comes back when all goes well. */
function answerOf(type: GraphQLOutputType): string {
  const named = getNamedType(type);
  if (!isUnionType(named)) return named.name;
  return named.getTypes().find(({ name }) => name !== 'Refusal')?.name ?? '';
}

function probe(kind: 'query' | 'mutation', field: GraphQLField<unknown, unknown>, records: Records): Probe {
  const filling = new Filling(records, answerOf(field.type));
  const given = field.args.filter(needed);
  const variables = Object.fromEntries(given.map((argument) => [argument.name, filling.value(argument)]));
  const declared = given.map(({ name, type }) => `$${name}: ${type}`).join(', ');
  const passed = given.map(({ name }) => `${name}: $${name}`).join(', ');
  const inBrackets = (text: string): string => (text ? `(${text})` : '');
  const documents = DEPTHS.map((depth) => selectionOf(field.type, depth)).map(
    (selection) => `${kind} ${inBrackets(declared)} { ${field.name} ${inBrackets(passed)} ${selection} }`,
  );
  return { field: field.name, documents, variables, aimed: filling.aimed };
}

const fieldsOf = (schema: GraphQLSchema, kind: 'query' | 'mutation'): GraphQLField<unknown, unknown>[] =>
  Object.values((kind === 'query' ? schema.getQueryType() : schema.getMutationType())?.getFields() ?? {});

/** Every list and figure that can be asked for without saying whose. */
export const openQuestions = (schema: GraphQLSchema): Probe[] =>
  fieldsOf(schema, 'query')
    .filter(
      (field) => !field.args.some((argument) => isNonNullType(argument.type) && argument.defaultValue === undefined),
    )
    .map((field) => ({ ...field, args: [] }))
    .map((field) => probe('query', field, new Map()));

/** Every question about records of somebody. */
export const questionsAbout = (schema: GraphQLSchema, records: Records): Probe[] =>
  fieldsOf(schema, 'query')
    .map((field) => probe('query', field, records))
    .filter(({ aimed }) => aimed);

/** Every order that names a record of somebody. */
export const ordersAbout = (schema: GraphQLSchema, records: Records): Probe[] =>
  fieldsOf(schema, 'mutation')
    .map((field) => probe('mutation', field, records))
    .filter(({ aimed }) => aimed);

/** The same records under ids that are nowhere. */
export const nowhere = (records: Records, newId: () => string): Records =>
  new Map([...records.keys()].map((type) => [type, [newId()]]));

/** All objects of an answer, however deep. */
export function* objectsIn(value: unknown): Generator<Readonly<Record<string, unknown>>> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Record<string, unknown>;
  for (const each of Object.values(value)) yield* objectsIn(each);
}
