import type { ReactNode } from 'react';
import { Moment } from '../../format/moment.tsx';
import { formatMoney } from '../../format/money.ts';
import type { HistoryLineFragment } from '../../generated/operations.ts';
import { wordsFor } from '../../language/code-words.ts';
import { type MessageId, useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import {
  CaseStateMark,
  ClaimStateMark,
  isCaseState,
  isClaimState,
  isReturnState,
  isWorkOrderState,
  ReturnStateMark,
  WorkOrderStateMark,
} from '../../status/work-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import { isReasonCode } from '../claim/reason-codes.ts';

const CHANGES: Record<string, MessageId> = {
  opened: 'history.opened',
  state: 'history.state',
  owner: 'history.owner',
  dueAt: 'history.dueAt',
  priority: 'history.priority',
  resolution: 'history.resolution',
  decision: 'history.decision',
  followThrough: 'case.followThrough',
  outcome: 'case.outcome',
  offered: 'history.offered',
  counter: 'history.counter',
  paid: 'claimState.PAID',
  decisionCode: 'history.decisionCode',
  note: 'history.note',
  price: 'history.price',
  credit: 'history.credit',
  day: 'history.day',
  charged: 'history.charged',
  quantity: 'claim.quantity',
  rmaNumber: 'history.rmaNumber',
};

/** Who changed what, newest first. */
export function HistoryPanel({ history }: { history: readonly HistoryLineFragment[] }) {
  const t = useText();
  const newestFirst = [...history].reverse().sort((a, b) => b.at.localeCompare(a.at));
  return (
    <Panel title={t('history.title')}>
      <ol className="history">
        {newestFirst.map((entry) => {
          const change = CHANGES[entry.change];
          return (
            <li key={entry.id}>
              <span className="line">
                <strong>{change ? t(change) : entry.change}</strong>
                <HistoryValue change={entry.change} value={entry.to} />
              </span>
              <span className="soft small">
                {entry.actor} · <Moment at={entry.at} />
              </span>
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}

/** What it became. Owners and charges are ids in the log; the page says beside it which they are, so the ids are left out. */
function HistoryValue({ change, value }: { change: string; value: string | null | undefined }): ReactNode {
  if (!value || change === 'owner' || change === 'charged') return null;
  if (change === 'dueAt') return <Moment at={value} />;
  if (change === 'decisionCode') return <ReasonWords code={value} />;
  if (change === 'decision' || change === 'outcome') return <Verdict list={change} code={value} />;
  if (['offered', 'counter', 'paid'].includes(change)) return <Offer minor={value} />;
  if (change === 'price' || change === 'credit') return <Offer minor={value} />;
  if (isCaseState(value)) return <CaseStateMark state={value} />;
  if (isClaimState(value)) return <ClaimStateMark state={value} />;
  if (isReturnState(value) && !isWorkOrderState(value)) return <ReturnStateMark state={value} />;
  if (isWorkOrderState(value)) return <WorkOrderStateMark state={value} />;
  return value;
}

/** How a case ended. */
function Verdict({ list, code }: { list: 'decision' | 'outcome'; code: string }) {
  return wordsFor(list === 'decision' ? 'decision' : 'caseOutcome', code, useText()) ?? code;
}

/** Codes of X12 element 548, in words. */
function ReasonWords({ code }: { code: string }) {
  const t = useText();
  return isReasonCode(code) ? t(`claimCode.${code}`) : code;
}

/** An offer is logged as minor units and currency, such as "9600 USD". */
function Offer({ minor }: { minor: string }) {
  const { locale } = useReading();
  const [amount, currency] = minor.split(' ');
  return amount && currency ? formatMoney({ amountMinor: Number(amount), currency }, locale) : minor;
}
