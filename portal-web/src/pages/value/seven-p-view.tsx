import { formatNumber } from '../../format/quantity.ts';
import { SevenPDocument, type SevenPQuery } from '../../generated/operations.ts';
import { RecordView } from '../../graph/record-view.tsx';
import { useRecord } from '../../graph/use-record.ts';
import type { MessageId } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useValueText, type ValueText } from './value-text.ts';
import { serviceWord, unitWords, valueWord } from './value-words.ts';

type Figure = SevenPQuery['valuePortfolio']['sevenP'][number]['figures'][number];

/** Profiling, promotion, persistency, performance, profitability, prospecting and product on one page. */
export function SevenPView() {
  const t = useValueText();
  const { locale } = useReading();
  const read = useRecord(SevenPDocument, {}, (data) => data.valuePortfolio);
  return (
    <RecordView read={read}>
      {({ sevenP, currency }) => (
        <div className="value-board">
          {sevenP.map(({ code, figures }) => (
            <Panel key={code} title={valueWord('sevenP', code, t)}>
              {figures.length === 0 && <p className="panel-empty">{t('value.sevenPNone')}</p>}
              <dl className="value-lines">
                {figures.map((figure) => (
                  <div key={`${figure.code} ${figure.detail}`}>
                    <dt>{figureName(figure, t)}</dt>
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
      )}
    </RecordView>
  );
}

function figureName({ code, detail }: Figure, t: ValueText) {
  if (!detail) return valueWord('figure', code, t);
  const name = detailWords(code, detail, t);
  return code === 'CANDIDATES' ? name : `${valueWord('figure', code, t)}: ${name}`;
}

function detailWords(code: string, detail: string, t: ValueText): string {
  if (code === 'BY_SERVICE') return serviceWord(detail, t);
  if (code === 'CANDIDATES') return valueWord('candidate', detail, t);
  if (code === 'BY_KIND') return t(`accountKind.${detail}` as MessageId);
  return detail;
}
