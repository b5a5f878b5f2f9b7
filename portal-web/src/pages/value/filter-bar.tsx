import { useNavigate } from '@tanstack/react-router';
import { useReading } from '../../session/viewing.tsx';
import { segmentName } from './segment-words.ts';
import { MONTH_FILTERS, segmentParts, type ValueSearch } from './value-filter.ts';
import { useValueText } from './value-text.ts';
import { monthWords, serviceWord, valueWord } from './value-words.ts';

interface FilterBarProps {
  readonly search: ValueSearch;
  readonly saving: boolean;
  readonly failed: boolean;
  readonly save: () => void;
}

/** What the list of customers is narrowed by, and the way to have it as a file. */
export function FilterBar({ search, saving, failed, save }: FilterBarProps) {
  const t = useValueText();
  const navigate = useNavigate({ from: '/value' });
  const choose = (more: ValueSearch) => navigate({ search: { ...search, ...more }, replace: true });
  return (
    <search className="list-bar value-bar">
      {(search.tab === undefined || search.tab === 'customers') && (
        <>
          <Choice
            label={t('value.stageName')}
            value={search.stage}
            codes={['POTENTIAL', 'DEVELOPMENT', 'GROWTH', 'MATURITY', 'TERMINATION']}
            words={(code) => valueWord('stage', code, t)}
            choose={(stage) => choose({ stage })}
          />
          <Choice
            label={t('value.grade')}
            value={search.grade}
            codes={['A', 'B', 'C', 'D']}
            words={(code) => code}
            choose={(grade) => choose({ grade })}
          />
          <Choice
            label={t('value.riskName')}
            value={search.risk}
            codes={['HIGH', 'MEDIUM', 'LOW']}
            words={(code) => valueWord('risk', code, t)}
            choose={(risk) => choose({ risk })}
          />
          <label className="check-line">
            <input
              type="checkbox"
              checked={search.key === true}
              onChange={({ currentTarget }) => choose({ key: currentTarget.checked || undefined })}
            />
            <span>{t('value.keyAccounts')}</span>
          </label>
        </>
      )}
      {search.tab === 'chances' && (
        <Choice
          label={t('value.candidates')}
          value={search.candidate}
          codes={['CROSS_SELL', 'UP_SELL', 'LAPSING', 'WIN_BACK']}
          words={(code) => valueWord('candidate', code, t)}
          choose={(candidate) => choose({ candidate })}
        />
      )}
      <Marks search={search} choose={choose} />
      <button type="button" className="quiet-button" disabled={saving} onClick={save}>
        {t('chart.csv')}
      </button>
      {failed && <span role="alert">{t('value.notSaved')}</span>}
    </search>
  );
}

/** What a board or a figure has narrowed the list by; a tap takes it away. */
function Marks({ search, choose }: { search: ValueSearch; choose: (more: ValueSearch) => void }) {
  const t = useValueText();
  const { locale } = useReading();
  const marks: readonly (readonly [keyof ValueSearch, string | null])[] = [
    ['segment', search.segment ? segmentName(segmentParts(search.segment) ?? [], t) : null],
    ...MONTH_FILTERS.map((name) => {
      const month = search[name];
      return [name, month ? t(`value.${name}`, { month: monthWords(month, locale) }) : null] as const;
    }),
    ['group', search.group ? t(`value.group.${search.group}`) : null],
    ['cause', search.cause ? valueWord('cause', search.cause, t) : null],
    ['service', search.service ? t('value.buys', { service: serviceWord(search.service, t) }) : null],
  ];
  return marks.map(
    ([name, words]) =>
      words !== null && (
        <button key={name} type="button" className="quiet-button" onClick={() => choose({ [name]: undefined })}>
          {words} ×<span className="visually-hidden">{t('ui.clearFilters')}</span>
        </button>
      ),
  );
}

interface ChoiceProps<Code extends string> {
  readonly label: string;
  readonly value: Code | undefined;
  readonly codes: readonly Code[];
  readonly words: (code: Code) => string;
  readonly choose: (code: Code | undefined) => void;
}

function Choice<Code extends string>({ label, value, codes, words, choose }: ChoiceProps<Code>) {
  const t = useValueText();
  return (
    <label className="value-choice">
      <span>{label}</span>
      <select
        value={value ?? ''}
        onChange={({ currentTarget }) => choose(codes.find((code) => code === currentTarget.value))}
      >
        <option value="">{t('value.all')}</option>
        {codes.map((code) => (
          <option key={code} value={code}>
            {words(code)}
          </option>
        ))}
      </select>
    </label>
  );
}
