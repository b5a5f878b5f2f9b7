import { insertRows } from '@quayside/shared/db/bulk';
import { guardedUpdate } from '@quayside/shared/db/guarded-update';
import { withinReach } from '@quayside/shared/db/reach';
import { selectRows } from '@quayside/shared/db/sql';
import type { Viewer } from '@quayside/shared/identity';
import type { EntityManager } from 'typeorm';
import type { Contact } from './contact.ts';
import { contactTable } from './table.ts';

interface RawContact {
  id: string;
  account_id: string;
  name: string;
  job_title: string | null;
  email: string | null;
  phone: string | null;
  topics: string;
  version: number;
}

const toContact = ({ account_id, job_title, topics, ...row }: RawContact): Contact => ({
  ...row,
  accountId: account_id,
  jobTitle: job_title,
  topics: JSON.parse(topics) as string[],
});

async function selectContacts(
  em: EntityManager,
  viewer: Viewer,
  condition: string,
  parameters: Record<string, unknown>,
): Promise<Contact[]> {
  const reach = withinReach(viewer, { account: 'c.account_id' });
  const sql = `SELECT c.* FROM contact c WHERE ${condition} AND ${reach.sql} ORDER BY c.name, c.id`;
  return (await selectRows<RawContact>(em, sql, { ...parameters, ...reach.parameters })).map(toContact);
}

export const findContacts = (em: EntityManager, viewer: Viewer, ids: readonly string[]): Promise<Contact[]> =>
  selectContacts(em, viewer, 'c.id IN :ids', { ids });

export const findContactsOf = (em: EntityManager, viewer: Viewer, accountIds: readonly string[]): Promise<Contact[]> =>
  selectContacts(em, viewer, 'c.account_id IN :accountIds', { accountIds });

export const insertContact = (em: EntityManager, contact: Contact): Promise<void> =>
  insertRows(em, contactTable, [contact]);

/** @throws AppError CONFLICT when the contact has another version by now. */
export async function saveContact(em: EntityManager, contact: Contact): Promise<Contact> {
  const { id, version, ...change } = contact;
  await guardedUpdate(em, contactTable, { id, version }, change);
  return { ...contact, version: version + 1 };
}
