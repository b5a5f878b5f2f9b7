import { ok, type Refusal, type Result } from '@quayside/shared/result';
import { firstFault, LINE_LENGTH, type Optional, remarkFault, textFault } from '../checks.ts';

/** A place where a customer ships or receives. */
export interface CustomerSite {
  readonly name: string;
  readonly address: string | null;
  readonly docks: number | null;
  readonly openingHours: string | null;
  readonly instructions: string | null;
}

/** How goods are to be handled; temperatures in degrees Celsius. */
export interface HandlingProfile {
  readonly temperatureFrom: number | null;
  readonly temperatureTo: number | null;
  readonly stackable: boolean | null;
  readonly fragile: boolean | null;
  readonly hazardous: string | null;
  readonly equipment: readonly string[];
  readonly notes: string | null;
}

/** What everybody who works for a customer should know of its sites and goods. */
export interface Dossier {
  readonly id: string;
  readonly sites: readonly CustomerSite[];
  readonly handling: HandlingProfile;
  readonly changedBy: string;
  readonly changedAt: number;
  readonly version: number;
}

type Loose<T> = { readonly [Field in keyof T]?: Optional<T[Field]> };

export interface DossierInput {
  readonly sites: readonly (Loose<CustomerSite> & { readonly name: string })[];
  readonly handling: Loose<HandlingProfile>;
}

const MOST_SITES = 50;
const MOST_EQUIPMENT = 20;
const fault = (code: string, message: string, field: string): Refusal => ({ code, message, field });

function handlingFault({ temperatureFrom, temperatureTo, equipment, ...rest }: Loose<HandlingProfile>): Refusal | null {
  const [from, to] = [temperatureFrom ?? Number.NEGATIVE_INFINITY, temperatureTo ?? Number.POSITIVE_INFINITY];
  if (from > to) return fault('TEMPERATURE_REVERSED', 'The lower temperature is above the upper one.', 'temperatureTo');
  if ((equipment?.length ?? 0) > MOST_EQUIPMENT)
    return fault('EQUIPMENT_MANY', `Name ${MOST_EQUIPMENT} kinds of equipment at most.`, 'equipment');
  return firstFault([
    ...(equipment ?? []).map((one) => textFault('equipment', one)),
    textFault('hazardous', rest.hazardous, LINE_LENGTH),
    remarkFault('notes', rest.notes),
  ]);
}

function siteFault(site: DossierInput['sites'][number], index: number): Refusal | null {
  const field = (name: string) => `sites.${index}.${name}`;
  const { docks } = site;
  if (typeof docks === 'number' && (docks < 0 || docks > 1_000))
    return fault('DOCKS_RANGE', 'A site has 0 to 1,000 dock doors.', field('docks'));
  return firstFault([
    site.name.trim() ? textFault(field('name'), site.name) : fault('TEXT_BLANK', 'A site has a name.', field('name')),
    textFault(field('address'), site.address, LINE_LENGTH),
    textFault(field('openingHours'), site.openingHours, LINE_LENGTH),
    remarkFault(field('instructions'), site.instructions),
  ]);
}

/** The dossier as it is kept, or the first thing that is wrong with it. */
export function checkDossier({ sites, handling }: DossierInput): Result<Pick<Dossier, 'sites' | 'handling'>> {
  const refusal =
    sites.length > MOST_SITES
      ? fault('SITES_MANY', `A dossier has ${MOST_SITES} sites at most.`, 'sites')
      : firstFault([...sites.map(siteFault), handlingFault(handling)]);
  if (refusal) return { ok: false, refusal };
  return ok({
    sites: sites.map(({ name, address, docks, openingHours, instructions }) => ({
      ...{ name: name.trim(), address: address ?? null, docks: docks ?? null },
      ...{ openingHours: openingHours ?? null, instructions: instructions ?? null },
    })),
    handling: {
      ...{ temperatureFrom: handling.temperatureFrom ?? null, temperatureTo: handling.temperatureTo ?? null },
      ...{ stackable: handling.stackable ?? null, fragile: handling.fragile ?? null },
      ...{ hazardous: handling.hazardous ?? null, equipment: handling.equipment ?? [], notes: handling.notes ?? null },
    },
  });
}
