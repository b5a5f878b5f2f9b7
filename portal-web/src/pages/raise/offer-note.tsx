import { formatMoney } from '../../format/money.ts';
import type { WorkOrderOffersQuery } from '../../generated/operations.ts';
import { codeWord } from '../../language/code-words.ts';
import { useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';

type Offer = WorkOrderOffersQuery['workOrderOffers'][number];

/** What it will cost, and what calling it off would: read before anybody asks for it. */
export function OfferNote({ offer, quantity }: { offer: Offer; quantity: number }) {
  const t = useText();
  const { locale } = useReading();
  const { covered, price, minimum, priceFor, unit, photoStandard } = offer;
  if (!covered) return null;
  if (!price) return <p className="soft">{t('workOrder.quotedByStaff')}</p>;
  return (
    <div className="offer-note" role="status">
      <strong className="tabular">
        {priceFor && quantity > 0 ? formatMoney(priceFor, locale) : t('workOrder.priceAfterQuantity')}
      </strong>
      <span className="record-sub">
        {t('workOrder.perUnit', { price: formatMoney(price, locale), unit: codeWord('unitName', unit, t) })}
        {minimum && ` · ${t('contract.minimum')} ${formatMoney(minimum, locale)}`}
      </span>
      <span className="record-sub">
        {t('workOrder.cancelRule', {
          hours: offer.cancellationFreeHours ?? 0,
          percent: offer.cancellationPercent ?? 0,
          started: offer.cancellationStartedPercent ?? 0,
        })}
      </span>
      {photoStandard && <span className="record-sub">{photoStandard}</span>}
    </div>
  );
}
