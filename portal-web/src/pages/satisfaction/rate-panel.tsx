import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import {
  AnswerSatisfactionDocument,
  MySatisfactionDocument,
  SubjectSatisfactionDocument,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { isStaff, mayServe, mayWrite } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { Panel } from '../../ui/panel.tsx';
import { AnswerRows } from './answer-rows.tsx';
import { type AskedAbout, RecordAnswerDialog } from './record-answer-dialog.tsx';
import { ScoreTaps } from './score-taps.tsx';
import './satisfaction.css';

interface RatePanelProps extends AskedAbout {
  readonly finished: boolean;
}

/** When a delivery, case or claim is finished: one tap for the customer; for the staff what was said, and what they heard. */
export function RatePanel({ finished, ...about }: RatePanelProps) {
  const viewer = useViewer();
  if (!finished) return null;
  if (isStaff(viewer)) return <Heard about={about} />;
  return mayWrite(viewer) ? <Rate about={about} /> : null;
}

function Rate({ about: { occasion, subjectId } }: { about: AskedAbout }) {
  const t = useText();
  const [{ data }, readAgain] = useQuery({ query: MySatisfactionDocument, variables: { subjectId } });
  const say = useCommand(AnswerSatisfactionDocument);
  const [comment, setComment] = useState<string | null>(null);
  const mine = data?.mySatisfaction;
  const words = comment ?? mine?.comment ?? '';
  const rate = async (score: number) => {
    const input = { measure: 'CSAT', occasion, subjectId, score, comment: words.trim() || null } as const;
    if (await say.run({ input })) readAgain({ requestPolicy: 'network-only' });
  };
  return (
    <Panel title={t('satisfaction.rate')}>
      <p className="soft" role="status">
        {mine ? t('satisfaction.rated', { score: mine.score }) : t('satisfaction.rateHint')}
      </p>
      {mine?.whatChanged && (
        <p>
          <strong>{t('satisfaction.whatChanged')}</strong> {mine.whatChanged}
        </p>
      )}
      <ScoreTaps from={1} to={5} score={mine?.score} running={say.running} tap={rate} />
      {mine && (
        <div className="form-stack">
          <Textarea
            label={t('satisfaction.sayMore')}
            autosize
            minRows={2}
            maxLength={2000}
            value={words}
            onChange={({ currentTarget }) => setComment(currentTarget.value)}
          />
          {words.trim() !== (mine.comment ?? '') && (
            <Button variant="default" loading={say.running} onClick={() => rate(mine.score)}>
              {t('satisfaction.send')}
            </Button>
          )}
        </div>
      )}
      <ObjectionNote objection={say.objection} />
    </Panel>
  );
}

function Heard({ about }: { about: AskedAbout }) {
  const t = useText();
  const serves = mayServe(useViewer());
  const [recording, setRecording] = useState(false);
  const [{ data }, readAgain] = useQuery({
    query: SubjectSatisfactionDocument,
    variables: { subjectId: about.subjectId },
    requestPolicy: 'cache-and-network',
  });
  const answers = data?.satisfactionAnswers.nodes ?? [];
  return (
    <Panel
      title={t('satisfaction.title')}
      flush
      actions={
        serves && (
          <button type="button" className="quiet-button" onClick={() => setRecording(true)}>
            {t('satisfaction.record')}
          </button>
        )
      }
    >
      <AnswerRows answers={answers} empty={t('satisfaction.nobodyYet')} />
      {recording && (
        <RecordAnswerDialog
          about={about}
          close={() => setRecording(false)}
          done={() => readAgain({ requestPolicy: 'network-only' })}
        />
      )}
    </Panel>
  );
}
