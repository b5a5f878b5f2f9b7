import { Button, Textarea } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { formatDate } from '../../format/instant.ts';
import { Moment } from '../../format/moment.tsx';
import {
  AnalyseDefectDocument,
  CorrectDefectDocument,
  DefectDocument,
  type DefectFactsFragment,
  type DefectState,
  DefectUpdatedDocument,
  ReopenDefectDocument,
  VerifyDefectDocument,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { RecordView } from '../../graph/record-view.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useLive } from '../../graph/use-live.ts';
import { useRecord } from '../../graph/use-record.ts';
import { useText } from '../../language/use-text.ts';
import { mayServe } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { BackLink } from '../../shell/back-link.tsx';
import { ActionMenu } from '../../ui/action-menu.tsx';
import { CommandDialog, filledIn } from '../../ui/command-dialog.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Facts, Panel } from '../../ui/panel.tsx';
import { DefectMark } from './defect-mark.tsx';
import '../conversation/conversation-panel.css';

type Step = 'analyse' | 'correct' | 'verify' | 'reopen';

/** The step that comes next, and those that may come instead. */
const STEPS: Record<DefectState, readonly Step[]> = {
  OPEN: ['analyse'],
  ANALYSED: ['correct', 'analyse', 'reopen'],
  CORRECTED: ['verify', 'correct', 'reopen'],
  VERIFIED: ['reopen'],
};

/** One defect: pattern, cause, measure, proof, and the cases in which it was seen. */
export function DefectPage() {
  const { defectId } = useParams({ from: '/portal/defects/$defectId' });
  const read = useRecord(DefectDocument, { id: defectId }, (data) => data.defect);
  useLive(DefectUpdatedDocument, { variables: { id: defectId }, onGap: read.refresh });
  return <RecordView read={read}>{(defect) => <LoadedDefect defect={defect} />}</RecordView>;
}

function LoadedDefect({ defect }: { defect: DefectFactsFragment }) {
  const t = useText();
  const { locale } = useReading();
  return (
    <PageFrame
      title={defect.title}
      back={<BackLink to="/defects" />}
      marks={<DefectMark defect={defect} />}
      under={`${defect.number} · ${t(`caseCategory.${defect.category}`)}`}
      actions={<DefectActions defect={defect} />}
    >
      <div className="page-columns">
        <div>
          <Panel title={t('defect.pattern')}>
            <p className="message-body">{defect.pattern}</p>
          </Panel>
          <Panel title={t('defect.course')}>
            <Facts
              of={[
                [t('defect.rootCause'), defect.rootCause ?? t('defect.notYet')],
                [t('defect.measure'), defect.measure ?? t('defect.notYet')],
                [t('defect.correctedAt'), defect.correctedAt && <Moment at={defect.correctedAt} />],
                [t('defect.effect'), defect.effect ?? t('defect.notYet')],
                [t('defect.verifiedAt'), defect.verifiedAt && <Moment at={defect.verifiedAt} />],
              ]}
            />
          </Panel>
        </div>
        <div>
          <Panel title={t('knowledge.about')}>
            <Facts
              of={[
                [t('work.owner'), defect.owner?.name],
                [t('defect.dueOn'), defect.dueOn && formatDate(defect.dueOn, locale)],
                [t('defect.openedBy'), defect.openedBy],
                [t('defect.openedAt'), <Moment key="at" at={defect.openedAt} />],
              ]}
            />
          </Panel>
          <CasesPanel defect={defect} />
        </div>
      </div>
    </PageFrame>
  );
}

function CasesPanel({ defect: { cases, correctedAt } }: { defect: DefectFactsFragment }) {
  const t = useText();
  return (
    <Panel title={t('defect.cases')} count={cases.length} flush>
      <ul className="rows">
        {cases.map(({ id, number, subject, account, openedAt }) => (
          <li key={id}>
            <span className="grow">
              <Link to="/cases/$caseId" params={{ caseId: id }}>
                {number}
              </Link>{' '}
              {subject}
              <span className="record-sub">
                {account.name} · <Moment at={openedAt} />
                {correctedAt && openedAt > correctedAt && ` · ${t('defect.afterwards')}`}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function DefectActions({ defect }: { defect: DefectFactsFragment }) {
  const t = useText();
  const [step, setStep] = useState<Step | null>(null);
  const [first, ...rest] = STEPS[defect.state];
  if (!mayServe(useViewer()) || !first) return null;
  return (
    <>
      <Button onClick={() => setStep(first)}>{t(`defect.step.${first}`)}</Button>
      <ActionMenu actions={rest.map((each) => ({ label: t(`defect.step.${each}`), run: () => setStep(each) }))} />
      {step && <StepDialog id={defect.id} step={step} close={() => setStep(null)} />}
    </>
  );
}

function StepDialog({ id, step, close }: { id: string; step: Step; close: () => void }) {
  const t = useText();
  const commands = {
    analyse: useCommand(AnalyseDefectDocument),
    correct: useCommand(CorrectDefectDocument),
    verify: useCommand(VerifyDefectDocument),
    reopen: useCommand(ReopenDefectDocument),
  };
  const { run, running, objection } = commands[step];
  const submit = async (form: FormData) => {
    if (await run({ id, text: filledIn(form, 'text') ?? '' })) close();
  };
  return (
    <CommandDialog
      title={t(`defect.step.${step}`)}
      submitLabel={t(`defect.step.${step}`)}
      running={running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={objection} />}
    >
      <Textarea name="text" label={t(`defect.ask.${step}`)} required rows={4} data-autofocus />
    </CommandDialog>
  );
}
