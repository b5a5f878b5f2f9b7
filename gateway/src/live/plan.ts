import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import { holds, type Viewer } from '@quayside/shared/identity';
import {
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionNode,
} from 'graphql';
import type { Graph } from '../graph.ts';
import type { PreparedOperation } from '../operations.ts';
import type { LinkRequest } from '../subgraph-link.ts';
import { type CursorPlace, cursorArgument, variableUses } from './cursor.ts';

/** Stands in the plan for "the event itself"; no subgraph can have this name. */
export const EVENT_SERVICE = '__event__';

// Response names that the gateway adds to the owner's part of the selection. The client never sees them.
const CURSOR = 'quaysideCursor';
const SUBJECT = 'quaysideSubject';
const AFTER = 'quaysideAfter';

const always = (): boolean => true;
const never = (): boolean => false;
// Nobody answers to themselves: to those who may approve claims, it matters who has asked. All others see the same.
const ofApprovers = (viewer: Viewer): boolean => holds(viewer, 'APPROVE_CLAIMS');
/** Root fields whose stream is one person's, and for whom: their groups hold this person only, and work with who it is. */
const PERSONAL: Readonly<Record<string, (viewer: Viewer) => boolean>> = {
  notificationReceived: always,
  consigneeCaseUpdated: always,
  queueUpdated: ofApprovers,
  claimUpdated: ofApprovers,
};

/** How one subscription document is served: a source of events, and the planner's own plan to run per event. */
export interface LivePlan extends CursorPlace {
  /** Subgraph that owns the root field. */
  readonly owner: string;
  /** Response name of the root field. */
  readonly rootKey: string;
  /** True for whom the stream depends on the person. */
  readonly personal: (viewer: Viewer) => boolean;
  readonly perEvent: QueryPlan;
  readonly source: {
    readonly text: string;
    readonly document: DocumentNode;
    readonly operationName: string | undefined;
    /** Variables of the client that the owner's part uses, without the cursor. */
    readonly variables: readonly string[];
  };
}

/** Splits the planner's subscription plan into the source and what runs on each event. */
export function planSubscription(graph: Graph, operation: PreparedOperation): LivePlan {
  const { node } = graph.planOf(operation).plan;
  if (node?.kind !== 'Subscription') throw new TypeError('the operation is no subscription');
  const { primary, rest } = node;
  const root = parse(primary.operation, { noLocation: true });
  const definition = operationOf(root);
  const field = rootField(definition);
  const cursor = cursorArgument(field);
  const cursorVariable = cursor?.value.kind === Kind.VARIABLE ? cursor.value.name.value : null;
  const usedElsewhere = cursorVariable !== null && variableUses(operation.document, cursorVariable) > 1;
  const document = sourceDocument(root, graph.supergraph.apiSchema, usedElsewhere ? null : cursorVariable);
  return {
    owner: primary.serviceName,
    rootKey: field.alias?.value ?? field.name.value,
    personal: PERSONAL[field.name.value] ?? never,
    perEvent: eventPlan(primary, rest),
    source: {
      document,
      text: print(document),
      operationName: primary.operationName,
      variables: (primary.variableUsages ?? []).filter((name) => name !== cursorVariable || usedElsewhere),
    },
    cursorVariable: usedElsewhere ? null : cursorVariable,
    cursorText: cursor?.value.kind === Kind.STRING ? cursor.value.value : null,
  };
}

/** The owner's part of the subscription for a group or a replay, from a cursor on. */
export function sourceRequest(plan: LivePlan, variables: Record<string, unknown>, after: string | null): LinkRequest {
  const used = plan.source.variables.filter((name) => variables[name] !== undefined);
  const { text, document, operationName } = plan.source;
  const own = Object.fromEntries(used.map((name) => [name, variables[name]]));
  return { text, document, operationName, variables: { ...own, [AFTER]: after } };
}

