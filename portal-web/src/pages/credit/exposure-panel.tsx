import { formatMoney } from '../../format/money.ts';
import { useText } from '../../language/use-text.ts';
import { isStaff } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { Note } from '../../ui/notes.tsx';
import { Panel } from '../../ui/panel.tsx';
import type { CreditProps } from './credit-page.tsx';

/** What is owed against what may be, one table per currency, and how much of a limit it takes in another one. */
export function ExposurePanel({ credit: { exposures, limitUses } }: CreditProps) {
  const t = useText();
  const { locale } = useReading();
  /** A currency without a limit counts against that of another one, or has no rate to. */
  const allowed = ({ currency, limit }: (typeof exposures)[number]): string => {
    if (limit) return formatMoney(limit, locale);
    const counted = limitUses.flatMap(({ converted }) => converted).find(({ amount }) => amount.currency === currency);
    return counted ? t('credit.countsAs', { amount: formatMoney(counted.counted, locale) }) : t('credit.noLimit');
  };
  return (
    <Panel title={t('credit.exposures')} flush={exposures.length > 0}>
      {exposures.length === 0 && <p className="soft">{t('credit.nothingOwed')}</p>}
      {exposures.map((exposure) => (
        <table key={exposure.currency} className="plain-table">
          <caption className="soft small">{exposure.currency}</caption>
          <tbody>
            {(
              [
                ['credit.open', formatMoney(exposure.open, locale)],
                ['credit.unbilled', formatMoney(exposure.unbilled, locale)],
                ['credit.exposure', formatMoney(exposure.exposure, locale)],
                ['credit.limit', allowed(exposure)],
                ['credit.overdue', formatMoney(exposure.overdue, locale)],
                ['credit.turnover', formatMoney(exposure.turnover, locale)],
              ] as const
            ).map(([label, words]) => (
              <tr key={label}>
                <th scope="row">{t(label)}</th>
                <td data-numeric>{words}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
      {limitUses
        .filter(({ converted, unrated }) => converted.length + unrated.length > 0)
        .map((use) => (
          <UsePart key={use.limit.currency} use={use} />
        ))}
    </Panel>
  );
}

/** What is owed in all currencies together against one limit. That a rate is missing is for those who can see to it. */
function UsePart({ use: { limit, used, converted, unrated } }: { use: CreditProps['credit']['limitUses'][number] }) {
  const t = useText();
  const { locale } = useReading();
  const staff = isStaff(useViewer());
  return (
    <div className="panel-body">
      {converted.length > 0 && (
        <p className="small">
          {t('credit.limitUsed', { used: formatMoney(used, locale), limit: formatMoney(limit, locale) })}
        </p>
      )}
      {staff && unrated.length > 0 && (
        <Note tone="warn">
          {t('credit.unrated', { currencies: unrated.join(', '), limit: formatMoney(limit, locale) })}
        </Note>
      )}
    </div>
  );
}
