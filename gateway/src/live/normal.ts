import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  print,
  visit,
} from 'graphql';
import type { PreparedOperation } from '../operations.ts';
import { type CursorPlace, cursorArgument, variableUses } from './cursor.ts';

/** A subscription without what makes no difference: its name, its layout, what else is in the document, its cursor. */
export interface NormalOperation {
  /** Equal for operations that ask the same. Aliases and arguments are real differences. */
  readonly text: string;
  /** Where the client's cursor stands; null when it is still part of the text, and the plan knows. */
  readonly cursor: CursorPlace | null;
}

/** What two clients have in common who ask the same, whoever wrote it down and from wherever they resume. */
export function normalOf({ node, document }: PreparedOperation): NormalOperation {
  const cut = withoutCursor(node, document);
  const { name: _, ...unnamed } = cut?.operation ?? node;
  const definitions = [unnamed, ...fragmentsOf(node, document)];
  return { text: print({ kind: Kind.DOCUMENT, definitions }), cursor: cut?.cursor ?? null };
}

/** The values of the variables that the operation declares, defaults included, in one order: anything else is no difference. */
export function normalVariables(
  { node }: PreparedOperation,
  schema: GraphQLSchema,
  variables: Record<string, unknown>,
  cursorVariable: string | null,
): string {
  const definitions = (node.variableDefinitions ?? []).filter((one) => one.variable.name.value !== cursorVariable);
  const { coerced } = getVariableValues(schema, definitions, variables);
  return canonical(coerced ?? variables);
}

interface Cut {
  readonly operation: OperationDefinitionNode;
  readonly cursor: CursorPlace;
}

/** Null when the root field stands in a fragment, or its cursor is used elsewhere too. */
function withoutCursor(operation: OperationDefinitionNode, document: DocumentNode): Cut | null {
  const [field] = operation.selectionSet.selections;
  if (field?.kind !== Kind.FIELD) return null;
  const argument = cursorArgument(field);
  if (!argument) return { operation, cursor: { cursorVariable: null, cursorText: null } };
  const { value } = argument;
  if (value.kind === Kind.STRING)
    return { operation: replaced(operation, field, null), cursor: { cursorVariable: null, cursorText: value.value } };
  if (value.kind !== Kind.VARIABLE || variableUses(document, value.name.value) > 1) return null;
  const cursorVariable = value.name.value;
  return { operation: replaced(operation, field, cursorVariable), cursor: { cursorVariable, cursorText: null } };
}

function replaced(
  operation: OperationDefinitionNode,
  field: FieldNode,
  variable: string | null,
): OperationDefinitionNode {
  const others = (field.arguments ?? []).filter((one) => one.name.value !== 'after');
  const definitions = (operation.variableDefinitions ?? []).filter((one) => one.variable.name.value !== variable);
  return {
    ...operation,
    variableDefinitions: definitions,
    selectionSet: { ...operation.selectionSet, selections: [{ ...field, arguments: others }] },
  };
}

/** The fragments that the operation reaches, by name. */
function fragmentsOf(operation: OperationDefinitionNode, document: DocumentNode): FragmentDefinitionNode[] {
  const reached = new Map<string, FragmentDefinitionNode>();
  const follow = (node: OperationDefinitionNode | FragmentDefinitionNode): void => {
    visit(node, {
      FragmentSpread: ({ name }) => {
        const found = document.definitions.find(
          (one): one is FragmentDefinitionNode =>
            one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === name.value,
        );
        if (!found || reached.has(name.value)) return;
        reached.set(name.value, found);
        follow(found);
      },
    });
  };
  follow(operation);
  return [...reached.values()].sort((a, b) => (a.name.value < b.name.value ? -1 : 1));
}

/** JSON with sorted keys: the order in which a client writes its variables means nothing. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
