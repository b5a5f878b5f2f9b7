import { Link } from '@tanstack/react-router';
import { formatMoney } from '../../format/money.ts';
import { ShipmentChargesDocument } from '../../generated/operations.ts';
import { RecordView } from '../../graph/record-view.tsx';
import { useRecord } from '../../graph/use-record.ts';
import { refusalWords } from '../../language/code-words.ts';
import { useText } from '../../language/use-text.ts';
import { isStaff } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { ChargeReasons } from '../../status/charge-reasons.tsx';
import { PanelSkeleton } from '../../ui/empty-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { CarrierInvoiceMark } from '../carrier-invoices/carrier-invoice-marks.tsx';
import type { ShipmentProps } from './shipment-props.ts';

/** What the shipment costs, by which clause, and what of it is not charged and why. */
export function ChargesPanel({ shipment }: ShipmentProps) {
  const t = useText();
  const { locale } = useReading();
  const staff = isStaff(useViewer());
  const read = useRecord(ShipmentChargesDocument, { id: shipment.id }, (data) => (data.shipment ? data : null));
  return (
    <Panel title={t('contract.charges')} flush>
      <RecordView read={read} loading={<PanelSkeleton />} absent={null}>
        {({ shipment: found, carrierInvoices }) => (
          <ul className="rows">
            {found?.charges.length === 0 && <li className="panel-empty">{t('shipment.noCharges')}</li>}
            {found?.charges.map((charge) => (
              <li key={charge.id}>
                <span className="grow">
                  {t(`chargeKind.${charge.kind}`)}
                  {charge.why && <ChargeReasons why={charge.why} quantity={charge.quantity} />}
                  {charge.invoice && (
                    <span className="record-sub">
                      <Link to="/invoices/$invoiceId" params={{ invoiceId: charge.invoice.id }}>
                        {charge.invoice.number}
                      </Link>
                    </span>
                  )}
                </span>
                <strong className="tabular">{formatMoney(charge.amount, locale)}</strong>
              </li>
            ))}
            {staff &&
              found?.activities
                .filter(({ state }) => state === 'WAITING')
                .map(({ id, kind, refusal }) => (
                  <li key={id}>
                    <span className="grow">
                      {t(`activityKind.${kind}`)}
                      {refusal && (
                        <span className="record-sub">
                          {refusalWords(refusal.code, refusal.message, locale, t, refusal.figures).text}
                        </span>
                      )}
                    </span>
                    <StateMark tone="warn">{t('activityState.WAITING')}</StateMark>
                  </li>
                ))}
            {carrierInvoices.nodes.map((invoice) => (
              <li key={invoice.id}>
                <span className="grow">
                  <Link to="/carrier-invoices/$carrierInvoiceId" params={{ carrierInvoiceId: invoice.id }}>
                    {invoice.scac} {invoice.number}
                  </Link>
                  <span className="record-sub">{t('carrierInvoice.one')}</span>
                </span>
                <CarrierInvoiceMark state={invoice.state} />
                <strong className="tabular">{formatMoney(invoice.billed, locale)}</strong>
              </li>
            ))}
          </ul>
        )}
      </RecordView>
    </Panel>
  );
}
