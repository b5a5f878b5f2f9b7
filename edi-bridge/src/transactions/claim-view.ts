/** An amount as the graph tells it. */
interface MoneyView {
  readonly amountMinor: number;
  readonly currency: string;
}

/** What the documents that we send need to know of a claim, as the graph tells it. */
export interface ClaimView {
  readonly id: string;
  readonly number: string;
  readonly reference: string | null;
  readonly state: string;
  readonly openedAt: string;
  readonly statement: string;
  readonly amount: MoneyView;
  readonly offered: MoneyView | null;
  readonly decisionCode: string | null;
  readonly payment: { readonly reference: string; readonly at: string } | null;
  readonly shipment: { readonly id: string };
  readonly legs: readonly {
    readonly kind: string;
    readonly counterpart: string;
    readonly state: string;
    readonly decidedAmount: MoneyView | null;
  }[];
  readonly lines: readonly ClaimLineView[];
  readonly papers: readonly { readonly received: boolean }[];
}

export interface ClaimLineView {
  readonly sku: string | null;
  readonly description: string;
  readonly quantity: number;
  readonly unit: string;
  readonly cause: string;
  readonly amount: MoneyView;
  readonly salvage: MoneyView | null;
  readonly weightGrams: number | null;
}

/** The claim in the words of ClaimView. */
export const CLAIM_FIELDS = `
  id number reference state openedAt statement decisionCode
  amount { amountMinor currency } offered { amountMinor currency } payment { reference at } shipment { id }
  legs { kind counterpart state decidedAmount { amountMinor currency } }
  lines { sku description quantity unit cause amount { amountMinor currency } salvage { amountMinor } weightGrams }
  papers { received }`;
