import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { formatNumber } from '../../format/quantity.ts';
import type { ReturnOrderFactsFragment } from '../../generated/operations.ts';
import { quantityWords } from '../../language/code-words.ts';
import { useText } from '../../language/use-text.ts';
import { mayServe } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { WorkOrderStateMark } from '../../status/work-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import { RepairDialog } from './repair-dialog.tsx';

interface ReturnProps {
  readonly order: ReturnOrderFactsFragment;
}

/** What was to come, what came, what becomes of it, and the jobs that repair it. */
export function ReturnLinesPanel({ order }: ReturnProps) {
  const t = useText();
  const { locale } = useReading();
  const serves = mayServe(useViewer());
  const [repaired, setRepaired] = useState<number | null>(null);
  return (
    <Panel title={t('return.lines')} count={order.lines.length} flush>
      <ul className="rows">
        {order.lines.map((line) => (
          <li key={line.line}>
            <span className="grow">
              <strong>{line.sku}</strong> {line.description}
              {line.lot && (
                <span className="record-sub">
                  {t('line.lot')} {line.lot}
                </span>
              )}
              {line.verdicts.map(({ disposition, quantity, note }) => (
                <span className="record-sub" key={`${disposition}${note}`}>
                  {t(`disposition.${disposition}`)} {formatNumber(quantity, locale)}
                  {note && ` · ${note}`}
                </span>
              ))}
            </span>
            <span className="tabular">
              {quantityWords(line.quantity, line.unit, locale, t)}
              {line.receivedQuantity !== null && line.receivedQuantity !== undefined && (
                <span className="record-sub">
                  {t('return.received', { count: formatNumber(line.receivedQuantity, locale) })}
                </span>
              )}
            </span>
            {serves && line.verdicts.some(({ disposition }) => disposition === 'REPAIR') && (
              <Button
                variant="default"
                disabled={order.repairs.some(({ sku }) => sku === line.sku)}
                onClick={() => setRepaired(line.line)}
              >
                {t('return.repair')}
              </Button>
            )}
          </li>
        ))}
        {order.repairs.map((repair) => (
          <li key={repair.id}>
            <span className="grow">
              <Link to="/work-orders/$workOrderId" params={{ workOrderId: repair.id }}>
                {t(`logisticsService.${repair.service}`)}
              </Link>
              <span className="record-sub">
                {repair.number} {repair.sku}
              </span>
            </span>
            <WorkOrderStateMark state={repair.state} />
          </li>
        ))}
      </ul>
      {repaired !== null && <RepairDialog id={order.id} line={repaired} close={() => setRepaired(null)} />}
    </Panel>
  );
}
