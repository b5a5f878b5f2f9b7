import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { Moment } from '../../format/moment.tsx';
import { formatBytes } from '../../format/quantity.ts';
import { AttachDocumentDocument, type DocumentKind } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { mayWrite } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { Panel } from '../../ui/panel.tsx';
import { FilePicker } from '../../uploads/file-picker.tsx';
import { useUploads } from '../../uploads/use-uploads.ts';
import type { ShipmentProps } from './shipment-props.ts';

const KINDS: readonly DocumentKind[] = ['BOL', 'POD', 'PHOTO', 'OTHER'];

/** Papers of the shipment. Whoever opens one is checked again by the server. */
export function DocumentsPanel({ shipment }: ShipmentProps) {
  const t = useText();
  const { locale } = useReading();
  const viewer = useViewer();
  const [adding, setAdding] = useState(false);
  return (
    <Panel
      title={t('shipment.documents')}
      count={shipment.documents.length}
      flush
      actions={
        mayWrite(viewer) && (
          <button type="button" className="quiet-button" aria-expanded={adding} onClick={() => setAdding(!adding)}>
            {adding ? t('ui.close') : t('documents.add')}
          </button>
        )
      }
    >
      {adding && <AddDocuments shipmentId={shipment.id} done={() => setAdding(false)} />}
      <ul className="rows">
        {shipment.documents.map((document) => (
          <li key={document.id}>
            <span className="grow">
              <a href={document.url} target="_blank" rel="noreferrer">
                {document.fileName}
              </a>
              <span className="record-sub">
                {t(`documentKind.${document.kind}`)} · {formatBytes(document.sizeBytes, locale)} ·{' '}
                <Moment at={document.createdAt} />
              </span>
            </span>
          </li>
        ))}
        {shipment.documents.length === 0 && !adding && <li className="soft">{t('documents.none')}</li>}
      </ul>
    </Panel>
  );
}

function AddDocuments({ shipmentId, done }: { shipmentId: string; done: () => void }) {
  const t = useText();
  const uploads = useUploads();
  const [kind, setKind] = useState<DocumentKind>('BOL');
  const attach = useCommand(AttachDocumentDocument);
  const submit = async () => {
    for (const { fileId } of uploads.attachments()) {
      if (!(await attach.run({ input: { shipmentId, kind, fileId } }))) return;
    }
    done();
  };
  return (
    <div className="panel-body form-stack">
      <NativeSelect
        label={t('documents.kind')}
        value={kind}
        onChange={(event) => setKind(event.currentTarget.value as DocumentKind)}
        data={KINDS.map((value) => ({ value, label: t(`documentKind.${value}`) }))}
      />
      <FilePicker uploads={uploads} />
      <ObjectionNote objection={attach.objection} />
      <div className="form-foot">
        <Button
          onClick={submit}
          loading={attach.running || uploads.busy}
          disabled={uploads.faulty || uploads.attachments().length === 0}
        >
          {t('documents.attach')}
        </Button>
      </div>
    </div>
  );
}
