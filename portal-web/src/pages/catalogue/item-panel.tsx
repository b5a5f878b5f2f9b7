import { Textarea, TextInput } from '@mantine/core';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import type { Objection } from '../../graph/use-command.ts';
import { Panel } from '../../ui/panel.tsx';
import { useRatesText } from '../rates/rates-text.ts';
import type { CatalogueField, CatalogueRow } from './catalogue-rows.ts';

interface ItemPanelProps {
  readonly row: CatalogueRow;
  readonly currency: string;
  /** Fields that are no numbers. */
  readonly faults: readonly CatalogueField[];
  /** Why the server does not take this price. */
  readonly objection: Objection | null;
  readonly change: (part: Partial<CatalogueRow>) => void;
  readonly remove: () => void;
}

/** One service: its price, how it is proved, until when it is done, and what calling off costs. */
export function ItemPanel({ row, currency, faults, objection, change, remove }: ItemPanelProps) {
  const t = useRatesText();
  const service = t(`logisticsService.${row.service}`);
  const field = (name: CatalogueField, label: string, description?: string) => ({
    label,
    description,
    value: row[name],
    error: faults.includes(name) ? t(name === 'unit' ? 'rates.cell.per' : 'rates.cell.number') : undefined,
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => change({ [name]: currentTarget.value }),
  });
  return (
    <Panel
      title={service}
      actions={
        <button type="button" className="quiet-button" aria-label={t('rates.removeItem', { service })} onClick={remove}>
          {t('rates.remove')}
        </button>
      }
    >
      <div className="form-stack">
        <ObjectionNote objection={objection} />
        <div className="form-pair">
          <TextInput {...field('price', t('rates.priceIn', { currency }))} inputMode="decimal" />
          <TextInput {...field('unit', t('rates.column.per'))} list="rate-units" maxLength={32} />
          <TextInput {...field('minimum', t('rates.minimumIn', { currency }))} inputMode="decimal" />
          <TextInput {...field('serviceLevelHours', t('rates.doneWithin'))} inputMode="numeric" />
        </div>
        <div className="form-pair">
          <TextInput {...field('photosRequired', t('rates.photos'))} inputMode="numeric" />
          <Textarea {...field('photoStandard', t('rates.photoStandard'))} rows={1} maxLength={500} autosize={false} />
        </div>
        <div className="form-pair">
          <TextInput {...field('freeHours', t('rates.freeHours'))} inputMode="numeric" />
          <TextInput {...field('percent', t('rates.latePercent'))} inputMode="numeric" />
          <TextInput {...field('startedPercent', t('rates.startedPercent'))} inputMode="numeric" />
        </div>
      </div>
    </Panel>
  );
}
