import { Moment } from '../../format/moment.tsx';
import type { CaseFactsFragment } from '../../generated/operations.ts';
import { type Text, useText } from '../../language/use-text.ts';
import { Panel } from '../../ui/panel.tsx';

const verdictOf = ({ decision, solved }: CaseFactsFragment, t: Text): string => {
  if (decision) return t(`decision.${decision}`);
  return solved === null || solved === undefined
    ? t('case.resolution')
    : t(`caseOutcome.${solved ? 'SOLVED' : 'NOT_SOLVED'}`);
};

/** What was reported, how it ended and why, and what became of it after that. */
export function CaseReport({ record }: { record: CaseFactsFragment }) {
  const t = useText();
  return (
    <Panel title={t('case.description')}>
      <p className="message-body">{record.description}</p>
      {record.resolution && (
        <p className="message-body">
          <strong>{verdictOf(record, t)}</strong>
          <br />
          {record.resolution}
        </p>
      )}
      {record.followThrough && (
        <p className="message-body">
          <strong>{t('case.followThrough')}</strong>{' '}
          {record.followedAt && (
            <span className="soft small">
              <Moment at={record.followedAt} />
            </span>
          )}
          <br />
          {record.followThrough}
        </p>
      )}
    </Panel>
  );
}
