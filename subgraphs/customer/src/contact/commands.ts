import { forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { newId } from '@quayside/shared/ids';
import { ok, type Result } from '@quayside/shared/result';
import { findAccount } from '../account/store.ts';
import {
  type AddContactInput,
  addedContact,
  type Contact,
  changedContact,
  type UpdateContactInput,
} from './contact.ts';
import { mayKeepContacts } from './policy.ts';
import { findContacts, insertContact, saveContact } from './store.ts';

/** Adds a person to an account's address book. */
export async function addContact(ctx: CommandContext, input: AddContactInput): Promise<Result<Contact>> {
  if (!mayKeepContacts(ctx.viewer)) throw forbidden('add contacts');
  return ctx.db.write(async (em) => {
    if (!(await findAccount(em, ctx.viewer, input.accountId))) throw notFound('The account');
    const added = addedContact(input, newId());
    if (added.ok) await insertContact(em, added.value);
    return added;
  });
}

/** Changes a contact as it was read with `input.version`. */
export async function updateContact(ctx: CommandContext, input: UpdateContactInput): Promise<Result<Contact>> {
  if (!mayKeepContacts(ctx.viewer)) throw forbidden('change contacts');
  return ctx.db.write(async (em) => {
    const [contact] = await findContacts(em, ctx.viewer, [input.id]);
    if (!contact) throw notFound('The contact');
    const changed = changedContact({ ...contact, version: input.version }, input);
    return changed.ok ? ok(await saveContact(em, changed.value)) : changed;
  });
}
