import { useMediaQuery } from '@mantine/hooks';
import { formatNumber } from '../../format/quantity.ts';
import type { InboundFactsFragment } from '../../generated/operations.ts';
import { quantityWords } from '../../language/code-words.ts';
import { useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import '../../ui/record-table.css';

type Line = InboundFactsFragment['lines'][number];

/** Announced against counted, line by line, with what was short, over or damaged; on a phone in two columns less. */
export function InboundLinesPanel({ notice }: { notice: InboundFactsFragment }) {
  const t = useText();
  const narrow = useMediaQuery('(max-width: 600px)', undefined, { getInitialValueInEffect: false }) ?? false;
  const confirms = notice.kind === 'PURCHASE_ORDER';
  return (
    <Panel title={t('shipment.lines')} count={notice.lines.length} flush>
      <div className="table-scroll">
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('line.sku')}</th>
              {!narrow && <th scope="col">{t('line.lot')}</th>}
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
              {!narrow && <th scope="col">{t('inbound.difference')}</th>}
            </tr>
          </thead>
          <tbody>
            {notice.lines.map((line) => (
              <LineRow key={line.id} line={line} confirms={confirms} narrow={narrow} />
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function LineRow({ line, confirms, narrow }: { line: Line; confirms: boolean; narrow: boolean }) {
  const t = useText();
  const { locale } = useReading();
  const quantity = (value: number | null | undefined) =>
    typeof value === 'number' ? quantityWords(value, line.unit, locale, t) : '—';
  return (
    <tr>
      <td>
        <strong>{line.sku}</strong>
        {line.description && <span className="record-sub">{line.description}</span>}
        {narrow && line.lot && (
          <span className="record-sub">
            {t('line.lot')} {line.lot}
          </span>
        )}
        {narrow && <Differences line={line} />}
      </td>
      {!narrow && <td>{line.lot ?? '—'}</td>}
      <td data-numeric="">{quantity(line.expectedQuantity)}</td>
      {confirms && <td data-numeric="">{quantity(line.confirmedQuantity)}</td>}
      <td data-numeric="">{quantity(line.receivedQuantity)}</td>
      {!narrow && (
        <td>
          <Differences line={line} />
        </td>
      )}
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
