import { formatMoney } from '../../format/money.ts';
import { useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import { Panel } from '../../ui/panel.tsx';
import type { CarrierInvoice } from './carrier-invoice-page.tsx';
import '../../ui/record-table.css';

/** What is billed beside what was expected, kind by kind; below it the lines as the carrier has written them. */
export function ComparisonPanel({ invoice }: { invoice: CarrierInvoice }) {
  const t = useText();
  const { locale } = useReading();
  const { comparison, lines } = invoice;
  // Where nothing tells what to expect, nothing is not what was expected.
  const known = invoice.expected !== null;
  return (
    <>
      <Panel title={t('carrierInvoice.beside')} flush>
        {comparison.length === 0 && <p className="panel-empty">{t('carrierInvoice.noLines')}</p>}
        {comparison.length > 0 && (
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{t('invoice.what')}</th>
                <th scope="col" data-numeric>
                  {t('carrierInvoice.expected')}
                </th>
                <th scope="col" data-numeric>
                  {t('carrierInvoice.billed')}
                </th>
              </tr>
            </thead>
            <tbody>
              {comparison.map(({ kind, expected, billed }) => (
                <tr key={kind}>
                  <th scope="row">{t(`chargeKind.${kind}`)}</th>
                  <td data-numeric>{known ? formatMoney(expected, locale) : '—'}</td>
                  <td data-numeric>
                    {formatMoney(billed, locale)}
                    {known && <Difference billed={billed} expected={expected} />}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Panel>
      {lines.length > 0 && (
        <Panel title={t('carrierInvoice.lines')} count={lines.length} flush>
          <ul className="rows">
            {lines.map(({ description, amount }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the lines of an invoice never change.
              <li key={index}>
                <span className="grow" lang="">
                  {description}
                </span>
                <span className="tabular">{formatMoney(amount, locale)}</span>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}

/** How far what is billed is from what was expected; nothing where it is the same. */
function Difference({ billed, expected }: Pick<CarrierInvoice['comparison'][number], 'billed' | 'expected'>) {
  const t = useText();
  const { locale } = useReading();
  const over = billed.amountMinor - expected.amountMinor;
  if (over === 0) return null;
  const amount = formatMoney({ ...billed, amountMinor: Math.abs(over) }, locale);
  return <span className="record-sub">{t(over > 0 ? 'carrierInvoice.more' : 'carrierInvoice.less', { amount })}</span>;
}
