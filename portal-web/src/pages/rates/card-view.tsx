import { formatDate } from '../../format/instant.ts';
import { formatMoney } from '../../format/money.ts';
import { formatNumber } from '../../format/quantity.ts';
import type { RateCardFactsFragment, RateLineFactsFragment } from '../../generated/operations.ts';
import { codeWord, wordOf } from '../../language/code-words.ts';
import { useReading } from '../../session/viewing.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { CHARGES } from './rate-rows.ts';
import { type RatesMessageId, type RatesText, useRatesText } from './rates-text.ts';
import '../../ui/record-table.css';

/** What a price is per; storage costs so much each day. */
export const unitWords = ({ charge, per }: Pick<RateLineFactsFragment, 'charge' | 'per'>, t: RatesText): string => {
  const id = `rates.per.${per}` as const;
  const one = t(id as RatesMessageId);
  // A unit that a partner made up stands as it was written.
  const unit = one === id ? per : one;
  return charge === 'STORAGE' ? t('contract.perDay', { unit }) : unit;
};

/** What makes an accessorial due, in words. */
export const codeWords = (code: string, t: RatesText): string =>
  code === 'GUARANTEED' ? t('rates.guaranteed') : wordOf('milestone', code, t);

/** What a line prices, in words. */
export function lineWords(line: RateLineFactsFragment, t: RatesText): string {
  const what = line.charge ? t(`chargeKind.${line.charge}`) : t(`logisticsService.${line.service}`);
  const lane = line.origin || line.destination ? laneWords(line, t) : null;
  return [what, line.code && codeWords(line.code, t), unitWords(line, t), lane].filter(Boolean).join(' · ');
}

export const laneWords = (
  { origin, destination }: Pick<RateLineFactsFragment, 'origin' | 'destination'>,
  t: RatesText,
) =>
  origin || destination
    ? `${origin ?? t('contract.anyLane')} → ${destination ?? t('contract.anyLane')}`
    : t('contract.anyLane');

/** The prices of a card by what they are for: lanes with their breaks, fuel, accessorials, handling, storage, other work. */
export function CardView({ card }: { card: Pick<RateCardFactsFragment, 'lines' | 'zones' | 'fuel'> }) {
  const t = useRatesText();
  const groups = [...CHARGES, null].map((charge) => ({
    charge,
    lines: card.lines.filter((line) => (line.charge ?? null) === charge),
  }));
  return (
    <div className="rate-groups">
      {groups.map(
        ({ charge, lines }) =>
          lines.length > 0 && (
            <section key={charge ?? 'other'} aria-label={charge ? t(`chargeKind.${charge}`) : t('rates.lookedUp')}>
              <h3>{charge ? t(`chargeKind.${charge}`) : t('rates.lookedUp')}</h3>
              <LinesTable lines={lines} />
              {charge === 'FREIGHT' && <FreightRules card={card} />}
            </section>
          ),
      )}
    </div>
  );
}

function LinesTable({ lines }: { lines: readonly RateLineFactsFragment[] }) {
  const t = useRatesText();
  const { locale } = useReading();
  const freight = lines[0]?.charge === 'FREIGHT';
  return (
    <div className="table-scroll">
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{freight ? t('contract.lane') : t('workOrder.service')}</th>
            <th scope="col" data-numeric="">
              {t('contract.rate')}
            </th>
            <th scope="col" data-numeric="">
              {t('contract.minimum')}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.id}>
              <td>
                {freight
                  ? laneWords(line, t)
                  : line.code
                    ? codeWords(line.code, t)
                    : t(`logisticsService.${line.service}`)}
                <LineRules line={line} />
              </td>
              <td data-numeric="">
                {t('workOrder.perUnit', { price: formatMoney(line.rate, locale), unit: unitWords(line, t) })}
                {line.breaks.map(({ from, rate }) => (
                  <span className="record-sub" key={from}>
                    {t('contract.break', {
                      from: formatNumber(from, locale),
                      unit: codeWord('unitName', line.per, t),
                      rate: formatMoney(rate, locale),
                    })}
                  </span>
                ))}
              </td>
              <td data-numeric="">{line.minimum ? formatMoney(line.minimum, locale) : '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What is free, and on which lane an accessorial holds. */
function LineRules({ line }: { line: RateLineFactsFragment }) {
  const t = useRatesText();
  const { locale } = useReading();
  const unit = codeWord('unitName', line.per, t);
  const rules = [
    line.free > 0 && t('why.free', { free: formatNumber(line.free, locale), unit }),
    line.charge !== 'FREIGHT' && (line.origin || line.destination) && laneWords(line, t),
  ].filter(Boolean);
  return rules.length > 0 && <span className="record-sub">{rules.join(' · ')}</span>;
}

/** Which places the zones of the lanes mean, and the surcharge that follows the price of fuel. */
function FreightRules({ card: { zones, fuel } }: { card: Pick<RateCardFactsFragment, 'zones' | 'fuel'> }) {
  const t = useRatesText();
  const { locale } = useReading();
  if (zones.length === 0 && !fuel) return null;
  return (
    <ul className="rows">
      {zones.map(({ code, places }) => (
        <li key={code}>
          <span className="grow">
            {t('contract.zone', { code })}
            <span className="record-sub">{places.join(', ')}</span>
          </span>
        </li>
      ))}
      {fuel && (
        <li>
          <span className="grow">
            {t('chargeKind.FUEL')}
            <span className="record-sub">
              {fuel.index}:{' '}
              {fuel.steps
                .map(({ fromMilli, basisPoints }) =>
                  t('contract.fuelStep', {
                    from: formatNumber(fromMilli / 1000, locale),
                    percent: formatNumber(basisPoints / 100, locale),
                  }),
                )
                .join(' · ')}
            </span>
          </span>
        </li>
      )}
    </ul>
  );
}

/** When a card holds, as seen from today. */
export function CardMark({
  card: { validFrom, validTo },
}: {
  card: Pick<RateCardFactsFragment, 'validFrom' | 'validTo'>;
}) {
  const t = useRatesText();
  const day = new Date().toISOString().slice(0, 10);
  if (validFrom > day) return <StateMark tone="waiting">{t('rates.future')}</StateMark>;
  if (validTo && validTo < day) return <StateMark tone="ended">{t('rates.past')}</StateMark>;
  return <StateMark tone="good">{t('rates.current')}</StateMark>;
}

/** From when until when a card holds. */
export const cardDays = (
  { validFrom, validTo }: Pick<RateCardFactsFragment, 'validFrom' | 'validTo'>,
  locale: string,
  t: RatesText,
) =>
  validTo
    ? `${formatDate(validFrom, locale)} – ${formatDate(validTo, locale)}`
    : t('contract.validFrom', { date: formatDate(validFrom, locale) });
