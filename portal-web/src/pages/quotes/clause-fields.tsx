import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { OtifClauseInput } from '../../generated/operations.ts';
import { useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import { CheckLine } from '../../ui/check-line.tsx';
import { filledIn } from '../../ui/command-dialog.tsx';
import './quote-form.css';

/** The rule on deliveries on time and in full, as numbers to fill in. */
export function ClauseFields({ clause }: { clause: OtifClauseInput | null }) {
  const t = useText();
  const { timeZone } = useReading();
  const [wanted, want] = useState(clause !== null);
  const number = (name: keyof OtifClauseInput, label: string, value: number | null | undefined, most: number) => (
    <TextInput
      name={`otif.${name}`}
      type="number"
      min={0}
      max={most}
      step="any"
      required={name !== 'earlyMinutes'}
      label={label}
      defaultValue={value === null || value === undefined ? '' : String(value)}
    />
  );
  return (
    <fieldset className="quote-services">
      <legend>{t('otif.clause')}</legend>
      <CheckLine name="otif" checked={wanted} check={want}>
        {t('otif.promise')}
      </CheckLine>
      {wanted && (
        <>
          <div className="form-pair">
            {number('targetPercent', t('otif.target'), clause?.targetPercent ?? 95, 100)}
            {number('creditPercent', t('otif.credit'), clause?.creditPercent ?? 5, 100)}
          </div>
          <div className="form-pair">
            {number('earlyMinutes', t('otif.early'), clause?.earlyMinutes ?? null, 20_160)}
            {number('lateMinutes', t('otif.late'), clause?.lateMinutes ?? 60, 20_160)}
          </div>
          <div className="form-pair">
            {number('shortPercent', t('otif.short'), clause?.shortPercent ?? 0, 100)}
            <NativeSelect
              name="otif.period"
              label={t('otif.period')}
              defaultValue={clause?.period ?? 'MONTH'}
              data={[
                { value: 'MONTH', label: t('otifPeriod.MONTH') },
                { value: 'QUARTER', label: t('otifPeriod.QUARTER') },
              ]}
            />
          </div>
          <div className="form-pair">
            <TextInput
              name="otif.exclusions"
              label={t('otif.exclusions')}
              description={t('otif.exclusionsHint')}
              defaultValue={clause?.exclusions?.join(', ') ?? 'AO, BD'}
            />
            <TextInput
              name="otif.timeZone"
              label={t('otif.zone')}
              required
              defaultValue={clause?.timeZone ?? timeZone}
            />
          </div>
        </>
      )}
    </fieldset>
  );
}

/** The clause that was filled in, or null where none is wanted. */
export function clauseOf(form: FormData): OtifClauseInput | null {
  if (!form.has('otif')) return null;
  const number = (name: string): number => Number(form.get(`otif.${name}`) ?? 0);
  const early = filledIn(form, 'otif.earlyMinutes');
  return {
    targetPercent: number('targetPercent'),
    creditPercent: number('creditPercent'),
    earlyMinutes: early === undefined ? null : Number(early),
    lateMinutes: number('lateMinutes'),
    shortPercent: number('shortPercent'),
    period: form.get('otif.period') === 'QUARTER' ? 'QUARTER' : 'MONTH',
    exclusions: (filledIn(form, 'otif.exclusions') ?? '').split(/[\s,]+/).filter(Boolean),
    timeZone: filledIn(form, 'otif.timeZone') ?? 'UTC',
  };
}
