import { QueryFailure } from './query-failure.tsx';
import { StaleNote } from './record-view.tsx';
import type { Pages } from './use-pages.ts';

/** What a list says when it could not be read: in place of rows, or above the rows of before. */
export const listFaults = ({ error, refresh }: Pick<Pages<unknown, unknown>, 'error' | 'refresh'>) => ({
  failure: error ? <QueryFailure error={error} retry={refresh} /> : null,
  stale: <StaleNote shown={!!error} retry={refresh} />,
});
