import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';

/** Tries within an hour to send for a partner by somebody who may not send at all. */
export interface StrangerRow {
  /** `<partner>:<hour>`; the partner is empty for all names that are none. */
  id: string;
  partnerId: string;
  /** Epoch milliseconds of its beginning. */
  hour: number;
  tries: number;
  lastAt: number;
}

export const strangerTable = new EntitySchema<StrangerRow>({
  name: 'edi_stranger',
  columns: {
    id: { ...column.name, primary: true },
    partnerId: { ...column.code, name: 'partner_id' },
    hour: { ...column.instant },
    tries: { ...column.whole },
    lastAt: { ...column.instant, name: 'last_at' },
  },
  indices: [{ name: 'edi_stranger_partner', columns: ['partnerId', 'hour'] }],
});
