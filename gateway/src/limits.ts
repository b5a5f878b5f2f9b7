import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** What one operation may ask for. One list for HTTP and WebSocket, checked before validation and planning. */
export interface Limits {
  /** Of the whole document, comments and texts too: what is valid stays in memory for the next time. */
  readonly characters: number;
  /** Lexical tokens of the whole document. */
  readonly tokens: number;
  /** Levels of nested fields. */
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
  /** Fields that the answer may hold, with lists counted by their page size. */
  readonly cost: number;
}

export const LIMITS: Limits = {
  characters: 64_000,
  tokens: 4_000,
  depth: 12,
  aliases: 40,
  directives: 40,
  cost: 25_000,
};

type CredentialKind = 'session' | 'key' | 'link';

/** What one credential, and one account with all its credentials, may keep open. */
export interface LiveLimits {
  /** Operations that run at the same time on one socket. */
  readonly operationsPerSocket: number;
  /** Queries and mutations that one socket executes at the same time; the others wait. */
  readonly answersPerSocket: number;
  /** A socket is cheap, and a machine's key may serve many screens. */
  readonly socketsPerCredential: Readonly<Record<CredentialKind, number>>;
  readonly socketsPerAccount: number;
  /** Different subscriptions: each of them costs an execution per event, however few listen. */
  readonly groupsPerCredential: Readonly<Record<CredentialKind, number>>;
  readonly groupsPerAccount: number;
  /** Bytes that wait in the sockets of one credential, beyond which it gets no more answers. */
  readonly bufferedPerCredential: number;
  /** Replays that work at the same time, of all credentials and of one. */
  readonly replays: number;
  readonly replaysPerCredential: number;
}

export const LIVE_LIMITS: LiveLimits = {
  operationsPerSocket: 100,
  answersPerSocket: 4,
  socketsPerCredential: { key: 1_200, session: 100, link: 200 },
  socketsPerAccount: 3_000,
  groupsPerCredential: { key: 60, session: 60, link: 5 },
  groupsPerAccount: 250,
  bufferedPerCredential: 64 * 1024 * 1024,
  replays: 2,
  replaysPerCredential: 1,
};

/** The error that says that somebody keeps too much open. */
export const tooMany = (what: string, allowed: number): GraphQLError =>
  new GraphQLError(`Too many ${what}: ${allowed} at most.`, {
    extensions: { code: 'LIMIT_EXCEEDED', limit: { what, allowed } },
  });

/** A list without a page size is taken to hold this many. */
const UNPAGED = 5;
const CEILING = 1e9;

export interface Measure {
  cost: number;
  depth: number;
  aliases: number;
  directives: number;
}

type Variables = Readonly<Record<string, unknown>>;

/** Measures an operation, fragments included; tolerant of unknown fields, because validation comes later. */
export function measure(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): Measure {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const walk = new Walk(schema, fragments, withDefaults(operation, variables));
  const total = walk.selectionSet(operation.selectionSet, schema.getRootType(operation.operation), false);
  total.directives += operation.directives?.length ?? 0;
  return total;
}

/** One error per limit that is passed, with both numbers. */
export function exceeded(found: Measure, limits: Limits): GraphQLError[] {
  return (['depth', 'aliases', 'directives', 'cost'] as const)
    .filter((what) => found[what] > limits[what])
    .map((what) => limitError(what, limits[what], Math.ceil(found[what])));
}

/** The error that says which limit was passed, and by how much. */
export const limitError = (what: string, limit: number, found: number | null): GraphQLError =>
  new GraphQLError(
    `The operation is too large: ${what} ${found === null ? `is over ${limit}` : `${found} is over ${limit}`}.`,
    { extensions: { code: 'LIMIT_EXCEEDED', limit: { what, allowed: limit, ...(found === null ? {} : { found }) } } },
  );

function withDefaults(operation: OperationDefinitionNode, variables: Variables): Variables {
  const values: Record<string, unknown> = { ...variables };
  for (const definition of operation.variableDefinitions ?? []) {
    const name = definition.variable.name.value;
    if (values[name] === undefined && definition.defaultValue?.kind === Kind.INT)
      values[name] = Number(definition.defaultValue.value);
  }
  return values;
}

