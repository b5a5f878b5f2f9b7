import { ok, type Result, refuse } from '@quayside/shared/result';

/** Filters of the queue that one person has given a name. */
export interface SavedView {
  readonly id: string;
  readonly memberId: string;
  readonly name: string;
  readonly filter: ViewFilter;
  readonly createdAt: number;
}

/** The filters of the queue, as its address has them. */
export interface ViewFilter {
  readonly kind?: string | null | undefined;
  readonly mine?: boolean | null | undefined;
  readonly ownerId?: string | null | undefined;
  readonly accountId?: string | null | undefined;
  readonly overdue?: boolean | null | undefined;
  readonly snoozed?: boolean | null | undefined;
  readonly search?: string | null | undefined;
}

const LONGEST_NAME = 64;
const MOST_VIEWS = 30;

/** The name as it is kept, if another view can be kept under it. A name that exists is given the new filters. */
export function viewName(name: string, existing: readonly SavedView[]): Result<string> {
  const kept = name.trim();
  if (kept === '' || kept.length > LONGEST_NAME) {
    return refuse('VIEW_NAME', `A view has a name of up to ${LONGEST_NAME} characters.`, { field: 'name' });
  }
  if (existing.length >= MOST_VIEWS && !existing.some((view) => view.name === kept)) {
    return refuse('VIEW_LIMIT', `There are ${MOST_VIEWS} views already.`, {
      fix: 'Remove one that you no longer use.',
    });
  }
  return ok(kept);
}
