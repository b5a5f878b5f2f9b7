interface Due {
  readonly overdue: boolean;
  readonly dueAt: string;
}

/** Overdue first and longest overdue on top; then what is due next. */
export const byDue = (a: Due, b: Due): number =>
  Number(b.overdue) - Number(a.overdue) || a.dueAt.localeCompare(b.dueAt);
