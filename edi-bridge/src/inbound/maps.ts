import type { Partner } from '../partner/partner.ts';
import { carrierInvoice } from '../transactions/carrier-invoice-210.ts';
import { carrierStatus } from '../transactions/carrier-status-214.ts';
import { claimAnswer } from '../transactions/claim-answer-926.ts';
import { claimTracer } from '../transactions/claim-tracer-925.ts';
import { inboundNotice } from '../transactions/inbound-notice-943.ts';
import { loadTender } from '../transactions/load-tender-204.ts';
import { lossClaim } from '../transactions/loss-claim-920.ts';
import type { Mapped, MapRules } from '../transactions/mapped.ts';
import { purchaseOrder } from '../transactions/purchase-order-850.ts';
import { purchaseOrderChange } from '../transactions/purchase-order-change-860.ts';
import { remittance } from '../transactions/remittance-820.ts';
import type { MapSegment } from '../transactions/segments.ts';
import { stockInquiry } from '../transactions/stock-inquiry-846.ts';
import { vehicleClaim } from '../transactions/vehicle-claim-924.ts';
import { warehouseOrder } from '../transactions/warehouse-order-940.ts';

type Read = (segments: readonly MapSegment[], rules: MapRules) => Mapped;

const MAPS: Readonly<Record<string, Read>> = {
  '204': loadTender,
  '820': remittance,
  '846': stockInquiry,
  '850': purchaseOrder,
  '860': purchaseOrderChange,
  '940': warehouseOrder,
  '943': inboundNotice,
  '920': lossClaim,
  '924': vehicleClaim,
  '925': claimTracer,
};
/** Only a carrier says what became of its goods or of a claim against it, and what it asks for. */
const CARRIER_MAPS: Readonly<Record<string, Read>> = {
  '210': carrierInvoice,
  '214': carrierStatus,
  '926': claimAnswer,
};

/** How a set of this partner is read; null for one that only a person can read so far. */
export const mapFor = (setType: string, partner: Partner): Read | null =>
  MAPS[setType] ?? (partner.carrierScac ? (CARRIER_MAPS[setType] ?? null) : null);
