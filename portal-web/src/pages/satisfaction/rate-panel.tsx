import { useQuery } from 'urql';
import { AnswerSatisfactionDocument, MySatisfactionDocument } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { isStaff, mayWrite } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { Panel } from '../../ui/panel.tsx';
import './satisfaction.css';

interface RatePanelProps {
  readonly occasion: 'CASE' | 'CLAIM';
  readonly subjectId: string;
  readonly finished: boolean;
}

/** One tap for the customer when a case or claim is finished. */
export function RatePanel({ occasion, subjectId, finished }: RatePanelProps) {
  const viewer = useViewer();
  return finished && !isStaff(viewer) && mayWrite(viewer) ? <Rate occasion={occasion} subjectId={subjectId} /> : null;
}

function Rate({ occasion, subjectId }: Omit<RatePanelProps, 'finished'>) {
  const t = useText();
  const [{ data }, readAgain] = useQuery({ query: MySatisfactionDocument, variables: { subjectId } });
  const say = useCommand(AnswerSatisfactionDocument);
  const score = data?.mySatisfaction?.score;
  const rate = async (value: number) => {
    if (await say.run({ input: { measure: 'CSAT', occasion, subjectId, score: value } }))
      readAgain({ requestPolicy: 'network-only' });
  };
  return (
    <Panel title={t('satisfaction.rate')}>
      <p className="soft" role="status">
        {score ? t('satisfaction.rated', { score }) : t('satisfaction.rateHint')}
      </p>
      {data?.mySatisfaction?.whatChanged && (
        <p>
          <strong>{t('satisfaction.whatChanged')}</strong> {data.mySatisfaction.whatChanged}
        </p>
      )}
      <div className="satisfaction-taps">
        {[1, 2, 3, 4, 5].map((value) => (
          <button
            key={value}
            type="button"
            aria-pressed={value === score}
            disabled={say.running}
            onClick={() => rate(value)}
          >
            {value}
          </button>
        ))}
      </div>
      <ObjectionNote objection={say.objection} />
    </Panel>
  );
}