/** Cursor and subject of an event, from the fields that the gateway added. Null where the event could not be read. */
export function placeOf(plan: LivePlan, data: Record<string, unknown> | null | undefined) {
  const root = data?.[plan.rootKey] as Record<string, unknown> | null | undefined;
  const subject = root?.[SUBJECT] as { readonly id?: unknown } | null | undefined;
  return {
    cursor: typeof root?.[CURSOR] === 'string' ? root[CURSOR] : null,
    subject: typeof subject?.id === 'string' ? subject.id : null,
  };
}

function eventPlan(primary: FetchNode, rest: PlanNode | undefined): QueryPlan {
  // The event is the answer already: no variables go out, and the service is ours.
  const { variableUsages: _, ...fetch } = primary;
  const first: PlanNode = { ...fetch, serviceName: EVENT_SERVICE };
  return { kind: 'QueryPlan', node: { kind: 'Sequence', nodes: rest ? [first, rest] : [first] } };
}

const operationOf = (document: DocumentNode): OperationDefinitionNode => {
  const found = document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  if (!found) throw new TypeError('the plan has no operation');
  return found;
};

const rootField = (operation: OperationDefinitionNode): FieldNode => {
  const [field] = operation.selectionSet.selections;
  if (field?.kind !== Kind.FIELD) throw new TypeError('the plan of a subscription has no root field');
  return field;
};

/** The owner's operation with the gateway's own cursor variable, and with cursor and subject in the selection. */
function sourceDocument(document: DocumentNode, schema: GraphQLSchema, dropVariable: string | null): DocumentNode {
  const operation = operationOf(document);
  const field = rootField(operation);
  const others = (field.arguments ?? []).filter((argument) => argument.name.value !== 'after');
  const root: FieldNode = {
    ...field,
    arguments: [
      ...others,
      { kind: Kind.ARGUMENT, name: named('after'), value: { kind: Kind.VARIABLE, name: named(AFTER) } },
    ],
    selectionSet: {
      kind: Kind.SELECTION_SET,
      selections: [...(field.selectionSet?.selections ?? []), ...placeSelections(schema, field.name.value)],
    },
  };
  const definitions = (operation.variableDefinitions ?? []).filter((one) => one.variable.name.value !== dropVariable);
  const changed: OperationDefinitionNode = {
    ...operation,
    variableDefinitions: [
      ...definitions,
      {
        kind: Kind.VARIABLE_DEFINITION,
        variable: { kind: Kind.VARIABLE, name: named(AFTER) },
        type: { kind: Kind.NAMED_TYPE, name: named('String') },
      },
    ],
    selectionSet: { kind: Kind.SELECTION_SET, selections: [root] },
  };
  return { ...document, definitions: document.definitions.map((one) => (one === operation ? changed : one)) };
}

/** `quaysideCursor: cursor` and `quaysideSubject: shipment { id }`, by the shape of the update type. */
function placeSelections(schema: GraphQLSchema, rootName: string): SelectionNode[] {
  const rootType = schema.getSubscriptionType()?.getFields()[rootName]?.type;
  const update = rootType ? getNamedType(rootType) : null;
  if (!isObjectType(update) || !update.getFields()['cursor'])
    throw new TypeError(`${rootName} has no cursor, so it cannot be resumed`);
  const entity = Object.values(update.getFields()).find((one) => {
    const type = getNamedType(one.type);
    return isObjectType(type) && type.getFields()['id'] !== undefined;
  });
  const cursor: FieldNode = { kind: Kind.FIELD, alias: named(CURSOR), name: named('cursor') };
  if (!entity) return [cursor];
  const id: FieldNode = { kind: Kind.FIELD, name: named('id') };
  const selectionSet = { kind: Kind.SELECTION_SET, selections: [id] } as const;
  return [cursor, { kind: Kind.FIELD, alias: named(SUBJECT), name: named(entity.name), selectionSet }];
}

const named = (value: string) => ({ kind: Kind.NAME, value }) as const;
