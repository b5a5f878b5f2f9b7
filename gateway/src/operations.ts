import { BoundedCache } from '@quayside/shared/bounded-cache';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  type OperationTypeNode,
  parse,
  type SelectionSetNode,
  validate,
} from 'graphql';
import { exceeded, LIMITS, type Limits, limitError, measure } from './limits.ts';

/** An operation that is valid against the schema. The same text and name give the same object, so work hangs on it. */
export interface PreparedOperation {
  readonly text: string;
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  readonly node: OperationDefinitionNode;
  readonly kind: OperationTypeNode;
  /** True when it asks for the schema itself. */
  readonly introspects: boolean;
}

export type Preparation =
  | { readonly ok: true; readonly operation: PreparedOperation }
  | { readonly ok: false; readonly errors: readonly GraphQLError[] };

export interface OperationText {
  readonly query?: unknown;
  readonly operationName?: unknown;
  readonly variables?: unknown;
}

interface KnownDocument {
  readonly document: DocumentNode;
  readonly operations: Map<string, PreparedOperation>;
}

const DOCUMENTS = 500;

/** Parses, limits and validates each document once; both doors of the gateway come through here. */
export class OperationStore {
  readonly #schema: GraphQLSchema;
  readonly #limits: Limits;
  readonly #documents = new BoundedCache<string, KnownDocument>(DOCUMENTS);

  constructor(schema: GraphQLSchema, limits: Limits = LIMITS) {
    this.#schema = schema;
    this.#limits = limits;
  }

  prepare(request: OperationText): Preparation {
    const { query, operationName, variables } = request;
    if (typeof query !== 'string' || query.trim() === '') return refused('The request has no `query`.');
    if (operationName !== undefined && operationName !== null && typeof operationName !== 'string')
      return refused('`operationName` must be text.');
    if (!isVariables(variables)) return refused('`variables` must be an object.');
    const { characters } = this.#limits;
    if (query.length > characters) return { ok: false, errors: [limitError('characters', characters, query.length)] };
    const known = this.#documents.get(query);
    const document = known?.document ?? this.#parse(query);
    if (document instanceof GraphQLError) return { ok: false, errors: [document] };
    const node = getOperationAST(document, operationName);
    if (!node)
      return refused(operationName ? `There is no operation named "${operationName}".` : 'Name one operation.');
    // The page size may come from a variable, so the cost belongs to the request and not to the document.
    const faults = exceeded(measure(this.#schema, document, node, variables ?? {}), this.#limits);
    if (faults.length > 0) return { ok: false, errors: faults };
    return known ? this.#operation(known, query, operationName ?? '', node) : this.#admit(query, document, node);
  }

  #parse(text: string): DocumentNode | GraphQLError {
    try {
      return parse(text, { maxTokens: this.#limits.tokens });
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      if (/contains more tha[nt] \d+ tokens/.test(error.message))
        return limitError('tokens', this.#limits.tokens, null);
      return withCode(error, 'GRAPHQL_PARSE_FAILED');
    }
  }

  #admit(text: string, document: DocumentNode, node: OperationDefinitionNode): Preparation {
    const invalid = validate(this.#schema, document);
    // Following fragments ends only in a valid document: the limits count a spread of a missing or cyclic one as nothing.
    const faults = invalid.length > 0 ? invalid : conditionalRootFaults(document);
    if (faults.length > 0)
      return { ok: false, errors: faults.map((fault) => withCode(fault, 'GRAPHQL_VALIDATION_FAILED')) };
    const known = { document, operations: new Map<string, PreparedOperation>() };
    this.#documents.set(text, known);
    return this.#operation(known, text, node.name?.value ?? '', node);
  }

  #operation(known: KnownDocument, text: string, name: string, node: OperationDefinitionNode): Preparation {
    const existing = known.operations.get(name);
    if (existing) return { ok: true, operation: existing };
    const operation: PreparedOperation = {
      text,
      document: known.document,
      operationName: node.name?.value,
      node,
      kind: node.operation,
      introspects: rootFields(known.document, node.selectionSet).some((field) => /^__(schema|type)$/.test(field)),
    };
    known.operations.set(name, operation);
    return { ok: true, operation };
  }
}

const isVariables = (value: unknown): value is Record<string, unknown> | null | undefined =>
  value === undefined || value === null || (typeof value === 'object' && !Array.isArray(value));

const refused = (message: string): Preparation => ({
  ok: false,
  errors: [new GraphQLError(message, { extensions: { code: 'BAD_REQUEST' } })],
});

const withCode = (error: GraphQLError, code: string): GraphQLError =>
  new GraphQLError(error.message, {
    nodes: error.nodes ?? null,
    source: error.source ?? null,
    positions: error.positions ?? null,
    extensions: { ...error.extensions, code },
  });

/** Names of the fields at the root, through fragments. */
function rootFields(document: DocumentNode, set: SelectionSetNode): string[] {
  return rootSelections(document, set).flatMap((one) => (one.kind === Kind.FIELD ? [one.name.value] : []));
}

function rootSelections(document: DocumentNode, set: SelectionSetNode): SelectionSetNode['selections'][number][] {
  return set.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    const inner =
      selection.kind === Kind.INLINE_FRAGMENT
        ? selection
        : document.definitions.find(
            (one) => one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === selection.name.value,
          );
    const nested = inner && 'selectionSet' in inner ? inner.selectionSet : undefined;
    return nested ? [selection, ...rootSelections(document, nested)] : [selection];
  });
}

/** A subscription whose one root field may be left out has nothing to run: later drafts of GraphQL forbid it too. */
function conditionalRootFaults(document: DocumentNode): GraphQLError[] {
  const faults: GraphQLError[] = [];
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION || definition.operation !== 'subscription') continue;
    for (const selection of rootSelections(document, definition.selectionSet)) {
      const directive = selection.directives?.find((one) => /^(include|skip)$/.test(one.name.value));
      if (directive) {
        const text = `@${directive.name.value} is not allowed on the root field of a subscription.`;
        faults.push(new GraphQLError(text, { nodes: directive }));
      }
    }
  }
  return faults;
}
