import { Button, TextInput } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useRef, useState } from 'react';
import {
  AddCarrierCardDocument,
  type AddCarrierCardInput,
  type CarrierCardFactsFragment,
  CarrierCardsDocument,
  PreviewCarrierCardDocument,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { RecordView } from '../../graph/record-view.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useRecord } from '../../graph/use-record.ts';
import { mayPayCarriers } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { BackLink } from '../../shell/back-link.tsx';
import { DraftGuard } from '../../shell/draft-guard.tsx';
import { LostPage } from '../../shell/lost-page.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Panel } from '../../ui/panel.tsx';
import { ChangesPanel } from '../rates/changes-panel.tsx';
import { HeadFields } from '../rates/head-fields.tsx';
import { ImportDialog } from '../rates/import-dialog.tsx';
import { LinesPanel } from '../rates/rate-editor-page.tsx';
import { useRatesText } from '../rates/rates-text.ts';
import { isWhole, useDraft, type WrittenCard } from '../rates/use-draft.ts';
import '../rates/rates.css';

/** Writes what was agreed with a carrier, or the next version of it, with everything that is wrong shown before it is kept. */
export function CarrierCardPage() {
  const viewer = useViewer();
  const { from } = useSearch({ from: '/portal/carrier-prices/new' });
  const read = useRecord(CarrierCardsDocument, {}, (data) => data.carrierCards);
  if (!mayPayCarriers(viewer)) return <LostPage />;
  return (
    <RecordView read={read}>
      {(cards) => <Editor key={from} base={cards.find(({ id }) => id === from) ?? null} />}
    </RecordView>
  );
}

function Editor({ base }: { base: CarrierCardFactsFragment | null }) {
  const t = useRatesText();
  const navigate = useNavigate();
  const [scac, setScac] = useState(base?.scac ?? '');
  const agreement = useMemo(
    () => ({
      // A newer price takes the place of an older one from its day on: no card has to be ended for it.
      handIn: (card: WrittenCard): AddCarrierCardInput => ({ ...card, scac: scac.trim() }),
      look: PreviewCarrierCardDocument,
    }),
    [scac],
  );
  const draft = useDraft(agreement, base);
  const add = useCommand(AddCarrierCardDocument);
  const saved = useRef(false);
  const [importing, setImporting] = useState(false);
  const save = async () => {
    if (!draft.input || !(await add.run({ input: draft.input }))) return;
    saved.current = true;
    await navigate({ to: '/carrier-prices' });
  };
  return (
    <PageFrame
      title={base ? t('rates.nextVersionOf', { name: `${base.scac} ${base.name}` }) : t('rates.addCard')}
      under={t('rates.carriersHint')}
      back={<BackLink to="/carrier-invoices" />}
    >
      <div className="stack">
        <Panel title={t('rates.carrier')}>
          <TextInput
            label={t('carrierInvoice.scac')}
            value={scac}
            onChange={({ currentTarget }) => setScac(currentTarget.value.toUpperCase())}
            disabled={base !== null}
            required
            maxLength={4}
          />
        </Panel>
        <HeadFields head={draft.head} change={draft.changeHead} before={null} />
        <LinesPanel draft={draft} name={draft.head.name.trim() || scac} importCard={() => setImporting(true)} />
        <ChangesPanel draft={draft} />
        <div className="form-foot">
          <ObjectionNote objection={add.objection} />
          <Button variant="default" renderRoot={(props) => <Link to="/carrier-prices" {...props} />}>
            {t('ui.cancel')}
          </Button>
          <Button onClick={() => void save()} loading={add.running} disabled={!isWhole(draft)}>
            {t('rates.saveCarrier')}
          </Button>
        </div>
      </div>
      <DraftGuard drafted={() => draft.touched && !saved.current} />
      {importing && (
        <ImportDialog
          currency={draft.head.currency}
          close={() => setImporting(false)}
          take={(rows, keep) => draft.changeRows((before) => (keep ? [...before, ...rows] : rows))}
        />
      )}
    </PageFrame>
  );
}
