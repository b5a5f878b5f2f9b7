import { Moment } from '../../format/moment.tsx';
import { formatNumber } from '../../format/quantity.ts';
import type { CreditFactsFragment } from '../../generated/operations.ts';
import { type Text, useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import { Panel } from '../../ui/panel.tsx';
import { CreditMark } from './credit-marks.tsx';

interface CreditProps {
  readonly credit: CreditFactsFragment;
}

type Input = CreditFactsFragment['inputs'][number];

const SHARES: readonly Input['input'][] = ['OVERDUE_SHARE', 'DISPUTED_SHARE'];

/** Shares in percent, the others as they are counted. */
function valueText({ input, value }: Input, locale: string, t: Text): string {
  if (value === null) return t('credit.neverPaid');
  if (SHARES.includes(input)) return `${formatNumber(Math.round(value * 1000) / 10, locale)} %`;
  return formatNumber(Math.round(value * 10) / 10, locale);
}

/** Grade and points, with all that they are made of; for staff. */
export function GradingPanel({ credit }: CreditProps) {
  const t = useText();
  const { locale } = useReading();
  return (
    <Panel title={t('credit.grading')} flush>
      <p className="panel-empty">
        {credit.score === null
          ? t('credit.noHistory')
          : t('credit.graded', { grade: credit.grade ?? '–', score: formatNumber(credit.score, locale) })}
      </p>
      <InputsTable inputs={credit.inputs} />
    </Panel>
  );
}

/** What a grade is made of: each input with the points that it gives. */
function InputsTable({ inputs }: { inputs: readonly Input[] }) {
  const t = useText();
  const { locale } = useReading();
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th scope="col">{t('credit.input')}</th>
          <th scope="col" data-numeric>
            {t('credit.value')}
          </th>
          <th scope="col" data-numeric>
            {t('credit.points')}
          </th>
        </tr>
      </thead>
      <tbody>
        {inputs.map((one) => (
          <tr key={one.input}>
            <td>{t(`creditInput.${one.input}`)}</td>
            <td data-numeric>{valueText(one, locale, t)}</td>
            <td data-numeric>
              {formatNumber(one.points, locale)} / {formatNumber(one.most, locale)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What was found and decided before, newest first, each with what the grade was made of then; for staff. */
export function HistoryPanel({ credit: { assessments } }: CreditProps) {
  const t = useText();
  const { locale } = useReading();
  return (
    <Panel title={t('credit.history')} count={assessments.length} flush>
      {assessments.length === 0 && <p className="panel-empty">{t('credit.noAssessment')}</p>}
      <ol className="rows">
        {assessments.map(({ id, at, trigger, by, state, grade, score, note, reason, inputs }) => (
          <li key={id}>
            <span className="grow">
              <Moment at={at} />
              <span className="record-sub">
                {t(`creditTrigger.${trigger}`)}
                {by && ` · ${by}`}
                {` · ${grade === null ? t('credit.ungraded') : `${grade}${score === null ? '' : ` (${formatNumber(score, locale)})`}`}`}
                {` · ${t(`creditReasonShort.${reason}`)}`}
              </span>
              {note && <span className="record-sub">{note}</span>}
              {inputs.length > 0 && (
                <details className="small">
                  <summary>{t('credit.madeOf')}</summary>
                  {inputs.map((one) => (
                    <span key={one.input} className="record-sub">
                      {t(`creditInput.${one.input}`)}: {valueText(one, locale, t)} ·{' '}
                      {t('credit.pointsOf', {
                        points: formatNumber(one.points, locale),
                        most: formatNumber(one.most, locale),
                      })}
                    </span>
                  ))}
                </details>
              )}
            </span>
            <CreditMark state={state} />
          </li>
        ))}
      </ol>
    </Panel>
  );
}

/** Orders that go on in spite of the credit of their account; for staff. */
export function ReleasesPanel({ credit: { releases } }: CreditProps) {
  const t = useText();
  return (
    <Panel title={t('credit.releases')} count={releases.length} flush>
      {releases.length === 0 && <p className="panel-empty">{t('credit.noRelease')}</p>}
      <ul className="rows">
        {releases.map(({ id, orderNumber, reason, releasedBy, releasedAt }) => (
          <li key={id}>
            <span className="grow">
              <strong>{orderNumber}</strong>
              <span className="record-sub">
                {releasedBy} · <Moment at={releasedAt} />
              </span>
              <span className="record-sub">{reason}</span>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
