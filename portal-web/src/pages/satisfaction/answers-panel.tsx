import { NativeSelect } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { SatisfactionAnswersDocument, SatisfactionUpdatedDocument } from '../../generated/operations.ts';
import { QueryFailure } from '../../graph/query-failure.tsx';
import { SaveListButton } from '../../graph/save-list-button.tsx';
import { useLiveList } from '../../graph/use-live-list.ts';
import { usePages } from '../../graph/use-pages.ts';
import { isStaff } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { PanelSkeleton } from '../../ui/empty-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import '../../ui/list-bar.css';
import { AnswerRows } from './answer-rows.tsx';
import { answersCsv } from './answers-csv.ts';
import { useSaidText } from './said-text.ts';
import { answerFilterOf, CAUSES, readSatisfactionSearch } from './satisfaction-filter.ts';
import { traitName, traitsIn, type Units } from './trait-words.ts';

/** Every answer behind the figures, newest first, by what is known around it. */
export function AnswersPanel({ units }: { units: Units }) {
  const t = useSaidText();
  const search = useSearch({ from: '/portal/satisfaction' });
  const navigate = useNavigate({ from: '/satisfaction' });
  const list = usePages(
    SatisfactionAnswersDocument,
    { filter: answerFilterOf(search) },
    (data) => data.satisfactionAnswers,
  );
  const staff = isStaff(useViewer());
  // What others said is told as it comes to the staff alone.
  useLiveList(SatisfactionUpdatedDocument, list, { variables: staff ? {} : null, after: null });
  const narrow = (more: object) =>
    navigate({ search: readSatisfactionSearch({ ...search, ...more }), replace: true, resetScroll: false });
  const nothing = list.rows.length === 0;
  return (
    <Panel
      title={t('said.allAnswers')}
      count={list.first?.satisfactionAnswers.total}
      actions={
        !nothing && (
          <SaveListButton
            document={SatisfactionAnswersDocument}
            variables={{ filter: answerFilterOf(search), first: 100 }}
            connectionOf={({ satisfactionAnswers }) => satisfactionAnswers}
            name={t('said.allAnswers')}
            csv={(answers) => answersCsv(answers, t)}
          />
        )
      }
      flush
    >
      <search className="list-bar">
        <NativeSelect
          aria-label={t('satisfaction.cause')}
          value={search.cause ?? ''}
          onChange={({ currentTarget }) => narrow({ cause: currentTarget.value, period: undefined })}
          data={[
            { value: '', label: t('said.anyCause') },
            ...CAUSES.map((value) => ({ value, label: t(`satisfactionCause.${value}`) })),
            { value: 'NONE', label: t('said.noCauseKnown') },
          ]}
        />
        <label className="check-line">
          <input
            type="checkbox"
            checked={search.bad === true}
            onChange={({ currentTarget }) => narrow({ bad: currentTarget.checked || undefined })}
          />
          <span>{t('said.onlyBad')}</span>
        </label>
        {search.score && (
          <Chip name={`${t('said.score')}: ${search.score}`} drop={() => narrow({ score: undefined })} />
        )}
        {search.period && <Chip name={search.period} drop={() => narrow({ period: undefined })} />}
        {traitsIn(search).map(({ key, dimension, value }) => (
          <Chip key={key} name={traitName({ dimension, value }, units, t)} drop={() => narrow({ [key]: undefined })} />
        ))}
        {search.account && (
          <Chip name={list.rows[0]?.account.name ?? search.account} drop={() => narrow({ account: undefined })} />
        )}
      </search>
      {list.error && nothing && <QueryFailure error={list.error} retry={list.refresh} />}
      {list.loading && nothing && !list.error && <PanelSkeleton />}
      {(!nothing || (!list.loading && !list.error)) && (
        <AnswerRows named={staff} answers={list.rows} empty={t('said.noAnswers')} />
      )}
      {list.hasMore && (
        <button type="button" className="quiet-button" onClick={list.more}>
          {t('ui.more')}
        </button>
      )}
    </Panel>
  );
}

/** What the list is narrowed by; pressed, it is no longer. */
function Chip({ name, drop }: { name: string; drop: () => void }) {
  const t = useSaidText();
  return (
    <button type="button" className="quiet-button" onClick={drop}>
      {name} ×<span className="visually-hidden">{t('ui.clearFilters')}</span>
    </button>
  );
}
