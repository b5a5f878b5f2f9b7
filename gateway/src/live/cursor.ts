import { AppError } from '@quayside/shared/errors';
import { decodeCursor } from '@quayside/shared/live-cursor';
import type { LivePlan } from './plan.ts';

/** Where a client wants to resume. */
export interface Resume {
  readonly cursor: string;
  readonly position: number;
}

/**
 * The client's cursor, from its variables or its document; null when it starts from now.
 * @throws AppError BAD_USER_INPUT for a cursor of another subscription.
 */
export function resumeOf(plan: LivePlan, variables: Record<string, unknown>): Resume | null {
  const given = plan.cursorVariable === null ? plan.cursorText : variables[plan.cursorVariable];
  if (given === null || given === undefined || given === '') return null;
  const cursor = String(given);
  const position = decodeCursor(plan.owner, cursor);
  if (position === null) throw new AppError('BAD_USER_INPUT', `"${cursor}" is not a cursor of this subscription.`);
  return { cursor, position };
}

/** The variables that make two subscriptions the same: all but the one that only carries the cursor. */
export function groupVariables(plan: LivePlan, variables: Record<string, unknown>): Record<string, unknown> {
  if (plan.cursorVariable === null) return variables;
  const { [plan.cursorVariable]: _, ...others } = variables;
  return others;
}
