import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ChartData } from '../../charts/chart-data.ts';
import { csvCell } from '../../charts/chart-data.ts';
import { ChartPanel } from '../../charts/chart-panel.tsx';
import { formatDate } from '../../format/instant.ts';
import { formatMoney, minorDigits } from '../../format/money.ts';
import { formatNumber } from '../../format/quantity.ts';
import type { SimulationFactsFragment } from '../../generated/operations.ts';
import { refusalWords } from '../../language/code-words.ts';
import { useReading } from '../../session/viewing.tsx';
import { ChargeSubject } from '../../status/charge-subject.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { MoneyIcon } from '../../ui/icons.tsx';
import { Note } from '../../ui/notes.tsx';
import { Panel } from '../../ui/panel.tsx';
import { saveCsv } from '../../ui/save-file.ts';
import { unitWords } from '../rates/card-view.tsx';
import { type RatesText, useRatesText } from '../rates/rates-text.ts';
import '../rates/rates.css';

type Result = SimulationFactsFragment;
type Line = Result['lines'][number];
type Amount = Result['before'];

/** What the period would have cost beside what is on the books: in all, by kind of charge, and charge by charge. */
export function SimulationResult({ result }: { result: Result }) {
  const t = useRatesText();
  const { locale } = useReading();
  if (result.activityCount === 0) {
    return (
      <div className="panel">
        <EmptyState icon={<MoneyIcon size={28} />} title={t('rates.nothingDone')} hint={t('rates.nothingDoneHint')} />
      </div>
    );
  }
  return (
    <>
      <Panel title={t('rates.result')}>
        <dl className="rate-result">
          {(['before', 'after', 'difference'] as const).map((name) => (
            <div key={name}>
              <dt>{t(`rates.sum.${name}`)}</dt>
              <dd>{signed(result[name], name === 'difference', locale)}</dd>
            </div>
          ))}
        </dl>
        <div className="stack">
          <Note tone="accent" title={t('rates.touchedNothing', { count: result.activityCount })} />
          {!result.complete && <Note tone="warn" title={t('rates.incomplete')} />}
          {result.unratedCount > 0 && (
            <Note tone="warn" title={t('rates.unrated', { count: result.unratedCount })}>
              {t('rates.unratedHint', { amount: formatMoney(result.unrated, locale) })}
            </Note>
          )}
        </div>
      </Panel>
      <KindChart result={result} />
      <LinesPanel result={result} />
    </>
  );
}

const signed = (amount: Amount | null, sign: boolean, locale: string): string =>
  amount ? `${sign && amount.amountMinor > 0 ? '+' : ''}${formatMoney(amount, locale)}` : '—';

function KindChart({ result }: { result: Result }) {
  const t = useRatesText();
  const { locale } = useReading();
  const { currency } = result.before;
  const scale = 10 ** minorDigits(currency);
  const format = (value: number) => formatMoney({ amountMinor: Math.round(value * scale), currency }, locale);
  const data: ChartData = {
    category: t('rates.kind'),
    series: [
      { key: 'before', label: t('rates.sum.before'), format, tone: 'quiet' },
      { key: 'after', label: t('rates.sum.after'), format, tone: 'one' },
      { key: 'difference', label: t('rates.sum.difference'), format, tone: 'two' },
    ],
    rows: result.kinds.map(({ kind, before, after, difference }) => ({
      key: kind,
      label: t(`chargeKind.${kind}`),
      values: {
        before: before.amountMinor / scale,
        after: after && after.amountMinor / scale,
        difference: difference && difference.amountMinor / scale,
      },
    })),
  };
  return (
    <ChartPanel
      title={t('rates.byKind')}
      definition={t('rates.byKindHow')}
      kind="bars"
      data={data}
      empty={t('rates.nothingCharged')}
    />
  );
}

