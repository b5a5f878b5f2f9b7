/**
 * Maps an async iterator so that `return` reaches the source at once. An async generator would queue the call behind a
 * `next` that may stay pending for hours, and the source would never learn that nobody listens any more.
 */
export function mapUpdates<From, To>(
  source: AsyncIterator<From, void, undefined>,
  hooks: {
    readonly map: (value: From) => To;
    /** What an error of the source is for the reader. */
    readonly mapError?: (error: unknown) => unknown;
    /** Called when the reader leaves, before the source is told. */
    readonly onReturn?: () => void;
  },
): AsyncGenerator<To, void, undefined> {
  const done = { done: true, value: undefined } as const;
  const leave = async (): Promise<IteratorReturnResult<void>> => {
    hooks.onReturn?.();
    await source.return?.();
    return done;
  };
  return {
    next: async () => {
      try {
        const step = await source.next();
        return step.done ? done : { done: false, value: hooks.map(step.value) };
      } catch (error) {
        throw hooks.mapError ? hooks.mapError(error) : error;
      }
    },
    return: leave,
    throw: async (error: unknown) => {
      await leave();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
