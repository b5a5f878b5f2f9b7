import { fitsInColumn } from '@quayside/shared/json-size';
import type { Money } from '@quayside/shared/money';
import { type Result, refuse } from '@quayside/shared/result';
import { LIABILITY_REGIMES } from '../events.ts';
import { clauseFault } from '../otif/clause.ts';
import { catalogueFault } from './catalogue.ts';
import type { LiabilityTerms, ServiceLevel, Terms } from './contract.ts';

const LONGEST_NAME = 160;
const LONGEST_TEXT = 1_000;
const MOST_ENTRIES = 50;
/** 49 USC 14706(e): a carrier may not set a time to file of less than nine months. */
const US_MOTOR_SHORTEST_FILING_DAYS = 270;

/** The first thing that is wrong with the terms, or null. */
export function termsFault(terms: Terms): Result<never> | null {
  if (!terms.name.trim() || terms.name.length > LONGEST_NAME) {
    return refuse('NAME_LENGTH', `A name has 1 to ${LONGEST_NAME} characters.`, {
      field: 'name',
      figures: { most: LONGEST_NAME },
    });
  }
  if (terms.validTo < terms.validFrom) {
    return refuse('PERIOD_REVERSED', `${terms.validTo} is before ${terms.validFrom}.`, { field: 'validTo' });
  }
  return (
    servicesFault(terms) ??
    levelsFault(terms.serviceLevels) ??
    liabilityFault(terms.liability) ??
    catalogueFault(terms) ??
    volumesFault(terms) ??
    (terms.otif ? clauseFault(terms.otif) : null) ??
    papersFault(terms) ??
    textFault(terms)
  );
}

function servicesFault({ services }: Terms): Result<never> | null {
  if (services.length === 0) return refuse('SERVICES_MISSING', 'Name at least one service.', { field: 'services' });
  if (new Set(services.map((one) => one.service)).size < services.length) {
    return refuse('SERVICE_TWICE', 'A service is covered once.', { field: 'services' });
  }
  return null;
}

function levelsFault(levels: readonly ServiceLevel[]): Result<never> | null {
  const wrong = levels.find(
    ({ metric, target }) => !Number.isFinite(target) || target < 0 || (metric.endsWith('_PERCENT') && target > 100),
  );
  return wrong
    ? refuse('TARGET_RANGE', `${wrong.target} is no target for ${wrong.metric}.`, { field: 'serviceLevels' })
    : null;
}

function liabilityFault(liability: LiabilityTerms): Result<never> | null {
  const field = 'liability';
  if (!LIABILITY_REGIMES.some((regime) => regime === liability.regime)) {
    const fix = `Use one of ${LIABILITY_REGIMES.join(', ')}.`;
    return refuse('REGIME_UNKNOWN', `${liability.regime} is no liability regime.`, { field, fix });
  }
  const least = liability.regime === 'us-motor' ? US_MOTOR_SHORTEST_FILING_DAYS : 1;
  if (liability.fileWithinDays < least) {
    return refuse('FILING_TIME_SHORT', `Claims under ${liability.regime} may be filed for ${least} days at least.`, {
      field,
      figures: { least },
    });
  }
  const limits = [liability.limitPerKilogram, liability.limitPerShipment].filter((limit) => limit !== null);
  return limits.every(isLimit)
    ? null
    : refuse('LIMIT_AMOUNT', 'A limit is a positive amount of a currency.', { field });
}

const LONGEST_UNIT = 32;
const LONGEST_ID = 26;

function volumesFault({ volumes, services }: Terms): Result<never> | null {
  const field = 'volumes';
  const wrong = volumes.find(
    ({ quantity, unit }) =>
      !Number.isFinite(quantity) || quantity <= 0 || unit.trim() === '' || unit.length > LONGEST_UNIT,
  );
  if (wrong) {
    const fix = 'Name a quantity above zero and its unit.';
    return refuse('VOLUME_UNUSABLE', `${wrong.quantity} ${wrong.unit} is no volume.`, { field, fix });
  }
  const uncovered = volumes.find((volume) => !services.some(({ service }) => service === volume.service));
  if (!uncovered) return null;
  const fix = 'Add it to the services of the contract, or leave its volume out.';
  return refuse('VOLUME_NOT_COVERED', `${uncovered.service} has a volume but is not covered.`, { field, fix });
}

const papersFault = ({ papers }: Terms): Result<never> | null =>
  papers.every(
    ({ fileId, fileName }) => fileId.length === LONGEST_ID && fileName !== '' && fileName.length <= LONGEST_NAME,
  )
    ? null
    : refuse('PAPER_UNUSABLE', 'A paper is an uploaded file with a name.', {
        field: 'papers',
        fix: 'Upload it first.',
      });

const isLimit = (limit: Money): boolean => limit.amountMinor > 0 && /^[A-Z]{3}$/.test(limit.currency);

function textFault(terms: Terms): Result<never> | null {
  const lists = [terms.parties, terms.services, terms.serviceLevels, terms.catalogue, terms.volumes, terms.papers];
  if (lists.some((list) => list.length > MOST_ENTRIES)) {
    return refuse('TOO_MANY', `A contract lists ${MOST_ENTRIES} of a kind at most.`, {
      figures: { most: MOST_ENTRIES },
    });
  }
  const texts = [
    ...terms.parties.flatMap((party) => [party.role, party.name]),
    ...[...terms.services, ...terms.serviceLevels].map((entry) => entry.note ?? ''),
  ];
  if (texts.some((text) => text.length > LONGEST_TEXT)) {
    return refuse('TEXT_LENGTH', `A text has ${LONGEST_TEXT} characters at most.`, { figures: { most: LONGEST_TEXT } });
  }
  return fitsInColumn([...lists, terms.tier, terms.otif])
    ? null
    : refuse('TERMS_LARGE', 'Parties, services, levels and prices are too long together.');
}
