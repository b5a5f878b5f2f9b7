import { formatDate } from '../../format/instant.ts';
import { Moment } from '../../format/moment.tsx';
import { formatMoney } from '../../format/money.ts';
import type { ContractQuery } from '../../generated/operations.ts';
import { useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import { ContractStateMark } from '../../status/work-state.tsx';
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
      <Panel title={t('contract.rates')} flush>
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
        <span className="soft small">{t('contract.validFrom', { date: formatDate(card.validFrom, locale) })}</span>
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
              <tr key={line.id}>
                <td>{t(`logisticsService.${line.service}`)}</td>
                <td>{[line.origin, line.destination].filter(Boolean).join(' → ') || t('contract.anyLane')}</td>
                <td data-numeric="">
                  {formatMoney(line.rate, locale)} / {line.per}
                </td>
                <td data-numeric="">{line.minimum ? formatMoney(line.minimum, locale) : '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  ));
}

/** What it said before: every amendment with its reason. */
export function VersionsPanel({ contract }: ContractProps) {
  const t = useText();
  const { locale } = useReading();
  return (
    <Panel title={t('contract.versions')} count={contract.versions.length} flush>
      <ul className="rows">
        {[...contract.versions]
          .sort((a, b) => b.version - a.version)
          .map((version) => (
            <li key={version.version}>
              <span className="grow">
                <strong>{t('contract.version', { number: version.version })}</strong>
                <span className="record-sub">
                  <Moment at={version.amendedAt} />
                  {version.reason && ` · ${version.reason}`}
                </span>
                <span className="record-sub">
                  {formatDate(version.validFrom, locale)} – {formatDate(version.validTo, locale)}
                </span>
              </span>
              <ContractStateMark state={version.state} />
            </li>
          ))}
      </ul>
    </Panel>
  );
}
