import type { SubscribePayload } from 'graphql-ws';

/** What one running subscription knows of its place in the event log. */
export interface Bookmark {
  /** Send this object; when the socket is back, graphql-ws sends it again as it is then. */
  readonly payload: SubscribePayload;
  /** Keeps the cursor of an event, so that a resubscription starts after it. */
  keep(data: unknown): void;
  /** True once a cursor is known: nothing can be missed over a lost connection. */
  canResume(): boolean;
}

const cursorOf = (data: unknown): string | null => {
  if (typeof data !== 'object' || data === null) return null;
  for (const field of Object.values(data)) {
    if (typeof field === 'object' && field !== null && 'cursor' in field && typeof field.cursor === 'string') {
      return field.cursor;
    }
  }
  return null;
};

/** Wraps a subscription so that every resubscription asks for what came after the last event seen. */
export function bookmark(payload: SubscribePayload): Bookmark {
  const variables: Record<string, unknown> = { ...payload.variables };
  return {
    payload: { ...payload, variables },
    keep(data) {
      const cursor = cursorOf(data);
      if (cursor) variables['after'] = cursor;
    },
    canResume: () => typeof variables['after'] === 'string',
  };
}
