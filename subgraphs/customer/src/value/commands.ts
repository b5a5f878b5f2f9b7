import { isDuplicateKey } from '@quayside/shared/db/database';
import { nextNumber } from '@quayside/shared/db/sequence';
import { AppError, forbidden, notFound } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { newId } from '@quayside/shared/ids';
import { appendEvents } from '@quayside/shared/outbox/append';
import { ok, type Result, refuse, refused } from '@quayside/shared/result';
import type { EntityManager } from 'typeorm';
import { REFERRER_FIELD } from '../account/change.ts';
import { findAccount, insertChanges } from '../account/store.ts';
import {
  HISTORY_IMPORTED,
  type HistoryImported,
  REFERRER_CHANGED,
  type ReferrerChanged,
  VALUE_SETTINGS_CHANGED,
  type ValueSettingsChanged,
} from '../events.ts';
import { checkHistory, type ImportHistoryInput } from './history.ts';
import { booksFault } from './house-currency.ts';
import { mayChangeSettings, mayKeepHistory } from './policy.ts';
import { changedSettings, type SettingsChange, type SettingsVersion } from './settings.ts';
import {
  bookedCurrencies,
  findImport,
  forgetFigures,
  insertImport,
  insertSettings,
  keepReferral,
  loadSettings,
  markAllStale,
  markStale,
  referralsTo,
} from './store.ts';
import type { HistoryImport } from './table.ts';

/**
 * Changes by what customers are valued; all are valued again.
 * @throws AppError FORBIDDEN for whoever is no administrator; CONFLICT when the version is not the newest.
 */
export async function changeValueSettings(
  ctx: CommandContext,
  { version, ...change }: SettingsChange & { readonly version: number },
): Promise<Result<SettingsVersion>> {
  if (!mayChangeSettings(ctx.viewer)) throw forbidden('change by what customers are valued');
  const conflict = new AppError('CONFLICT', 'Somebody else changed this meanwhile. Load it again.');
  try {
    return await ctx.db.write(async (em) => {
      const before = await loadSettings(em);
      if (before.version !== version) throw conflict;
      const changed = changedSettings(before.settings, change);
      if (!changed.ok) return changed;
      const another = changed.value.currency !== before.settings.currency;
      const fault = another ? booksFault(before.settings, changed.value, await bookedCurrencies(em)) : null;
      if (fault) return fault;
      const now = ctx.now();
      const after = { version: version + 1, settings: changed.value, changedBy: ctx.viewer.name, changedAt: now };
      await insertSettings(em, after);
      await (another ? forgetFigures(em) : markAllStale(em));
      const event = { type: VALUE_SETTINGS_CHANGED, accountId: null, subject: 'settings', seq: after.version, at: now };
      const { correlationId } = ctx;
      const { currency, exchange } = after.settings;
      const data: ValueSettingsChanged = { version: after.version, by: after.changedBy, currency, exchange };
      await appendEvents(em, [{ ...event, correlationId, data }]);
      return ok(after);
    });
  } catch (error) {
    throw isDuplicateKey(error) ? conflict : error;
  }
}

const MOST_STEPS = 50;

/** True when the would-be referrer was itself brought by the account, directly or by others: a ring has no beginning. */
async function wouldCircle(em: EntityManager, accountId: string, referrerId: string): Promise<boolean> {
  let at: string | undefined = referrerId;
  for (let step = 0; at !== undefined && step < MOST_STEPS; step++) {
    if (at === accountId) return true;
    const [next]: { referrerId: string }[] = await referralsTo(em, [at]);
    at = next?.referrerId;
  }
  return at !== undefined;
}

/**
 * Notes who brought an account, or that nobody did: told by an event, and kept in the history of the account. Both are
 * within reach of whoever says so.
 * @throws AppError FORBIDDEN; NOT_FOUND for an account out of reach.
 */
export async function setReferral(
  ctx: CommandContext,
  { accountId, referrerId }: { readonly accountId: string; readonly referrerId?: string | null | undefined },
): Promise<Result<{ readonly accountId: string }>> {
  const { viewer } = ctx;
  if (!mayKeepHistory(viewer)) throw forbidden('say who brought a customer');
  return ctx.db.write(async (em) => {
    if (!(await findAccount(em, viewer, accountId))) throw notFound('The account');
    if (referrerId && !(await findAccount(em, viewer, referrerId))) throw notFound('The referring account');
    // One after the other, all of them: a ring can close over accounts of which no two changes share one.
    const seq = await nextNumber(em, 'referral');
    if (referrerId && (await wouldCircle(em, accountId, referrerId))) {
      return refuse('REFERRAL_CIRCULAR', 'The account would have brought itself.', { field: 'referrerId' });
    }
    const before = (await referralsTo(em, [accountId]))[0]?.referrerId ?? null;
    const after = referrerId ?? null;
    if (before === after) return ok({ accountId });
    const noted = { accountId, notedBy: viewer.name, notedAt: ctx.now() };
    await keepReferral(em, accountId, after ? { ...noted, referrerId: after } : null);
    await markStale(em, [...new Set([accountId, before, after])].filter((id) => id !== null).sort());
    await tellReferral(ctx, em, seq, { accountId, referrerId: after, before, by: viewer.name, internal: true });
    return ok({ accountId });
  });
}

async function tellReferral(ctx: CommandContext, em: EntityManager, seq: number, data: ReferrerChanged): Promise<void> {
  const { accountId, before, referrerId: after, by: actor } = data;
  const { correlationId } = ctx;
  const at = ctx.now();
  await insertChanges(em, [{ id: newId(), accountId, at, actor, field: REFERRER_FIELD, before, after }]);
  await appendEvents(em, [{ type: REFERRER_CHANGED, accountId, subject: accountId, seq, at, correlationId, data }]);
}

/** Takes over what happened with a customer before it was here; the same key takes it over once. */
export async function importHistory(ctx: CommandContext, input: ImportHistoryInput): Promise<Result<HistoryImport>> {
  const { viewer, correlationId } = ctx;
  if (!mayKeepHistory(viewer)) throw forbidden('import the history of a customer');
  return ctx.db.write(async (em) => {
    const { accountId } = input;
    if (!(await findAccount(em, viewer, accountId))) throw notFound('The account');
    const now = ctx.now();
    const rows = checkHistory(input, now);
    if (!rows.ok) return refused(rows.refusal);
    const known = await findImport(em, accountId, input.idempotencyKey);
    if (known) return ok(known);
    const made = {
      ...{ id: newId(), accountId, onceKey: input.idempotencyKey, rowCount: rows.value.length },
      ...{ importedBy: viewer.name, importedAt: now },
    };
    await insertImport(em, made);
    const data: HistoryImported = { accountId, rows: rows.value };
    const event = { type: HISTORY_IMPORTED, accountId, subject: made.id, seq: 1, at: now, correlationId, data };
    await appendEvents(em, [event]);
    return ok(made);
  });
}
