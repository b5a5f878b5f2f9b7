import * as column from '@quayside/shared/db/columns';
import { EntitySchema } from 'typeorm';

export interface ContactRow {
  id: string;
  accountId: string;
  name: string;
  jobTitle: string | null;
  email: string | null;
  phone: string | null;
  topics: readonly string[];
  version: number;
}

export const contactTable = new EntitySchema<ContactRow>({
  name: 'contact',
  columns: {
    id: { ...column.id, primary: true },
    accountId: { ...column.id, name: 'account_id' },
    name: { ...column.name },
    jobTitle: { ...column.name, name: 'job_title', nullable: true },
    email: { ...column.line, nullable: true },
    phone: { ...column.code, nullable: true },
    topics: { ...column.json },
    version: { ...column.whole },
  },
  indices: [{ name: 'contact_account', columns: ['accountId'] }],
});
