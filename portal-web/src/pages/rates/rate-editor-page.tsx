import { Button } from '@mantine/core';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useMemo, useRef, useState } from 'react';
import {
  AddRateCardDocument,
  type AddRateCardInput,
  ContractRatesDocument,
  type ContractRatesQuery,
  PreviewRateCardDocument,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { RecordView } from '../../graph/record-view.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useRecord } from '../../graph/use-record.ts';
import { refusalDetail, refusalWords } from '../../language/code-words.ts';
import { mayEditRates } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { BackLink } from '../../shell/back-link.tsx';
import { DraftGuard } from '../../shell/draft-guard.tsx';
import { LostPage } from '../../shell/lost-page.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Panel } from '../../ui/panel.tsx';
import { saveCsv } from '../../ui/save-file.ts';
import { DraftSimulation } from '../simulation/draft-simulation.tsx';
import { ChangesPanel } from './changes-panel.tsx';
import { HeadFields } from './head-fields.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { rowsCsv } from './rate-file.ts';
import { RateTable, type RowFault } from './rate-table.tsx';
import { useRatesText } from './rates-text.ts';
import { type Draft, isWhole, useDraft, type WrittenCard } from './use-draft.ts';
import './rates.css';

type Contract = NonNullable<ContractRatesQuery['contract']>;

/** Writes a rate card: a first one, or the next version of one, with everything that is wrong shown before it is kept. */
export function RateEditorPage() {
  const viewer = useViewer();
  const { contractId } = useParams({ from: '/portal/contracts/$contractId/rates/new' });
  const { from } = useSearch({ from: '/portal/contracts/$contractId/rates/new' });
  const read = useRecord(ContractRatesDocument, { id: contractId }, (data) => data.contract);
  if (!mayEditRates(viewer)) return <LostPage />;
  return (
    <RecordView read={read}>
      {(contract) => <Editor key={`${contractId}${from}`} contract={contract} from={from} />}
    </RecordView>
  );
}

/** What the server says of each row, by its key; the same of the same row is said once. */
function faultsByRow({ preview, written }: Draft, words: (code: string, message: string) => RowFault) {
  const faults = new Map<number, RowFault[]>();
  for (const { line, refusal } of preview?.faults ?? []) {
    const row = line === null || line === undefined ? undefined : written[line];
    if (!row) continue;
    const said = words(refusal.code, refusal.message);
    // The way out is in the translated words already; the server's own goes with its own sentence.
    const text = said.text === refusal.message && refusal.fix ? `${said.text} ${refusal.fix}` : said.text;
    const known = faults.get(row.key) ?? [];
    if (known.every((one) => one.text !== text)) faults.set(row.key, [...known, { ...said, text }]);
  }
  return faults;
}

function Editor({ contract, from }: { contract: Contract; from: string | undefined }) {
  const t = useRatesText();
  const navigate = useNavigate();
  const base = contract.rateCards.find(({ id }) => id === from) ?? null;
  const { id: contractId } = contract;
  const agreement = useMemo(
    () => ({
      handIn: (card: WrittenCard, replaces: string | null): AddRateCardInput => ({ ...card, contractId, replaces }),
      look: PreviewRateCardDocument,
    }),
    [contractId],
  );
  const draft = useDraft(agreement, base);
  const add = useCommand(AddRateCardDocument);
  const saved = useRef(false);
  const [importing, setImporting] = useState(false);
  const { input } = draft;
  const save = async () => {
    if (!input || !(await add.run({ input }))) return;
    saved.current = true;
    await navigate({ to: '/contracts/$contractId/rates', params: { contractId: contract.id } });
  };
  const name = draft.head.name.trim() || t('rates.addCard');
  return (
    <PageFrame
      title={base ? t('rates.nextVersionOf', { name: base.name }) : t('rates.addCard')}
      back={<BackLink to="/contracts" />}
      under={
        <>
          <Link to="/contracts/$contractId/rates" params={{ contractId: contract.id }}>
            {contract.name}
          </Link>
          {` · ${contract.account.name} · ${contract.number}`}
        </>
      }
    >
      <div className="stack">
        <HeadFields head={draft.head} change={draft.changeHead} before={base?.name ?? null} />
        <LinesPanel draft={draft} name={name} importCard={() => setImporting(true)} />
        <ChangesPanel draft={draft} />
        <div className="form-foot">
          <ObjectionNote objection={add.objection} />
          <Button
            variant="default"
            renderRoot={(props) => (
              <Link to="/contracts/$contractId/rates" params={{ contractId: contract.id }} {...props} />
            )}
          >
            {t('ui.cancel')}
          </Button>
          <Button onClick={() => void save()} loading={add.running} disabled={!isWhole(draft)}>
            {t('rates.save')}
          </Button>
        </div>
        {input && <DraftSimulation contractId={contract.id} card={input} />}
      </div>
      <DraftGuard drafted={() => draft.touched && !saved.current} />
      {importing && (
        <ImportDialog
          currency={draft.head.currency}
          close={() => setImporting(false)}
          take={(rows, add) => draft.changeRows((before) => (add ? [...before, ...rows] : rows))}
        />
      )}
    </PageFrame>
  );
}

interface LinesPanelProps {
  readonly draft: Draft;
  /** Of the card, for the file. */
  readonly name: string;
  readonly importCard: () => void;
}

/** The lines of the card, with what is wrong with each and what it changes. */
export function LinesPanel({ draft, name, importCard }: LinesPanelProps) {
  const t = useRatesText();
  const { locale } = useReading();
  const { preview, cellFaults, written } = draft;
  const rowFaults = faultsByRow(draft, (code, message) => {
    const said = refusalWords(code, message, locale, t);
    const detail = said.text === message ? null : refusalDetail(message, locale);
    return { ...said, text: detail ? `${said.text} ${detail}` : said.text };
  });
  const marks = useMemo(
    () =>
      new Map(
        (preview?.changes ?? []).flatMap(({ line, change }) => {
          const row = written[line];
          return row ? [[row.key, t(`rates.change.${change}`)] as const] : [];
        }),
      ),
    [preview, written, t],
  );
  return (
    <Panel
      title={t('rates.lines')}
      count={written.length}
      flush
      actions={
        <>
          <button type="button" className="quiet-button" onClick={importCard}>
            {t('rates.import')}
          </button>
          <button type="button" className="quiet-button" onClick={() => saveCsv(name, rowsCsv(written))}>
            {t('chart.csv')}
          </button>
        </>
      }
    >
      <p className="panel-empty small">{t('rates.tableHint')}</p>
      <RateTable {...{ rows: draft.rows, change: draft.changeRows, cellFaults, rowFaults, marks }} />
    </Panel>
  );
}
