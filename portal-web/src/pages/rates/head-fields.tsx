import { Textarea, TextInput } from '@mantine/core';
import { Panel } from '../../ui/panel.tsx';
import { useRatesText } from './rates-text.ts';
import type { CardHead } from './use-draft.ts';

interface HeadFieldsProps {
  readonly head: CardHead;
  readonly change: (part: Partial<CardHead>) => void;
  /** Name of the card whose next version this is. */
  readonly before: string | null;
}

/** Name, currency and days of a card; its zones, and its surcharge on freight. */
export function HeadFields({ head, change, before }: HeadFieldsProps) {
  const t = useRatesText();
  const text = (name: Exclude<keyof CardHead, 'replaces'>) => ({
    name,
    value: head[name],
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => change({ [name]: currentTarget.value }),
  });
  return (
    <Panel title={t('rates.cardHead')}>
      <div className="form-stack">
        <div className="form-pair">
          <TextInput {...text('name')} label={t('rates.name')} required maxLength={160} />
          <TextInput {...text('currency')} label={t('rates.currency')} required maxLength={3} />
        </div>
        <div className="form-pair">
          <TextInput {...text('validFrom')} type="date" label={t('rates.firstDay')} required />
          <TextInput {...text('validTo')} type="date" label={t('rates.lastDay')} description={t('rates.openEnd')} />
        </div>
        {before && (
          <label className="check-line">
            <input
              type="checkbox"
              checked={head.replaces}
              onChange={({ currentTarget }) => change({ replaces: currentTarget.checked })}
            />
            <span>
              {t('rates.replaces', { name: before })}
              <span className="record-sub">{t('rates.replacesHint')}</span>
            </span>
          </label>
        )}
        <div className="form-pair">
          <Textarea
            {...text('zones')}
            label={t('rates.zones')}
            description={t('rates.zonesHint')}
            placeholder="EAST: US-MA, US-NY, US:021"
            rows={3}
          />
          <div className="form-stack">
            <TextInput
              {...text('fuelIndex')}
              label={t('rates.fuelIndex')}
              description={t('rates.fuelIndexHint')}
              placeholder="DOE-US-DIESEL"
              maxLength={64}
            />
            {head.fuelIndex.trim() !== '' && (
              <Textarea
                {...text('fuelSteps')}
                label={t('rates.fuelSteps')}
                description={t('rates.fuelStepsHint')}
                placeholder="0 = 0"
                rows={4}
              />
            )}
          </div>
        </div>
      </div>
    </Panel>
  );
}