class Walk {
  readonly #schema: GraphQLSchema;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #variables: Variables;
  /** Each fragment is measured once: nested spreads would otherwise double the work at every level. */
  readonly #known = new Map<string, Measure>();

  constructor(schema: GraphQLSchema, fragments: ReadonlyMap<string, FragmentDefinitionNode>, variables: Variables) {
    this.#schema = schema;
    this.#fragments = fragments;
    this.#variables = variables;
  }

  selectionSet(set: SelectionSetNode, parent: GraphQLNamedType | null | undefined, paged: boolean): Measure {
    const total = nothing();
    for (const selection of set.selections) {
      const part = this.#selection(selection, parent, paged);
      total.cost = Math.min(CEILING, total.cost + part.cost);
      total.aliases = Math.min(CEILING, total.aliases + part.aliases);
      total.directives = Math.min(CEILING, total.directives + part.directives + (selection.directives?.length ?? 0));
      total.depth = Math.max(total.depth, part.depth);
    }
    return total;
  }

  #selection(selection: SelectionNode, parent: GraphQLNamedType | null | undefined, paged: boolean): Measure {
    if (selection.kind === Kind.FIELD) return this.#field(selection, parent, paged);
    if (selection.kind === Kind.FRAGMENT_SPREAD) return this.#fragment(selection.name.value, paged);
    const condition = selection.typeCondition?.name.value;
    return this.selectionSet(selection.selectionSet, condition ? this.#schema.getType(condition) : parent, paged);
  }

  #fragment(name: string, paged: boolean): Measure {
    const key = `${paged}:${name}`;
    const known = this.#known.get(key);
    if (known) return known;
    // A cycle counts as nothing here; validation refuses it.
    this.#known.set(key, nothing());
    const fragment = this.#fragments.get(name);
    if (!fragment) return nothing();
    const type = this.#schema.getType(fragment.typeCondition.name.value);
    const found = this.selectionSet(fragment.selectionSet, type, paged);
    this.#known.set(key, found);
    return found;
  }

  #field(field: FieldNode, parent: GraphQLNamedType | null | undefined, paged: boolean): Measure {
    const aliases = field.alias ? 1 : 0;
    // Introspection has its own depth rule in graphql-js, and only signed-in viewers get this far.
    if (!field.selectionSet || field.name.value.startsWith('__')) return { cost: 1, depth: 1, aliases, directives: 0 };
    const definition = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[field.name.value] : null;
    const pageSize = this.#pageSize(field, definition);
    const inside = this.selectionSet(
      field.selectionSet,
      definition ? getNamedType(definition.type) : null,
      pageSize !== null,
    );
    const times = pageSize ?? (definition && !paged && isListOfObjects(definition) ? UNPAGED : 1);
    return {
      cost: Math.min(CEILING, 1 + inside.cost * times),
      depth: inside.depth + 1,
      aliases: inside.aliases + aliases,
      directives: inside.directives,
    };
  }

  /** Value of `first`, given or by default; null for a field without it. */
  #pageSize(field: FieldNode, definition: GraphQLField<unknown, unknown> | null | undefined): number | null {
    const argument = field.arguments?.find((one) => one.name.value === 'first');
    const declared = definition?.args.find((one) => one.name === 'first');
    if (!argument && !declared) return null;
    const value = argument?.value;
    const given =
      value?.kind === Kind.INT
        ? Number(value.value)
        : value?.kind === Kind.VARIABLE
          ? this.#variables[value.name.value]
          : undefined;
    const size = typeof given === 'number' ? given : Number(declared?.defaultValue ?? UNPAGED);
    return Math.max(1, Math.min(CEILING, Number.isFinite(size) ? size : UNPAGED));
  }
}

const nothing = (): Measure => ({ cost: 0, depth: 0, aliases: 0, directives: 0 });

function isListOfObjects(definition: GraphQLField<unknown, unknown>): boolean {
  const type = isNonNullType(definition.type) ? definition.type.ofType : definition.type;
  return isListType(type) && isCompositeType(getNamedType(type));
}
