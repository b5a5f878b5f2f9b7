import { NativeSelect, Textarea } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Moment } from '../../format/moment.tsx';
import {
  DecideOtifDisputeDocument,
  DisputeOtifVerdictDocument,
  type OtifDecision,
  type OtifScoresQuery,
  OtifVerdictsDocument,
  type OtifVerdictsQuery,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { ReasonDialog } from '../../graph/reason-dialog.tsx';
import { RecordView } from '../../graph/record-view.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useRecord } from '../../graph/use-record.ts';
import { wordOf } from '../../language/code-words.ts';
import { useText } from '../../language/use-text.ts';
import { mayPrice, mayWrite } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { CheckLine } from '../../ui/check-line.tsx';
import { CommandDialog } from '../../ui/command-dialog.tsx';
import { StateMark, type Tone } from '../../ui/state-mark.tsx';

import { type OtifContract, useOtifNews } from './use-otif-news.ts';

type Verdict = OtifVerdictsQuery['otifVerdicts'][number];

interface VerdictsProps {
  readonly contract: OtifContract;
  readonly score: OtifScoresQuery['otifScores'][number];
  readonly refresh: () => void;
}

const TONES: Record<Verdict['outcome'], Tone> = {
  HIT: 'good',
  MISS: 'bad',
  EXCLUDED: 'ended',
  OPEN: 'waiting',
  UNPROMISED: 'ended',
};

/** What the clause says of each shipment, the misses first of all, and the events that it rests on. */
export function VerdictsPanel({ contract, score, refresh }: VerdictsProps) {
  const t = useText();
  const [all, showAll] = useState(false);
  const outcomes = all ? null : (['MISS', 'EXCLUDED'] as const);
  const variables = { id: contract.id, period: score.period, outcomes: outcomes ? [...outcomes] : null };
  const read = useRecord(OtifVerdictsDocument, variables, (data) => data.otifVerdicts);
  useOtifNews(contract, read.refresh);
  const again = () => {
    read.refresh();
    refresh();
  };
  return (
    <>
      <div className="panel-body">
        <CheckLine checked={all} check={showAll}>
          {t('otif.showAll')}
        </CheckLine>
      </div>
      <RecordView read={read}>
        {(verdicts) => (
          <ul className="rows">
            {verdicts.length === 0 && <li>{t('otif.noMisses')}</li>}
            {verdicts.map((verdict) => (
              <VerdictLine key={verdict.shipmentId} verdict={verdict} closed={!!score.closedAt} refresh={again} />
            ))}
          </ul>
        )}
      </RecordView>
    </>
  );
}

function VerdictLine({ verdict, closed, refresh }: { verdict: Verdict; closed: boolean; refresh: () => void }) {
  const t = useText();
  const { dispute } = verdict;
  return (
    <li>
      <div className="grow">
        <Link to="/shipments/$shipmentId" params={{ shipmentId: verdict.shipmentId }}>
          {verdict.shipmentNumber}
        </Link>{' '}
        <StateMark tone={TONES[verdict.outcome]}>{t(`otifOutcome.${verdict.outcome}`)}</StateMark>
        <span className="record-sub">
          {verdict.why.map((why) => t(`otifWhy.${why}`)).join(', ')}
          {verdict.excludedBy && ` · ${t('otif.excludedBy', { reason: wordOf('reason', verdict.excludedBy, t) })}`}
          {verdict.missed > 0 && ` · ${t('otif.missedLines', { missed: verdict.missed, lines: verdict.lines })}`}
        </span>
        <span className="record-sub">
          {t('otif.promised')} {verdict.promisedAt && <Moment at={verdict.promisedAt} />}
          {verdict.deliveredAt && (
            <>
              {' · '}
              {t('otif.delivered')} <Moment at={verdict.deliveredAt} />
            </>
          )}
        </span>
        <details>
          <summary>{t('otif.events', { count: verdict.events.length })}</summary>
          <ol className="otif-events">
            {verdict.events.map((event) => (
              <li key={event.id}>
                <Moment at={event.at} /> {event.code ? wordOf('milestone', event.code, t) : t(eventWord(event.type))}
                {event.reasonCode && ` · ${wordOf('reason', event.reasonCode, t)}`}
              </li>
            ))}
            {verdict.short.map(({ line, ordered, shipped }) => (
              <li key={`line-${line}`}>{t('otif.shortLine', { line, shipped, ordered })}</li>
            ))}
          </ol>
        </details>
        {dispute && (
          <span className="record-sub">
            {t('otif.disputed', { name: dispute.openedBy })}: {dispute.text}
            {dispute.decision && ` → ${t(`otifDecision.${dispute.decision}`)}: ${dispute.answer}`}
          </span>
        )}
      </div>
      {!closed && <VerdictActions verdict={verdict} refresh={refresh} />}
    </li>
  );
}

const EVENTS = ['booked', 'tendered', 'tender-answered', 'state-changed', 'changed', 'shipped'] as const;
const eventWord = (type: string): `otifEvent.${(typeof EVENTS)[number]}` => {
  const name = type.split('.')[1];
  return `otifEvent.${EVENTS.find((known) => known === name) ?? 'changed'}`;
};

function VerdictActions({ verdict, refresh }: { verdict: Verdict; refresh: () => void }) {
  const t = useText();
  const viewer = useViewer();
  const dispute = useCommand(DisputeOtifVerdictDocument);
  const [dialog, setDialog] = useState<'dispute' | 'decide' | null>(null);
  const close = () => setDialog(null);
  const open = verdict.dispute && !verdict.dispute.decision;
  if (!mayWrite(viewer) || verdict.outcome === 'OPEN') return null;
  const decides = open && mayPrice(viewer);
  if (open && !decides) return <span className="small soft">{t('otif.waits')}</span>;
  const label = t(decides ? 'otif.decide' : 'otif.dispute');
  return (
    <>
      <button
        type="button"
        className="quiet-button"
        aria-label={`${label}: ${verdict.shipmentNumber}`}
        onClick={() => setDialog(decides ? 'decide' : 'dispute')}
      >
        {label}
      </button>
      {dialog === 'dispute' && (
        <ReasonDialog
          title={t('otif.dispute')}
          id={verdict.shipmentId}
          command={dispute}
          close={close}
          done={refresh}
        />
      )}
      {dialog === 'decide' && <DecideDialog verdict={verdict} close={close} done={refresh} />}
    </>
  );
}

const DECISIONS: readonly OtifDecision[] = ['UPHELD', 'HIT', 'EXCLUDED', 'MISS'];

function DecideDialog({ verdict, close, done }: { verdict: Verdict; close: () => void; done: () => void }) {
  const t = useText();
  const decide = useCommand(DecideOtifDisputeDocument);
  const submit = async (form: FormData) => {
    const decision = DECISIONS.find((known) => known === form.get('decision')) ?? 'UPHELD';
    if (!(await decide.run({ id: verdict.shipmentId, decision, answer: String(form.get('answer')) }))) return;
    done();
    close();
  };
  return (
    <CommandDialog
      title={`${t('otif.decide')}: ${verdict.shipmentNumber}`}
      submitLabel={t('otif.decide')}
      running={decide.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={decide.objection} />}
    >
      <p className="soft">{verdict.dispute?.text}</p>
      <NativeSelect
        name="decision"
        label={t('otif.decision')}
        data={DECISIONS.map((value) => ({ value, label: t(`otifDecision.${value}`) }))}
      />
      <Textarea name="answer" label={t('otif.answer')} required rows={3} maxLength={2000} />
    </CommandDialog>
  );
}
