import { AppError } from '@quayside/shared/errors';
import { decodeCursor } from '@quayside/shared/live-cursor';
import { type ArgumentNode, type DocumentNode, type FieldNode, visit } from 'graphql';

/** Where a client wants to resume. */
export interface Resume {
  readonly cursor: string;
  readonly position: number;
}

/** Where a document says from which cursor on. */
export interface CursorPlace {
  /** The client's variable that only carries its cursor; it does not tell groups apart. */
  readonly cursorVariable: string | null;
  /** The cursor that is written into the document, if one is. */
  readonly cursorText: string | null;
}

/**
 * The client's cursor, from its variables or its document; null when it starts from now.
 * @throws AppError CURSOR_INVALID for a text that is no cursor of the owner's log.
 */
export function resumeOf(owner: string, place: CursorPlace, variables: Record<string, unknown>): Resume | null {
  const given = place.cursorVariable === null ? place.cursorText : variables[place.cursorVariable];
  if (given === null || given === undefined || given === '') return null;
  const cursor = String(given);
  const position = decodeCursor(owner, cursor);
  if (position === null)
    throw new AppError('CURSOR_INVALID', `"${cursor.slice(0, 64)}" is not a cursor of this subscription.`);
  return { cursor, position };
}

/** The variables that make two subscriptions the same: all but the one that only carries the cursor. */
export function groupVariables(place: CursorPlace, variables: Record<string, unknown>): Record<string, unknown> {
  if (place.cursorVariable === null) return variables;
  const { [place.cursorVariable]: _, ...others } = variables;
  return others;
}

export const cursorArgument = (field: FieldNode): ArgumentNode | undefined =>
  field.arguments?.find((argument) => argument.name.value === 'after');

/** How often a variable is used in a document. */
export function variableUses(document: DocumentNode, name: string): number {
  let uses = 0;
  visit(document, {
    VariableDefinition: () => false,
    Variable: (node) => {
      if (node.name.value === name) uses++;
    },
  });
  return uses;
}
