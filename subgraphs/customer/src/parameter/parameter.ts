import { ok, type Result, refuse } from '@quayside/shared/result';
import { PARAMETERS, type ParameterName } from '../parameter-events.ts';

/** What one unit has set. */
export interface ParameterSetting {
  readonly id: string;
  readonly name: ParameterName;
  readonly orgUnitId: string;
  readonly path: string;
  /** Null: what holds above it, or the standard. */
  readonly value: number | null;
  readonly changedBy: string;
  /** Epoch milliseconds. */
  readonly changedAt: number;
  readonly version: number;
}

/** One change, for whoever asks who and why; it is added, never changed. */
export interface ParameterChange {
  readonly id: string;
  readonly name: ParameterName;
  readonly orgUnitId: string;
  readonly before: number | null;
  readonly after: number | null;
  readonly by: string;
  readonly at: number;
  readonly reason: string;
}

export interface SetParameterInput {
  readonly name: ParameterName;
  readonly orgUnitId: string;
  readonly value?: number | null | undefined;
  readonly reason: string;
  /** Of the setting that was read; left out where the unit had none. */
  readonly version?: number | null | undefined;
}

/** The value within its range, or none of its own. */
export function checkedValue({ name, value = null }: SetParameterInput): Result<number | null> {
  const { least, most } = PARAMETERS[name];
  if (value === null) return ok(null);
  if (Number.isSafeInteger(value) && value >= least && value <= most) return ok(value);
  return refuse('PARAMETER_RANGE', `${name} is a whole number from ${least} to ${most}.`, {
    field: 'value',
    fix: `Choose a number from ${least} to ${most}, or leave it empty for what holds above.`,
    figures: { least, most },
  });
}

/** The setting that holds at a unit: of the nearest at or above it that has one; null where none has. */
export const settingAt = (
  name: ParameterName,
  settings: readonly ParameterSetting[],
  path: string,
): ParameterSetting | null =>
  settings
    .filter((one) => one.name === name && one.value !== null && path.startsWith(one.path))
    .sort((a, b) => b.path.length - a.path.length)[0] ?? null;

/** The value that holds at a unit, else the standard. */
export const valueAt = (name: ParameterName, settings: readonly ParameterSetting[], path: string): number =>
  settingAt(name, settings, path)?.value ?? PARAMETERS[name].standard;
