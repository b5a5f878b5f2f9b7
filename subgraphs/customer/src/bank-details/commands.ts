import { isDuplicateKey } from '@quayside/shared/db/database';
import { AppError, forbidden } from '@quayside/shared/errors';
import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { newId } from '@quayside/shared/ids';
import { ok, type Result, refuse, refused } from '@quayside/shared/result';
import { type Optional, remarkFault } from '../checks.ts';
import { answersFor } from '../organization/organization.ts';
import { findOpenUnit } from '../organization/store.ts';
import { mayManageParameters } from '../parameter/policy.ts';
import { type BankDetailsInput, type BankDetailsSetting, bankDetailsFault, bankDetailsOf } from './bank-details.ts';
import { findBankDetails, insertBankDetails } from './store.ts';

export interface SetBankDetailsInput {
  readonly orgUnitId: string;
  readonly currency?: Optional<string>;
  readonly details?: Optional<BankDetailsInput>;
  readonly reason: string;
  /** Of what was read; left out where the unit had said nothing. */
  readonly version?: Optional<number>;
}

const changedMeanwhile = () => new AppError('CONFLICT', 'Somebody else changed this meanwhile. Load it again.');

/**
 * Says where customers of a unit and of all below it pay to, or takes it back. The next reader of an invoice sees it.
 * @throws AppError FORBIDDEN; CONFLICT when somebody else changed it meanwhile.
 */
export async function setBankDetails(
  ctx: CommandContext,
  { orgUnitId, currency: given, details: input, reason, version }: SetBankDetailsInput,
): Promise<Result<BankDetailsSetting>> {
  const { viewer } = ctx;
  if (!mayManageParameters(viewer)) throw forbidden('change bank details');
  const currency = given?.trim() ?? '';
  if (!/^([A-Z]{3})?$/.test(currency))
    return refuse('CURRENCY_UNKNOWN', `${currency} is no ISO 4217 code.`, { field: 'currency' });
  const details = input ? bankDetailsOf(input) : null;
  const fault = (details && bankDetailsFault(details)) ?? remarkFault('reason', reason);
  if (fault) return refused(fault);
  const done = ctx.db.write(async (em): Promise<Result<BankDetailsSetting>> => {
    const unit = await findOpenUnit(em, viewer, orgUnitId);
    if (!unit || (viewer.reach.kind === 'organization' && !answersFor(viewer.reach.path, unit.path)))
      return refuse('ORG_UNIT_UNKNOWN', 'There is no such unit below yours.', { field: 'orgUnitId' });
    const before = await findBankDetails(em, unit.id, currency);
    if ((before?.version ?? 0) !== (version ?? 0)) throw changedMeanwhile();
    const setting: BankDetailsSetting = {
      ...{ id: newId(), orgUnitId: unit.id, path: unit.path, currency, details, reason: reason.trim() },
      ...{ changedBy: viewer.name, changedAt: ctx.now(), version: (before?.version ?? 0) + 1 },
    };
    await insertBankDetails(em, setting);
    return ok(setting);
  });
  return done.catch((error: unknown) => {
    throw isDuplicateKey(error) ? changedMeanwhile() : error;
  });
}
