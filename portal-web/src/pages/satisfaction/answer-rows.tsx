import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Moment } from '../../format/moment.tsx';
import type { SatisfactionLineFragment } from '../../generated/operations.ts';
import { useText } from '../../language/use-text.ts';
import { CaseStateMark } from '../../status/work-state.tsx';

interface AnswerRowsProps {
  readonly answers: readonly SatisfactionLineFragment[];
  readonly empty: string;
  /** Whose answer it is, where the list is of many customers. */
  readonly named?: boolean;
  readonly actionsOf?: (answer: SatisfactionLineFragment) => ReactNode;
}

/** What was said, about what, by whom and on which way, why, and what is done about it. */
export function AnswerRows({ answers, empty, named = false, actionsOf }: AnswerRowsProps) {
  return (
    <ul className="rows">
      {answers.map((answer) => (
        <li key={answer.id}>
          <AnswerLine answer={answer} named={named} />
          {actionsOf?.(answer)}
        </li>
      ))}
      {answers.length === 0 && <li className="soft">{empty}</li>}
    </ul>
  );
}

function AnswerLine({ answer, named }: { answer: SatisfactionLineFragment; named: boolean }) {
  const t = useText();
  const { measure, score, account, comment, channel, respondent, causes, followUp, whatChanged, at } = answer;
  const who = [respondent ?? t('satisfaction.consignee'), t(`satisfactionChannel.${channel}`)];
  const why = causes.map((cause) => t(`satisfactionCause.${cause}`));
  return (
    <span className="grow">
      <strong>{`${score} / ${measure === 'CSAT' ? 5 : 10}`}</strong> {named && account.name} <Subject answer={answer} />
      <span className="record-sub">
        {[...who, ...why].join(' · ')} · <Moment at={at} />
      </span>
      {comment && <span className="record-sub">{comment}</span>}
      {followUp && (
        <span className="record-sub line">
          <Link to="/cases/$caseId" params={{ caseId: followUp.id }}>
            {t('satisfaction.openFollowUp')}
          </Link>
          {followUp.owner?.name} <CaseStateMark state={followUp.state} />
        </span>
      )}
      {whatChanged && (
        <span className="record-sub">
          {t('satisfaction.whatChanged')} {whatChanged}
        </span>
      )}
    </span>
  );
}

/** What was judged and the shipment behind it, with the way to both. */
function Subject({ answer }: { answer: SatisfactionLineFragment }) {
  const { occasion, shipment } = answer;
  return (
    <>
      <Judged answer={answer} />
      {occasion !== 'DELIVERY' && shipment && (
        <>
          {' · '}
          <Link to="/shipments/$shipmentId" params={{ shipmentId: shipment.id }}>
            {shipment.number}
          </Link>
        </>
      )}
    </>
  );
}

function Judged({ answer }: { answer: SatisfactionLineFragment }) {
  const t = useText();
  const { occasion, period, shipment, case: item, claim } = answer;
  const name = t(`satisfactionOccasion.${occasion}`);
  if (occasion === 'CASE' && item) {
    return (
      <Link to="/cases/$caseId" params={{ caseId: item.id }}>
        {name} {item.number}
      </Link>
    );
  }
  if (occasion === 'CLAIM' && claim) {
    return (
      <Link to="/claims/$claimId" params={{ claimId: claim.id }}>
        {name} {claim.number}
      </Link>
    );
  }
  if (occasion === 'DELIVERY' && shipment) {
    return (
      <Link to="/shipments/$shipmentId" params={{ shipmentId: shipment.id }}>
        {name} {shipment.number}
      </Link>
    );
  }
  return (
    <span className="soft">
      {name} {period}
    </span>
  );
}
