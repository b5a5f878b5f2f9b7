import { formatNumber } from '../../format/quantity.ts';
import type { CustomerValueFactsFragment } from '../../generated/operations.ts';
import { useReading } from '../../session/viewing.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StageMark } from '../value/marks.tsx';
import { useValueText } from '../value/value-text.ts';
import { monthWords, unitWords, valueWord } from '../value/value-words.ts';
import { BEHIND_CRITERION } from './behind.ts';
import { Evidence } from './evidence-list.tsx';
import { InputLines } from './input-lines.tsx';

interface ValueProps {
  readonly value: CustomerValueFactsFragment;
}

/** The grade that clustering gives, with its reason, and whether the customer is one of the few that bring the most. */
export function GradePanel({ value }: ValueProps) {
  const t = useValueText();
  const { locale } = useReading();
  const { grade, keyAccount, currency } = value;
  const percent = (share: number) => unitWords(share, 'PERCENT', currency, locale);
  return (
    <Panel title={t('value.gradeByValue')}>
      {!grade && <p>{t('value.noGrade')}</p>}
      {grade && (
        <>
          <p className="value-headline">{grade.grade}</p>
          <p className="soft small">
            {grade.nextGrade &&
              grade.marginPercent !== null &&
              grade.marginPercent !== undefined &&
              t('value.gradeNext', { grade: grade.nextGrade, percent: formatNumber(grade.marginPercent, locale) })}{' '}
            {grade.stabilityPercent !== null &&
              grade.stabilityPercent !== undefined &&
              t('value.gradeStable', { percent: grade.stabilityPercent })}
          </p>
          <dl className="value-lines">
            {grade.criteria.map(({ code, value: own, unit, groupMean }) => (
              <div key={code}>
                <dt>{valueWord('criterion', code, t)}</dt>
                <dd>
                  {own === null || own === undefined ? t('value.unknown') : unitWords(own, unit, currency, locale)}
                  {groupMean !== null && groupMean !== undefined && (
                    <span className="record-sub">
                      {t('value.groupMean', { mean: unitWords(groupMean, unit, currency, locale) })}
                    </span>
                  )}
                </dd>
                {BEHIND_CRITERION[code] && (
                  <dd className="value-under">
                    <Evidence
                      accountId={value.id}
                      kinds={BEHIND_CRITERION[code]}
                      from={value.profit?.from ?? null}
                      to={value.profit?.to ?? null}
                    />
                  </dd>
                )}
              </div>
            ))}
          </dl>
        </>
      )}
      <p className="small">
        {keyAccount
          ? t('value.isKey', {
              rank: keyAccount.rank,
              share: percent(keyAccount.sharePercent),
              together: percent(keyAccount.cumulativePercent),
            })
          : t('value.isNoKey')}
      </p>
    </Panel>
  );
}

/** Where the customer was in its life with us, the present first. */
export function StagesPanel({ value }: ValueProps) {
  const t = useValueText();
  const { locale } = useReading();
  return (
    <Panel title={t('value.stages')} flush>
      <ul className="rows">
        {[...value.stages].reverse().map(({ stage, since, rule, inputs }) => (
          <li key={`${stage} ${since}`}>
            <span className="grow">
              <StageMark stage={stage} />
              <span className="record-sub">
                {since ? `${monthWords(since, locale)} · ` : ''}
                {valueWord('rule', rule, t)}
              </span>
              {inputs.length > 0 && <InputLines inputs={inputs} currency={value.currency} />}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
