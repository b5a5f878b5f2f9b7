import { isDuplicateKey } from '@quayside/shared/db/database';
import { forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { newId } from '@quayside/shared/ids';
import { appendEvents } from '@quayside/shared/outbox/append';
import { ok, type Result, refuse } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { findAccount } from '../account/store.ts';
import { findContacts } from '../contact/store.ts';
import { TOUCH_LOGGED, type TouchLogged } from '../events.ts';
import { findLogged, insertTouches } from './store.ts';
import { type LogTouchInput, loggedTouch, mayLogTouches, onceKeyOf, type Touch } from './touch.ts';

/**
 * Logs a touch with both sides; the same key logs it once.
 * @throws AppError FORBIDDEN for whoever is not of the staff, NOT_FOUND for an account out of reach.
 */
export async function logTouch(ctx: CommandContext, input: LogTouchInput): Promise<Result<Touch>> {
  if (!mayLogTouches(ctx.viewer)) throw forbidden('log contacts with customers');
  try {
    return await ctx.db.write((em) => log(ctx, em, input));
  } catch (error) {
    // Two at once with one key: the faster has logged it.
    const key = onceKeyOf(input);
    if (!key || !isDuplicateKey(error)) throw error;
    const logged = await ctx.db.read((em) => findLogged(em, input.accountId, key));
    if (!logged) throw error;
    return ok(logged);
  }
}

async function log(ctx: CommandContext, em: EntityManager, input: LogTouchInput): Promise<Result<Touch>> {
  const { viewer, correlationId } = ctx;
  if (!(await findAccount(em, viewer, input.accountId))) throw notFound('The account');
  const key = onceKeyOf(input);
  const before = key ? await findLogged(em, input.accountId, key) : null;
  if (before) return ok(before);
  const [contact] = input.contactId ? await findContacts(em, viewer, [input.contactId]) : [];
  if (input.contactId && contact?.accountId !== input.accountId) {
    return refuse('CONTACT_UNKNOWN', 'This contact is not one of the account.', { field: 'contactId' });
  }
  const now = ctx.now();
  const touch = loggedTouch(input, { id: newId(), viewer: viewer.name, contactName: contact?.name ?? null, now });
  if (!touch.ok) return touch;
  await insertTouches(em, [touch.value]);
  const { id: touchId, accountId, channel, heldAt } = touch.value;
  const data: TouchLogged = { touchId, accountId, channel, heldAt };
  await appendEvents(em, [{ type: TOUCH_LOGGED, accountId, subject: touchId, seq: 1, at: now, correlationId, data }]);
  return touch;
}
