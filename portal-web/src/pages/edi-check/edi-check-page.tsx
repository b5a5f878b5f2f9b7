import { Button, NativeSelect, Textarea } from '@mantine/core';
import { type DragEvent, useState } from 'react';
import { useClient, useQuery } from 'urql';
import { CheckEdiDocument, type CheckEdiQuery, EdiPartnersDocument } from '../../generated/operations.ts';
import { useText } from '../../language/use-text.ts';
import { BackLink } from '../../shell/back-link.tsx';
import { Note } from '../../ui/notes.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StateMark, type Tone } from '../../ui/state-mark.tsx';
import { EdiErrorsPanel } from '../edi/edi-errors-panel.tsx';
import { EdiRaw } from '../edi/edi-raw.tsx';
import { useEdiWords } from '../edi/edi-words.ts';
import '../edi/edi-message.css';

type Report = CheckEdiQuery['checkEdi'];

const TONES: Readonly<Record<string, Tone>> = {
  accepted: 'good',
  accepted_with_errors: 'warn',
  partly_accepted: 'warn',
  rejected: 'bad',
  quarantined: 'bad',
  A: 'good',
  E: 'warn',
  P: 'warn',
  R: 'bad',
};

/** Paste or drop a file and read what we would answer, line by line. Nothing is changed by it. */
export function EdiCheckPage() {
  const t = useText();
  const client = useClient();
  const [{ data }] = useQuery({ query: EdiPartnersDocument });
  const [raw, setRaw] = useState('');
  const [partner, setPartner] = useState('');
  const [file, setFile] = useState('');
  const [checked, setChecked] = useState<{ raw: string; report: Report | null } | null>(null);
  const [running, setRunning] = useState(false);
  const check = async (text: string, name: string) => {
    if (text.trim() === '') return;
    setRunning(true);
    const variables = { raw: text, partnerId: partner || null, file: name || null };
    const answer = await client.query(CheckEdiDocument, variables, { requestPolicy: 'network-only' }).toPromise();
    setRunning(false);
    setChecked({ raw: text, report: answer.data?.checkEdi ?? null });
  };
  const drop = async (event: DragEvent) => {
    event.preventDefault();
    const [dropped] = event.dataTransfer.files;
    if (!dropped) return;
    const text = await dropped.text();
    setRaw(text);
    setFile(dropped.name);
    await check(text, dropped.name);
  };
  return (
    <PageFrame title={t('ediCheck.title')} under={t('ediCheck.hint')} back={<BackLink to="/edi" />}>
      <Panel title={t('ediCheck.text')}>
        <form
          className="form-stack"
          onDragOver={(event) => event.preventDefault()}
          onDrop={drop}
          onSubmit={(event) => {
            event.preventDefault();
            void check(raw, file);
          }}
        >
          <Textarea
            aria-label={t('ediCheck.text')}
            placeholder="ISA*00*          *00*          *ZZ*…"
            className="mono"
            rows={10}
            value={raw}
            onChange={(event) => {
              setRaw(event.currentTarget.value);
              // What is typed is no longer the file.
              setFile('');
            }}
          />
          <div className="form-foot">
            <NativeSelect
              aria-label={t('edi.partner')}
              value={partner}
              onChange={(event) => setPartner(event.currentTarget.value)}
              data={[
                { value: '', label: t('ediCheck.usualRules') },
                ...(data?.ediPartners ?? []).map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
            <Button type="submit" loading={running} disabled={raw.trim() === ''}>
              {t('ediCheck.check')}
            </Button>
          </div>
        </form>
      </Panel>
      <div className="panel-stack" aria-live="polite">
        {checked?.report && <Verdict report={checked.report} raw={checked.raw} />}
        {checked && !checked.report && <Note tone="bad">{t('fault.panel')}</Note>}
      </div>
    </PageFrame>
  );
}

function Verdict({ report, raw }: { report: Report; raw: string }) {
  const t = useText();
  const words = useEdiWords();
  const mark = (verdict: string) => <StateMark tone={TONES[verdict] ?? 'waiting'}>{words.verdict(verdict)}</StateMark>;
  const errors = [
    ...report.errors,
    ...report.interchanges.flatMap(({ errors: own, groups }) => [
      ...own,
      ...groups.flatMap((group) => [...group.errors, ...group.sets.flatMap((set) => set.errors)]),
    ]),
  ].map(({ at, ...error }) => ({ ...error, ...at }));
  return (
    <>
      <Panel title={t('ediCheck.verdict')} actions={mark(report.verdict)} flush>
        <ul className="rows">
          <li>
            <span className="grow">
              <strong>{report.file === 'text' ? t('ediCheck.text') : report.file}</strong>
              <span className="record-sub mono edi-hash">SHA-256 {report.sha256}</span>
            </span>
          </li>
          {report.interchanges.flatMap((interchange) => [
            <li key={`i${interchange.control}`}>
              <span className="grow">
                <strong>
                  ISA <span className="mono">{interchange.control}</span>
                </strong>
                <span className="record-sub mono">
                  {interchange.sender} → {interchange.receiver}
                  {interchange.ta1 && ` · TA1 ${interchange.ta1.code} ${interchange.ta1.note}`}
                </span>
              </span>
              {mark(interchange.verdict)}
            </li>,
            ...interchange.groups.flatMap((group) =>
              group.sets.map((set) => (
                <li key={`s${interchange.control}${group.control}${set.control}`}>
                  <span className="grow">
                    <strong>{set.type}</strong> <span className="mono">{set.control}</span>
                    <span className="record-sub">
                      GS {group.functionalId} {group.control}
                      {set.codes.length > 0 && ` · AK5 ${set.codes.join(', ')}`}
                    </span>
                  </span>
                  {mark(set.verdict)}
                </li>
              )),
            ),
          ])}
        </ul>
      </Panel>
      <EdiErrorsPanel errors={errors} />
      <Panel title={t('edi.raw')} flush>
        <EdiRaw raw={raw} errors={errors} />
      </Panel>
      {report.interchanges
        .flatMap(({ acknowledgements }) => acknowledgements)
        .map((answer) => (
          <Panel key={answer.raw} title={t('ediCheck.answer', { type: answer.type })} flush>
            <EdiRaw raw={answer.raw} errors={[]} />
          </Panel>
        ))}
    </>
  );
}
