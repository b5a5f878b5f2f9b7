import type { Claim } from './claim.ts';
import type { Filing } from './filing.ts';

/** What a draft would hand in if it were filed now. */
export const toFiling = ({ lines, amount, dossier, ...draft }: Claim): Filing => ({
  ...{ kind: 'CLAIM', shipmentId: draft.shipmentId, liabilityAsserted: draft.liabilityAsserted },
  ...{ statement: draft.statement, reference: draft.reference, currency: amount.currency },
  ...{ noticeGivenAt: dossier.noticeGivenAt, expectedDeliveryAt: dossier.expectedDeliveryAt },
  ...{ lateReason: dossier.lateReason, source: dossier.source },
  lines: lines.map((line) => ({
    ...{ sku: line.sku, description: line.description, quantity: line.quantity, unit: line.unit, cause: line.cause },
    // A draft may leave the amount open, which is kept as nothing asked for.
    amountMinor: line.amount.amountMinor > 0 ? line.amount.amountMinor + (line.salvage?.amountMinor ?? 0) : null,
    unitValueMinor: null,
    salvageMinor: line.salvage?.amountMinor ?? null,
    weightGrams: line.weightGrams ?? null,
  })),
});
