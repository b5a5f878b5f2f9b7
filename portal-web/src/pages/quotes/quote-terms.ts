import type {
  CatalogueFactsFragment,
  CatalogueItemInput,
  ContractTermsInput,
  LogisticsService,
  QuoteQuery,
} from '../../generated/operations.ts';

/** Terms as the graph gives them, of a proposal or of a contract. */
export type BaseTerms = Omit<
  NonNullable<QuoteQuery['quote']>['proposals'][number],
  '__typename' | 'round' | 'side' | 'actor' | 'at' | 'note' | 'validUntil'
>;

/** Priced by rate cards; the others by the job. */
const BY_CARD: readonly LogisticsService[] = ['WAREHOUSING', 'TRANSPORT', 'GUARANTEED_DELIVERY'];
export const isByJob = (service: LogisticsService): boolean => !BY_CARD.includes(service);

/** How a service is counted when nothing else was said. */
export const unitOf = (service: LogisticsService): string =>
  ({ WAREHOUSING: 'PL', TRANSPORT: 'SHIPMENT', TALLYING: 'HOUR', SHELVING: 'PL' })[service as string] ?? 'EA';

type Bare<T> = Omit<T, '__typename'>;
const bare = <T extends object>({ ...value }: T): Bare<T> => {
  Reflect.deleteProperty(value, '__typename');
  return value as Bare<T>;
};

const priceInput = ({ price, minimum, cancellation, ...item }: CatalogueFactsFragment): CatalogueItemInput => ({
  ...bare(item),
  priceMinor: price.amountMinor,
  currency: price.currency,
  minimumMinor: minimum?.amountMinor ?? null,
  cancellation: bare(cancellation),
});

/** The terms as they stand, in the words of an input: a proposal names all of them. */
export const termsInput = (base: BaseTerms): ContractTermsInput => ({
  name: base.name,
  validFrom: base.validFrom,
  validTo: base.validTo,
  parties: base.parties.map(bare),
  services: base.services.map(bare),
  serviceLevels: base.serviceLevels.map(bare),
  liability: {
    ...bare(base.liability),
    limitPerKilogram: base.liability.limitPerKilogram ? bare(base.liability.limitPerKilogram) : null,
    limitPerShipment: base.liability.limitPerShipment ? bare(base.liability.limitPerShipment) : null,
  },
  catalogue: base.catalogue.map(priceInput),
  volumes: base.volumes.map(bare),
  tierCode: base.tier?.code ?? null,
  otif: base.otif ? bare(base.otif) : null,
  papers: base.papers.map(({ fileId, fileName }) => ({ fileId, fileName })),
});
