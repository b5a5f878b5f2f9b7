import { type CatalogueItem, type ContractTerms, entitlement, type LogisticsService } from '@quayside/contract/events';
import { CATALOGUE } from './catalogue.ts';
import { itemOf } from './work-order.ts';

/** A service as an account may order it on a day. */
export interface WorkOrderOffer {
  readonly service: LogisticsService;
  readonly covered: boolean;
  readonly contractId: string | null;
  readonly unit: string;
  /** What the contract says; null where it names no price. */
  readonly item: CatalogueItem | null;
  readonly photosRequired: number;
  readonly photoStandard: string | null;
  readonly serviceLevelHours: number;
}

/** The whole catalogue, with what the contracts of an account say of it. @param date YYYY-MM-DD */
export const offersBy = (terms: readonly ContractTerms[], date: string): WorkOrderOffer[] =>
  CATALOGUE.map((entry) => {
    const verdict = entitlement(terms, entry.service, date);
    const contractId = verdict.entitled ? verdict.contractId : null;
    const item = contractId === null ? null : itemOf(terms, contractId, entry.service);
    return {
      service: entry.service,
      covered: verdict.entitled,
      contractId,
      item,
      unit: item?.unit ?? entry.unit,
      photosRequired: item?.photosRequired ?? entry.photosRequired,
      photoStandard: item?.photoStandard ?? null,
      serviceLevelHours: item?.serviceLevelHours ?? entry.leadHours,
    };
  });
