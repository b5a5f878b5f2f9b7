const positionOf = (cursor: string): number => Number.parseInt(cursor.slice(cursor.indexOf('.') + 1), 36);

/** Answers overtake each other: one that is not ahead of what is shown tells nothing new. */
export const isAhead = (cursor: string, shown: string): boolean => positionOf(cursor) > positionOf(shown);
