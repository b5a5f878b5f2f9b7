import type { Database } from '../db/database.ts';
import { parameterValueTable } from '../db/parameter-store.ts';

/** A house that works without contracts, too: orders that none covers are flagged, and do not wait. */
export const workOnSpotPrices = (db: Database): Promise<void> =>
  db.write(async (em) => {
    const everywhere = { settingId: 'SPOT', name: 'UNCOVERED_ORDERS_WAIT', path: '', value: 0 };
    await em.getRepository(parameterValueTable).insert(everywhere);
  });
