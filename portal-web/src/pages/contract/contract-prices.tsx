import type { ReactNode } from 'react';
import { Moment } from '../../format/moment.tsx';
import { formatMoney } from '../../format/money.ts';
import type { ContractQuery } from '../../generated/operations.ts';
import { codeWord } from '../../language/code-words.ts';
import { useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import { ChargeSubject } from '../../status/charge-subject.tsx';
import { Panel } from '../../ui/panel.tsx';
import '../../ui/record-table.css';

interface ContractProps {
  readonly contract: NonNullable<ContractQuery['contract']>;
}

interface CatalogueProps {
  readonly contract: Pick<ContractProps['contract'], 'catalogue'>;
  /** The way to change the prices, for whoever may: then there is a panel without prices, too. */
  readonly actions?: ReactNode;
}

/** What value-added services cost, how they are proved, and until when they are done. */
export function CataloguePanel({ contract, actions }: CatalogueProps) {
  const t = useText();
  const { locale } = useReading();
  if (contract.catalogue.length === 0 && !actions) return null;
  return (
    <Panel title={t('contract.catalogue')} count={contract.catalogue.length} flush actions={actions}>
      {contract.catalogue.length === 0 && <p className="panel-empty">{t('contract.noCatalogue')}</p>}
      <ul className="rows">
        {contract.catalogue.map((item) => (
          <li key={item.service}>
            <span className="grow">
              <strong>{t(`logisticsService.${item.service}`)}</strong>
              <span className="record-sub">
                {t('workOrder.lead', { hours: item.serviceLevelHours, photos: item.photosRequired })}
              </span>
              {item.photoStandard && <span className="record-sub">{item.photoStandard}</span>}
              <span className="record-sub">
                {t('workOrder.cancelRule', {
                  hours: item.cancellation.freeHours,
                  percent: item.cancellation.percent,
                  started: item.cancellation.startedPercent,
                })}
              </span>
            </span>
            <span className="tabular">
              {t('workOrder.perUnit', {
                price: formatMoney(item.price, locale),
                unit: codeWord('unitName', item.unit, t),
              })}
              {item.minimum && (
                <span className="record-sub">
                  {t('contract.minimum')} {formatMoney(item.minimum, locale)}
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** What was charged and credited, newest first. */
export function ChargesPanel({ contract }: ContractProps) {
  const t = useText();
  const { locale } = useReading();
  return (
    <Panel title={t('contract.charges')} flush>
      {contract.charges.length === 0 && <p className="panel-empty">{t('contract.noCharges')}</p>}
      <ul className="rows">
        {contract.charges.map((charge) => (
          <li key={charge.id}>
            <span className="grow">
              <ChargeSubject charge={charge} contractId={contract.id}>
                {charge.source === 'OTIF'
                  ? t('otif.clause')
                  : charge.kind === 'VALUE_ADDED'
                    ? t(`logisticsService.${charge.service}`)
                    : t(`chargeKind.${charge.kind}`)}
              </ChargeSubject>
              <span className="record-sub">
                {charge.number} · {charge.subjectNumber} · {t(`chargeReason.${charge.reason}`)} ·{' '}
                <Moment at={charge.chargedAt} />
              </span>
            </span>
            <strong className="tabular">{formatMoney(charge.amount, locale)}</strong>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
