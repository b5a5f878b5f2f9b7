import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';
import type { Rating } from './rating.ts';

/** One row per rated shipment; the unique key keeps a double tap from making two. */
export const ratingTable = new EntitySchema<Rating>({
  name: 'delivery_rating',
  columns: {
    id: { ...column.id, primary: true },
    shipmentId: { ...column.id, name: 'shipment_id' },
    accountId: { ...column.id, name: 'account_id' },
    score: { ...column.whole },
    comment: { ...column.text, nullable: true },
    at: { ...column.instant },
    version: { ...column.whole },
  },
  indices: [{ name: 'delivery_rating_shipment', columns: ['shipmentId'], unique: true }],
});
