import { formatDate } from '../../format/instant.ts';
import { formatMoney, moneyFormat } from '../../format/money.ts';
import { refusalDetail, refusalWords } from '../../language/code-words.ts';
import { useReading } from '../../session/viewing.tsx';
import { Note } from '../../ui/notes.tsx';
import { Panel } from '../../ui/panel.tsx';
import { lineWords } from './card-view.tsx';
import { isBlank, numberOf } from './rate-rows.ts';
import { useRatesText } from './rates-text.ts';
import type { Draft, Preview } from './use-draft.ts';

/** What is wrong with the card, and what it would change, before anything is kept. */
export function ChangesPanel({ draft }: { draft: Draft }) {
  const t = useRatesText();
  const { preview, cellFaults, rows, head } = draft;
  // Nobody is blamed for what they have not got to yet.
  const blank = (code: string) =>
    (['RATE_LINES', 'SCAC_UNKNOWN'].includes(code) && rows.every(isBlank)) ||
    (code === 'NAME_LENGTH' && head.name === '');
  const unreadable = cellFaults.size;
  return (
    <Panel title={t('rates.before')}>
      <div className="stack" role="status">
        {unreadable > 0 && <Note tone="warn" title={t('rates.unreadable', { count: unreadable })} />}
        {unreadable === 0 && !preview && <p className="soft">{t('rates.checking')}</p>}
        {preview && <Found preview={preview} blank={blank} />}
      </div>
      {preview && <Changes preview={preview} draft={draft} />}
    </Panel>
  );
}

function Found({ preview, blank }: { preview: Preview; blank: (code: string) => boolean }) {
  const t = useRatesText();
  const { locale } = useReading();
  const ofRows = preview.faults.filter(({ line }) => line !== null && line !== undefined).length;
  const ofCard = preview.faults.filter(({ line }) => line === null || line === undefined);
  if (preview.faults.length === 0) {
    const count = (change: Preview['changes'][number]['change']) =>
      preview.changes.filter((one) => one.change === change).length;
    return (
      <Note
        tone="good"
        title={t('rates.fine', { added: count('NEW'), changed: count('CHANGED'), same: count('SAME') })}
      />
    );
  }
  return (
    <>
      {ofRows > 0 && (
        <Note tone="bad" title={t('rates.rowFaults', { count: ofRows })}>
          {t('rates.rowFaultsHint')}
        </Note>
      )}
      {ofCard
        .filter(({ refusal }) => !blank(refusal.code))
        .map(({ refusal }) => {
          const said = refusalWords(refusal.code, refusal.message, locale, t);
          return (
            <div key={refusal.message} lang={said.lang}>
              <Note tone="bad" title={said.text}>
                {said.text === refusal.message ? refusal.fix : <Detail refusal={refusal} />}
              </Note>
            </div>
          );
        })}
    </>
  );
}

/** Which line and which days it is about, and from which day on it would do, in the words of the server. */
function Detail({ refusal: { message, fix } }: { refusal: Preview['faults'][number]['refusal'] }) {
  const { locale } = useReading();
  const detail = refusalDetail(message, locale);
  return detail && <span lang="en">{[detail, fix].filter(Boolean).join(' ')}</span>;
}

/** Prices that go up or down, and those that the card does not speak of. */
function Changes({ preview, draft }: { preview: Preview; draft: Draft }) {
  const t = useRatesText();
  const { locale } = useReading();
  const changed = preview.changes.flatMap(({ line, change, before }) => {
    const row = draft.written[line];
    return change === 'CHANGED' && before && row ? [{ before, row }] : [];
  });
  const { others } = preview;
  if (changed.length === 0 && others.length === 0) return null;
  return (
    <ul className="rows">
      {changed.map(({ before, row }) => (
        <li key={row.key}>
          <span className="grow">
            {lineWords(before, t)}
            <span className="record-sub">{t('rates.priceChanges')}</span>
          </span>
          <span className="tabular">
            {formatMoney(before.rate, locale)} → {shownRate(row.rate, draft.head.currency, locale)}
          </span>
        </li>
      ))}
      {others.map(({ cardName, line, endsOn }) => (
        <li key={line.id}>
          <span className="grow">
            {lineWords(line, t)}
            <span className="record-sub">
              {endsOn
                ? t('rates.endsOn', { date: formatDate(endsOn, locale), name: cardName })
                : t('rates.goesOn', { name: cardName })}
            </span>
          </span>
          <span className="tabular">{formatMoney(line.rate, locale)}</span>
        </li>
      ))}
    </ul>
  );
}

const shownRate = (typed: string, currency: string, locale: string): string => {
  const value = numberOf(typed);
  // A currency that is still being typed is said to be wrong elsewhere.
  return value === null || !/^[A-Z]{3}$/i.test(currency) ? typed : moneyFormat(currency, locale).format(value);
};