function linesCsv(lines: Result['lines'], t: RatesText): string {
  const head = ['rates.date', 'invoice.subject', 'rates.kind', 'rates.sum.before', 'rates.sum.after'] as const;
  const rows = lines.map(({ date, subjectNumber, kind, before, after, difference, refusal }) => {
    const major = (amount: Amount | null) => (amount ? amount.amountMinor / 10 ** minorDigits(amount.currency) : '');
    return [
      ...[date, subjectNumber, t(`chargeKind.${kind}`), major(before), major(after)],
      ...[major(difference), before.currency, refusal?.message ?? ''],
    ];
  });
  const titles = [...head.map((id) => t(id)), ...[t('rates.sum.difference'), t('rates.currency'), t('rates.whyNot')]];
  return [titles, ...rows].map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}

/** The greatest differences fit on a screen; the others are asked for. */
const FIRST_LINES = 15;

function LinesPanel({ result: { lines } }: { result: Result }) {
  const t = useRatesText();
  const [all, showAll] = useState(false);
  const { locale } = useReading();
  return (
    <Panel
      title={t('rates.byCharge')}
      count={lines.length}
      flush
      actions={
        <button
          type="button"
          className="quiet-button"
          onClick={() => saveCsv(t('rates.simulation'), linesCsv(lines, t))}
        >
          {t('chart.csv')}
        </button>
      }
    >
      <p className="panel-empty small">{t('rates.byChargeHint', { count: formatNumber(200, locale) })}</p>
      <div className="table-scroll">
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('rates.charge')}</th>
              {(['before', 'after', 'difference'] as const).map((name) => (
                <th key={name} scope="col" data-numeric="">
                  {t(`rates.sum.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {(all ? lines : lines.slice(0, FIRST_LINES)).map((line) => (
              <tr key={`${line.id}${line.kind}`}>
                <td>
                  <ChargeSubject charge={line}>{line.subjectNumber}</ChargeSubject>
                  <span className="record-sub">
                    {t(`chargeKind.${line.kind}`)} · {formatDate(line.date, locale)}
                  </span>
                  {line.charge && <JobClause line={line} charge={line.charge} />}
                  {line.refusal && <WhyNot refusal={line.refusal} />}
                </td>
                <td data-numeric="">{formatMoney(line.before, locale)}</td>
                <td data-numeric="">{signed(line.after, false, locale)}</td>
                <td data-numeric="">{signed(line.difference, true, locale)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {!all && lines.length > FIRST_LINES && (
        <div className="record-more">
          <Button variant="default" onClick={() => showAll(true)}>
            {t('rates.showAll', { count: lines.length })}
          </Button>
        </div>
      )}
    </Panel>
  );
}

/** What a job was billed under, and the price of the other list; a card alone prices no jobs. */
function JobClause({ line: { clause, refusal }, charge }: { line: Line; charge: NonNullable<Line['charge']> }) {
  const t = useRatesText();
  const { locale } = useReading();
  const ofContract = ({ id, number }: { id: string; number: string }) => (
    <Link to="/contracts/$contractId" params={{ contractId: id }}>
      {number}
    </Link>
  );
  return (
    <span className="record-sub">
      {charge.contract && ofContract(charge.contract)}
      {clause && (
        <>
          {' → '}
          {ofContract(clause.contract)}
          {`: ${formatNumber(clause.quantity, locale)} × `}
          {t('workOrder.perUnit', {
            price: formatMoney(clause.price, locale),
            unit: unitWords({ charge: null, per: clause.unit }, t),
          })}
          {clause.minimumApplied && clause.minimum && `, ${t('why.minimum')} (${formatMoney(clause.minimum, locale)})`}
        </>
      )}
      {!clause && !refusal && `: ${t('rates.jobKept')}`}
    </span>
  );
}

function WhyNot({ refusal }: { refusal: NonNullable<Line['refusal']> }) {
  const t = useRatesText();
  const { locale } = useReading();
  const said = refusalWords(refusal.code, refusal.message, locale, t);
  return (
    <span className="record-sub" lang={said.lang}>
      {said.text}
    </span>
  );
}
