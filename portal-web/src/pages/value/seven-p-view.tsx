import { Link } from '@tanstack/react-router';
import { csvCell } from '../../charts/chart-data.ts';
import { minorDigits } from '../../format/money.ts';
import { formatNumber } from '../../format/quantity.ts';
import {
  CustomerValueUpdatedDocument,
  type SegmentFactor,
  SevenPDocument,
  type SevenPQuery,
} from '../../generated/operations.ts';
import { RecordView } from '../../graph/record-view.tsx';
import { useLiveList } from '../../graph/use-live-list.ts';
import { useRecord } from '../../graph/use-record.ts';
import { regionWords } from '../../language/code-words.ts';
import type { MessageId } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import { SERVICES } from '../../status/services.ts';
import { Panel } from '../../ui/panel.tsx';
import { saveCsv } from '../../ui/save-file.ts';
import { CANDIDATES, oneOf, segmentText, type ValueSearch } from './value-filter.ts';
import { useValueText, type ValueText } from './value-text.ts';
import { serviceWord, unitWords, valueWord } from './value-words.ts';

type Figure = SevenPQuery['valuePortfolio']['sevenP'][number]['figures'][number];

/** Profiling, promotion, persistency, performance, profitability, prospecting and product on one page. Live. */
export function SevenPView() {
  const t = useValueText();
  const { locale } = useReading();
  const read = useRecord(SevenPDocument, {}, (data) => data.valuePortfolio);
  useLiveList(CustomerValueUpdatedDocument, read, {
    variables: read.record && { accountId: null },
    after: read.record?.liveCursor,
  });
  return (
    <RecordView read={read}>
      {({ sevenP, currency }) => (
        <>
          <div className="line">
            <button
              type="button"
              className="quiet-button no-print"
              onClick={() => saveCsv(t('value.tab.seven-p'), sevenPCsv({ sevenP, currency }, t))}
            >
              {t('chart.csv')}
            </button>
          </div>
          <div className="value-board">
            {sevenP.map(({ code, figures }) => (
              <Panel key={code} title={valueWord('sevenP', code, t)}>
                {figures.length === 0 && <p className="panel-empty">{t('value.sevenPNone')}</p>}
                <dl className="value-lines">
                  {figures.map((figure) => (
                    <div key={`${figure.code} ${figure.detail}`}>
                      <dt>
                        <FigureName figure={figure} />
                      </dt>
                      <dd>
                        {figure.value === null || figure.value === undefined
                          ? t('value.unknown')
                          : figure.unit === 'COUNT'
                            ? formatNumber(figure.value, locale)
                            : unitWords(figure.value, figure.unit, currency, locale)}
                      </dd>
                    </div>
                  ))}
                </dl>
              </Panel>
            ))}
          </div>
        </>
      )}
    </RecordView>
  );
}

/** The name of a figure, which leads to the customers that it counts where a list can show just those. */
function FigureName({ figure }: { figure: Figure }) {
  const t = useValueText();
  const search = customersOf(figure);
  const name = figureName(figure, t);
  return search ? (
    <Link to="/value" search={search}>
      {name}
    </Link>
  ) : (
    name
  );
}

function customersOf({ code, detail }: Figure): ValueSearch | null {
  const factor = FACTOR_OF[code];
  if (factor) return { tab: 'customers', segment: segmentText([{ factor, key: detail }]) };
  if (code === 'CANDIDATES') return { tab: 'chances', candidate: oneOf(CANDIDATES, detail) };
  if (code === 'BY_SERVICE') return { tab: 'customers', service: oneOf(SERVICES, detail) };
  return LIST_OF[code] ?? null;
}

const FACTOR_OF: Readonly<Record<string, SegmentFactor>> = {
  BY_KIND: 'KIND',
  BY_REGION: 'REGION',
  BY_INDUSTRY: 'INDUSTRY',
};
const LIST_OF: Readonly<Record<string, ValueSearch>> = {
  CUSTOMERS: { tab: 'customers' },
  AT_RISK: { tab: 'customers', risk: 'HIGH' },
  LOSS_MAKING: { tab: 'customers', group: 'LOSS_MAKING' },
  PROSPECTS: { tab: 'customers', stage: 'POTENTIAL' },
  NEW: { tab: 'customers', stage: 'DEVELOPMENT' },
  FUTURE_KEY: { tab: 'customers', group: 'FUTURE_KEY' },
  LEFT_IN_A_YEAR: { tab: 'lost', group: 'LEFT_IN_A_YEAR' },
};

function figureName({ code, detail }: Figure, t: ValueText) {
  if (!detail) return valueWord('figure', code, t);
  const name = detailWords(code, detail, t);
  return code === 'CANDIDATES' ? name : `${valueWord('figure', code, t)}: ${name}`;
}

function detailWords(code: string, detail: string, t: ValueText): string {
  if (code === 'BY_SERVICE') return serviceWord(detail, t);
  if (code === 'CANDIDATES') return valueWord('candidate', detail, t);
  if (code === 'BY_REGION') return regionWords(detail, t);
  if (code === 'BY_KIND') return t(`accountKind.${detail}` as MessageId);
  return detail;
}

/** A row for each figure, with a bare number and what it is counted in; empty where it cannot be told. */
function sevenPCsv({ sevenP, currency }: Pick<SevenPQuery['valuePortfolio'], 'sevenP' | 'currency'>, t: ValueText) {
  const units: Readonly<Record<string, string>> = { MONEY: currency, PERCENT: '%' };
  const rows = sevenP.flatMap(({ code, figures }) =>
    figures.map((figure) => {
      const value = figure.value ?? null;
      const shown = value !== null && figure.unit === 'MONEY' ? value / 10 ** minorDigits(currency) : value;
      return [valueWord('sevenP', code, t), figureName(figure, t), shown, units[figure.unit] ?? ''];
    }),
  );
  const head = [t('value.tab.seven-p'), t('value.figure'), t('value.amount'), t('value.unit')];
  return [head, ...rows].map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}
