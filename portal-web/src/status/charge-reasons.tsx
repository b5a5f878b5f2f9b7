import { formatDate } from '../format/instant.ts';
import { formatMoney } from '../format/money.ts';
import { formatNumber } from '../format/quantity.ts';
import type { ChargeReasonsFragment } from '../generated/operations.ts';
import { codeWord, quantityWords } from '../language/code-words.ts';
import { useText } from '../language/use-text.ts';
import { useReading } from '../session/viewing.tsx';

interface ChargeReasonsProps {
  readonly why: ChargeReasonsFragment;
  readonly quantity: number;
}

/** How an amount came about, in a sentence: the price, what it was counted by, and what bent it. */
export function ChargeReasons({ why, quantity }: ChargeReasonsProps) {
  const t = useText();
  const { locale } = useReading();
  const unit = codeWord('unitName', why.per, t);
  const lane = why.origin || why.destination;
  const parts = [
    why.fuel
      ? t('why.fuel', {
          percent: formatNumber(why.fuel.basisPoints / 100, locale),
          amount: formatMoney(why.fuel.on, locale),
          index: why.fuel.index,
          price: formatNumber(why.fuel.priceMilli / 1000, locale),
          date: formatDate(why.fuel.date, locale),
        })
      : t('why.rate', { quantity: quantityWords(quantity, why.per, locale, t), rate: formatMoney(why.rate, locale) }),
    !why.fuel && lane && `${why.origin ?? t('contract.anyLane')} → ${why.destination ?? t('contract.anyLane')}`,
    why.code && t('why.code', { code: why.code }),
    why.nextBreak && t('why.nextBreak', { from: formatNumber(why.breakFrom ?? 0, locale), unit }),
    why.breakFrom !== null &&
      !why.nextBreak &&
      t('why.break', { from: formatNumber(why.breakFrom ?? 0, locale), unit }),
    why.minimumApplied && t('why.minimum'),
    why.free > 0 && t('why.free', { free: formatNumber(why.free, locale), unit }),
    ...(why.days ?? []).map(({ from, to, onHand }) =>
      t('why.days', {
        from: formatDate(from, locale),
        to: formatDate(to, locale),
        onHand: formatNumber(onHand, locale),
      }),
    ),
    why.rateCardName,
  ];
  return <span className="record-sub">{parts.filter(Boolean).join(' · ')}</span>;
}
