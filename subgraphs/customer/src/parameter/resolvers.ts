import { forbidden } from '@quayside/shared/errors';
import { answer, resultUnion } from '@quayside/shared/graphql/result-union';
import { isStaff } from '@quayside/shared/identity';
import type { CustomerContext } from '../context.ts';
import { found } from '../found.ts';
import type { Resolvers } from '../generated/resolver-types.ts';
import { findOrgUnits } from '../organization/store.ts';
import { PARAMETERS, type ParameterName } from '../parameter-events.ts';
import { loadSettings } from '../value/store.ts';
import { setParameter } from './commands.ts';
import { type ParameterChange, type ParameterSetting, settingAt, valueAt } from './parameter.ts';
import { allSettings, changesOf, placeOf } from './store.ts';

/** A parameter with what the units in the viewer's line have set. */
export interface ParameterView {
  readonly name: ParameterName;
  readonly value: number;
  readonly fromUnitId: string | null;
  readonly settings: readonly ParameterSetting[];
  readonly changes: readonly ParameterChange[];
}

async function parametersOf({ db, viewer }: CustomerContext): Promise<ParameterView[]> {
  return db.read(async (em) => {
    const [settings, place] = [await allSettings(em), await placeOf(em, viewer)];
    const units = await findOrgUnits(em, viewer, [...new Set(settings.map(({ orgUnitId }) => orgUnitId))]);
    const known = new Set(units.map(({ id }) => id));
    const changes = await changesOf(em, [...known]);
    return (Object.keys(PARAMETERS) as ParameterName[]).map((name) => ({
      name,
      value: valueAt(name, settings, place),
      fromUnitId: settingAt(name, settings, place)?.orgUnitId ?? null,
      settings: settings.filter((one) => one.name === name && known.has(one.orgUnitId)),
      changes: changes.filter((one) => one.name === name),
    }));
  });
}

export const parameterResolvers = {
  Query: {
    parameters: (_, _args, ctx) => {
      if (!isStaff(ctx.viewer)) throw forbidden('see parameters');
      return parametersOf(ctx);
    },
  },
  Mutation: {
    setParameter: async (_, { input }, ctx) => answer(await setParameter(ctx, input)),
  },
  Parameter: {
    group: ({ name }) => PARAMETERS[name].group,
    unit: ({ name }) => PARAMETERS[name].unit,
    standard: ({ name }) => PARAMETERS[name].standard,
    least: ({ name }) => PARAMETERS[name].least,
    most: ({ name }) => PARAMETERS[name].most,
    from: ({ fromUnitId }, _, ctx) => (fromUnitId === null ? null : ctx.loaders.orgUnit.load(fromUnitId)),
    settings: ({ settings }) => [...settings],
    changes: ({ changes }) => [...changes],
  },
  ParameterSetting: {
    orgUnit: ({ orgUnitId }, _, ctx) => found(ctx.loaders.orgUnit.load(orgUnitId), 'The unit'),
  },
  ParameterChange: {
    orgUnit: ({ orgUnitId }, _, ctx) => found(ctx.loaders.orgUnit.load(orgUnitId), 'The unit'),
  },
  ParameterResult: resultUnion('ParameterSetting'),
} satisfies Resolvers;

/** Of `ViewerInfo`: how numbers are shown to whoever reads. */
export const displayOf: NonNullable<NonNullable<Resolvers['ViewerInfo']>['display']> = async (viewer, _, ctx) =>
  ctx.db.read(async (em) => {
    const [settings, place] = [await allSettings(em), await placeOf(em, viewer)];
    return {
      quantityDecimals: valueAt('QUANTITY_DECIMALS', settings, place),
      rateDecimals: valueAt('RATE_DECIMALS', settings, place),
      houseCurrency: (await loadSettings(em)).settings.currency,
    };
  });
