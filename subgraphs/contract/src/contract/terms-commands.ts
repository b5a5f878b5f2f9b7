import type { CommandContext } from '@quayside/shared/graphql/subgraph';
import { ok, type Result } from '@quayside/shared/result';
import type { AmendContractInput, ContractTermsInput } from '../generated/resolver-types.ts';
import type { OtifClause } from '../otif/clause.ts';
import { tierFor } from '../tier/commands.ts';
import type { Terms } from './contract.ts';

/** What the terms of an input mean; the tier that it names is looked up. */
export async function termsOf(ctx: CommandContext, input: ContractTermsInput): Promise<Result<Terms>> {
  const tier = await ctx.db.read((em) => tierFor(em, input.tierCode));
  if (!tier.ok) return tier;
  return ok({
    name: input.name,
    validFrom: input.validFrom,
    validTo: input.validTo,
    parties: partiesOf(input.parties ?? []),
    services: servicesOf(input.services),
    serviceLevels: levelsOf(input.serviceLevels ?? []),
    liability: liabilityOf(input.liability),
    catalogue: catalogueOf(input.catalogue ?? []),
    volumes: volumesOf(input.volumes ?? []),
    tier: tier.value,
    otif: input.otif ? clauseOf(input.otif) : null,
    papers: (input.papers ?? []).map((paper) => ({ ...paper })),
  });
}

/** Only what the amendment names; what it leaves out stays. A clause or tier that is named as null is taken out. */
export async function changeOf(ctx: CommandContext, input: AmendContractInput): Promise<Result<Partial<Terms>>> {
  const tier = await ctx.db.read((em) => tierFor(em, input.tierCode));
  if (!tier.ok) return tier;
  return ok({
    ...(input.name ? { name: input.name } : {}),
    ...(input.parties ? { parties: partiesOf(input.parties) } : {}),
    ...(input.services ? { services: servicesOf(input.services) } : {}),
    ...(input.serviceLevels ? { serviceLevels: levelsOf(input.serviceLevels) } : {}),
    ...(input.liability ? { liability: liabilityOf(input.liability) } : {}),
    ...(input.catalogue ? { catalogue: catalogueOf(input.catalogue) } : {}),
    ...(input.volumes ? { volumes: volumesOf(input.volumes) } : {}),
    ...(input.tierCode === undefined ? {} : { tier: tier.value }),
    ...(input.otif === undefined ? {} : { otif: input.otif ? clauseOf(input.otif) : null }),
    ...(input.papers ? { papers: input.papers.map((paper) => ({ ...paper })) } : {}),
    ...(input.validTo ? { validTo: input.validTo } : {}),
  });
}

const partiesOf = (parties: NonNullable<ContractTermsInput['parties']>): Terms['parties'] =>
  parties.map((party) => ({ ...party, accountId: party.accountId ?? null }));

const volumesOf = (volumes: NonNullable<ContractTermsInput['volumes']>): Terms['volumes'] =>
  volumes.map((volume) => ({ ...volume, per: volume.per ?? 'MONTH' }));

const servicesOf = (services: ContractTermsInput['services']): Terms['services'] =>
  services.map(({ service, guaranteed, note }) => ({ service, guaranteed: guaranteed ?? false, note: note ?? null }));

const levelsOf = (levels: NonNullable<ContractTermsInput['serviceLevels']>): Terms['serviceLevels'] =>
  levels.map((level) => ({ ...level, note: level.note ?? null }));

/** What holds where a request says nothing of liability: custody in our house. */
const UNTOLD_LIABILITY = { regime: 'warehouse', fileWithinDays: 60, limitPerKilogram: null, limitPerShipment: null };

const liabilityOf = (liability: ContractTermsInput['liability']): Terms['liability'] =>
  liability
    ? {
        ...liability,
        limitPerKilogram: liability.limitPerKilogram ?? null,
        limitPerShipment: liability.limitPerShipment ?? null,
      }
    : UNTOLD_LIABILITY;

const catalogueOf = (items: NonNullable<ContractTermsInput['catalogue']>): Terms['catalogue'] =>
  items.map((item) => ({
    ...item,
    minimumMinor: item.minimumMinor ?? null,
    photosRequired: item.photosRequired ?? 0,
    photoStandard: item.photoStandard?.trim() || null,
    serviceLevelHours: item.serviceLevelHours ?? UNTOLD_HOURS,
    cancellation: { ...UNTOLD_CANCELLATION, ...item.cancellation },
  }));

const UNTOLD_HOURS = 48;
/** What holds where a price says nothing of calling off: free until the day before, all of it once begun. */
const UNTOLD_CANCELLATION = { freeHours: 24, percent: 0, startedPercent: 100 };

const clauseOf = (clause: NonNullable<ContractTermsInput['otif']>): OtifClause => ({
  earlyMinutes: clause.earlyMinutes ?? null,
  lateMinutes: clause.lateMinutes ?? 0,
  timeZone: clause.timeZone ?? 'UTC',
  shortPercent: clause.shortPercent ?? 0,
  exclusions: (clause.exclusions ?? []).map((code) => code.trim().toUpperCase()),
  period: clause.period ?? 'MONTH',
  targetPercent: clause.targetPercent,
  creditPercent: clause.creditPercent ?? 0,
});
