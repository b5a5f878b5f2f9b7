import type { Address, N1Party } from './parties.ts';
import type { Reference } from './references.ts';

/** As the graph's ShipmentLineInput. */
export interface LineInput {
  readonly lineNumber: number;
  readonly sku: string;
  readonly description: string | null;
  readonly lot: string | null;
  readonly unit: string;
  readonly orderedQuantity: number;
  readonly productIds: readonly { readonly qualifier: string; readonly value: string }[];
  readonly weightGrams: number | null;
}

/** As the graph's StopInput. */
export interface StopInput {
  readonly sequence: number;
  readonly kind: 'PICKUP' | 'DELIVERY';
  readonly name: string;
  readonly address: Address;
  readonly timeZone: string | null;
  readonly windowFrom: string | null;
  readonly windowTo: string | null;
}

/** As the graph's PartyInput. */
export type PartyInput = Omit<N1Party, 'qualifier'>;

/** What CreateShipmentInput and TenderLoadInput have in common. */
export interface OrderInput {
  readonly mode: string | null;
  readonly carrierScac: string | null;
  readonly freightTerms: string | null;
  readonly references: readonly Reference[];
  readonly parties: readonly PartyInput[];
  readonly lines: readonly LineInput[];
  readonly stops: readonly StopInput[];
  readonly promisedAt: string | null;
  readonly weightGrams: number | null;
  readonly note: string | null;
}

/** What RegisterConsigneeInput needs besides the account. */
export interface ConsigneeInput {
  readonly code: string | null;
  readonly name: string;
  readonly address: Address | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly timeZone: string | null;
}

/** What a set asks the graph to do, or why a person or the sender must act first. `key` is its business key. */
export type Mapped =
  | {
      readonly kind: 'order';
      readonly key: string;
      readonly consignee: ConsigneeInput | null;
      readonly input: OrderInput;
      /** What is wrong but no reason to stop. */
      readonly warnings: readonly string[];
    }
  | {
      readonly kind: 'tender';
      readonly key: string;
      readonly purpose: '00' | '01' | '04' | '05';
      readonly respondBy: string | null;
      readonly consignee: ConsigneeInput | null;
      readonly input: OrderInput;
      readonly warnings: readonly string[];
    }
  | { readonly kind: 'cancel'; readonly key: string; readonly reason: string }
  /** For a person: nothing is wrong with the file, but a machine must not decide it. */
  | { readonly kind: 'hold'; readonly key: string; readonly note: string }
  /** For a person: nobody agreed on what this means. */
  | { readonly kind: 'quarantine'; readonly key: string; readonly note: string }
  /** For the sender: it cannot be carried out as it stands. */
  | { readonly kind: 'refuse'; readonly key: string; readonly note: string };
