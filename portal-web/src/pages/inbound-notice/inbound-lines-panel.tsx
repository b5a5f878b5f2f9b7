import { formatNumber } from '../../format/quantity.ts';
import type { InboundFactsFragment } from '../../generated/operations.ts';
import { useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import '../../ui/record-table.css';

type Line = InboundFactsFragment['lines'][number];

/** Announced against counted, line by line, with what was short, over or damaged. */
export function InboundLinesPanel({ notice }: { notice: InboundFactsFragment }) {
  const t = useText();
  const confirms = notice.kind === 'PURCHASE_ORDER';
  return (
    <Panel title={t('shipment.lines')} count={notice.lines.length} flush>
      <div className="table-scroll">
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('line.sku')}</th>
              <th scope="col">{t('line.lot')}</th>
              <th scope="col" data-numeric="">
                {t('inbound.announced')}
              </th>
              {confirms && (
                <th scope="col" data-numeric="">
                  {t('inbound.confirmed')}
                </th>
              )}
              <th scope="col" data-numeric="">
                {t('inbound.received')}
              </th>
              <th scope="col">{t('inbound.difference')}</th>
            </tr>
          </thead>
          <tbody>
            {notice.lines.map((line) => (
              <LineRow key={line.id} line={line} confirms={confirms} />
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function LineRow({ line, confirms }: { line: Line; confirms: boolean }) {
  const { locale } = useReading();
  const quantity = (value: number | null | undefined) =>
    typeof value === 'number' ? `${formatNumber(value, locale)} ${line.unit}` : '—';
  return (
    <tr>
      <td>
        <strong>{line.sku}</strong>
        {line.description && <span className="record-sub">{line.description}</span>}
      </td>
      <td>{line.lot ?? '—'}</td>
      <td data-numeric="">{quantity(line.expectedQuantity)}</td>
      {confirms && <td data-numeric="">{quantity(line.confirmedQuantity)}</td>}
      <td data-numeric="">{quantity(line.receivedQuantity)}</td>
      <td>
        <Differences line={line} />
      </td>
    </tr>
  );
}

function Differences({ line }: { line: Line }) {
  const t = useText();
  const { locale } = useReading();
  const found = [
    ['short', line.shortQuantity],
    ['over', line.overQuantity],
    ['damaged', line.damagedQuantity],
  ] as const;
  return (
    <span className="line">
      {found.map(
        ([kind, value]) =>
          typeof value === 'number' &&
          value > 0 && (
            <StateMark key={kind} tone={kind === 'over' ? 'warn' : 'bad'}>
              {t(`inbound.${kind}`, { quantity: formatNumber(value, locale) })}
            </StateMark>
          ),
      )}
    </span>
  );
}
