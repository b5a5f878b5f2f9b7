import { Link } from '@tanstack/react-router';
import { formatDate } from '../../format/instant.ts';
import { formatMoney } from '../../format/money.ts';
import { formatNumber } from '../../format/quantity.ts';
import type { ContractQuery } from '../../generated/operations.ts';
import { codeWord } from '../../language/code-words.ts';
import { type Text, useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import { Panel } from '../../ui/panel.tsx';
import '../../ui/record-table.css';

interface ContractProps {
  readonly contract: NonNullable<ContractQuery['contract']>;
}

/** What each service costs, by the card that is valid from a date. */
export function RateCardsPanel({ contract }: ContractProps) {
  const t = useText();
  const { locale } = useReading();
  if (contract.rateCards.length === 0) {
    return (
      <Panel title={t('contract.rates')} flush actions={<RatesLink contractId={contract.id} />}>
        <p className="panel-empty">{t('contract.noRates')}</p>
      </Panel>
    );
  }
  return contract.rateCards.map((card) => (
    <Panel
      key={card.id}
      title={card.name}
      flush
      actions={
        <>
          <span className="soft small">
            {card.validTo
              ? `${formatDate(card.validFrom, locale)} – ${formatDate(card.validTo, locale)}`
              : t('contract.validFrom', { date: formatDate(card.validFrom, locale) })}
          </span>
          <RatesLink contractId={contract.id} />
        </>
      }
    >
      <div className="table-scroll">
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('workOrder.service')}</th>
              <th scope="col">{t('contract.lane')}</th>
              <th scope="col" data-numeric="">
                {t('contract.rate')}
              </th>
              <th scope="col" data-numeric="">
                {t('contract.minimum')}
              </th>
            </tr>
          </thead>
          <tbody>
            {card.lines.map((line) => (
              <tr key={line.id} id={line.id}>
                <td>
                  {line.charge ? t(`chargeKind.${line.charge}`) : t(`logisticsService.${line.service}`)}
                  <LineRules line={line} />
                </td>
                <td>{[line.origin, line.destination].filter(Boolean).join(' → ') || t('contract.anyLane')}</td>
                <td data-numeric="">
                  {t('workOrder.perUnit', {
                    price: formatMoney(line.rate, locale),
                    unit: unitWord(line.charge, line.per, t),
                  })}
                </td>
                <td data-numeric="">{line.minimum ? formatMoney(line.minimum, locale) : '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <CardRules card={card} />
    </Panel>
  ));
}

const RatesLink = ({ contractId }: { contractId: string }) => (
  <Link className="quiet-button no-print" to="/contracts/$contractId/rates" params={{ contractId }}>
    {useText()('contract.allRates')}
  </Link>
);

type Card = ContractProps['contract']['rateCards'][number];

const unitWord = (charge: Card['lines'][number]['charge'], per: string, t: Text): string => {
  const unit = codeWord('unitName', per, t);
  return charge === 'STORAGE' ? t('contract.perDay', { unit }) : unit;
};

/** What bends the price of a line: what makes it due, what is free, from where on it is cheaper. */
function LineRules({ line }: { line: Card['lines'][number] }) {
  const t = useText();
  const { locale } = useReading();
  const unit = codeWord('unitName', line.per, t);
  const rules = [
    line.code && t('why.code', { code: line.code }),
    line.free > 0 && t('why.free', { free: formatNumber(line.free, locale), unit }),
    ...line.breaks.map(({ from, rate }) =>
      t('contract.break', { from: formatNumber(from, locale), unit, rate: formatMoney(rate, locale) }),
    ),
  ].filter(Boolean);
  return rules.length > 0 && <span className="record-sub">{rules.join(' · ')}</span>;
}

/** The zones of a card, and the surcharge on its freight. */
function CardRules({ card: { zones, fuel } }: { card: Card }) {
  const t = useText();
  const { locale } = useReading();
  if (zones.length === 0 && !fuel) return null;
  const steps = fuel?.steps.map(({ fromMilli, basisPoints }) =>
    t('contract.fuelStep', {
      from: formatNumber(fromMilli / 1000, locale),
      percent: formatNumber(basisPoints / 100, locale),
    }),
  );
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
              {fuel.index}: {steps?.join(' · ')}
            </span>
          </span>
        </li>
      )}
    </ul>
  );
}
