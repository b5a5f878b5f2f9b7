import { formatWeight } from '../../format/quantity.ts';
import { codeWord, quantityWords } from '../../language/code-words.ts';
import { useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import { Panel } from '../../ui/panel.tsx';
import type { ShipmentProps } from './shipment-props.ts';
import '../../ui/record-table.css';

/** What is in it, line by line, and in which boxes. */
export function GoodsPanel({ shipment }: ShipmentProps) {
  const t = useText();
  if (shipment.lines.length + shipment.handlingUnits.length === 0) return null;
  return (
    <>
      {shipment.lines.length > 0 && (
        <Panel title={t('shipment.lines')} count={shipment.lines.length} flush>
          <Lines shipment={shipment} />
        </Panel>
      )}
      {shipment.handlingUnits.length > 0 && (
        <Panel title={t('shipment.units')} count={shipment.handlingUnits.length} flush>
          <Units shipment={shipment} />
        </Panel>
      )}
    </>
  );
}

function Lines({ shipment }: ShipmentProps) {
  const t = useText();
  const { locale } = useReading();
  return (
    <div className="table-scroll">
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('line.sku')}</th>
            <th scope="col">{t('line.lot')}</th>
            <th scope="col" data-numeric="">
              {t('line.ordered')}
            </th>
            <th scope="col" data-numeric="">
              {t('line.shipped')}
            </th>
          </tr>
        </thead>
        <tbody>
          {shipment.lines.map((line) => (
            <tr key={line.id}>
              <td>
                <strong>{line.sku}</strong>
                {line.substituteSku && (
                  <span className="record-sub">{t('line.substitute', { sku: line.substituteSku })}</span>
                )}
                {line.description && <span className="record-sub">{line.description}</span>}
              </td>
              <td>{line.lot ?? '—'}</td>
              <td data-numeric="">{quantityWords(line.orderedQuantity, line.unit, locale, t)}</td>
              <td data-numeric="">
                <Shipped line={line} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Shipped({ line }: { line: ShipmentProps['shipment']['lines'][number] }) {
  const t = useText();
  const { locale } = useReading();
  if (typeof line.shippedQuantity !== 'number') return '—';
  const short = line.shippedQuantity < line.orderedQuantity;
  return (
    <>
      {quantityWords(line.shippedQuantity, line.unit, locale, t)}
      {short && <span className="record-sub">{t('line.short')}</span>}
    </>
  );
}

function Units({ shipment }: ShipmentProps) {
  const t = useText();
  const { locale } = useReading();
  return (
    <ul className="rows">
      {shipment.handlingUnits.map((unit) => (
        <li key={unit.id}>
          <span className="grow">
            <strong>{codeWord('handlingUnit', unit.kind, t)}</strong>
            {unit.sscc && (
              <span className="record-sub">
                {t('unit.sscc')} <span className="mono">{unit.sscc}</span>
              </span>
            )}
            {unit.trackingNumber && <span className="record-sub mono">{unit.trackingNumber}</span>}
          </span>
          {typeof unit.weightGrams === 'number' && (
            <span className="tabular">{formatWeight(unit.weightGrams, locale)}</span>
          )}
        </li>
      ))}
    </ul>
  );
}
