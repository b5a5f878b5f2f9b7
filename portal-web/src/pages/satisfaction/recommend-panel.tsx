import { useState } from 'react';
import { useQuery } from 'urql';
import { AnswerSatisfactionDocument, MySatisfactionDocument } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { Panel } from '../../ui/panel.tsx';
import { ScoreTaps } from './score-taps.tsx';
import './satisfaction.css';

/** The quarter of an instant in UTC, as answers are kept by. */
const quarterOf = (at: number): string => {
  const date = new Date(at);
  return `${date.getUTCFullYear()}-Q${Math.floor(date.getUTCMonth() / 3) + 1}`;
};

/** Whether the customer would recommend us: one tap, once a quarter. */
export function RecommendPanel({ accountId }: { accountId: string }) {
  const t = useText();
  const [period] = useState(() => quarterOf(Date.now()));
  const [{ data }, readAgain] = useQuery({ query: MySatisfactionDocument, variables: { subjectId: accountId } });
  const say = useCommand(AnswerSatisfactionDocument);
  const mine = data?.mySatisfaction?.period === period ? data.mySatisfaction : null;
  const tap = async (score: number) => {
    if (await say.run({ input: { measure: 'NPS', occasion: 'PERIOD', score } }))
      readAgain({ requestPolicy: 'network-only' });
  };
  return (
    <Panel title={t('satisfaction.wouldRecommend')}>
      <p className="soft" role="status">
        {mine ? t('satisfaction.recommended', { score: mine.score }) : t('satisfaction.recommendHint')}
      </p>
      {mine?.whatChanged && (
        <p>
          <strong>{t('satisfaction.whatChanged')}</strong> {mine.whatChanged}
        </p>
      )}
      <ScoreTaps from={0} to={10} score={mine?.score} running={say.running} tap={tap} />
      <ObjectionNote objection={say.objection} />
    </Panel>
  );
}
