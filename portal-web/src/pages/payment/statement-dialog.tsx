import { type DragEvent, useId, useState } from 'react';
import { OWN_REQUEST } from '../../graph/graph-client.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Note } from '../../ui/notes.tsx';
import { type PaymentMessageId, usePaymentText } from './payment-text.ts';
import '../../uploads/file-picker.css';
import './payment.css';

/** What became of a file, as the door says. */
interface Imported {
  readonly booked: number;
  readonly open: number;
  readonly known: number;
  readonly passed: number;
  readonly faults: readonly Fault[];
}
interface Fault {
  readonly code: string;
  readonly place: string;
  readonly rule: string;
}

const FAULTS: Readonly<Record<string, PaymentMessageId>> = {
  TOO_LARGE: 'pay.faultLarge',
  DOCTYPE: 'pay.faultDoctype',
  NOT_XML: 'pay.faultXml',
  NOT_CAMT: 'pay.faultCamt',
  NO_ACCOUNT: 'pay.faultNoAccount',
  NO_REFERENCE: 'pay.faultNoReference',
  AMOUNT: 'pay.faultAmount',
  DATE: 'pay.faultDate',
  REVERSAL: 'pay.faultReversal',
  REFUSED: 'pay.faultRefused',
  REFERENCE_USED: 'pay.faultReferenceUsed',
};
const MOST_SHOWN = 20;

/** Takes in a file of the bank: what it brought is said, and what somebody has to look at. */
export function StatementDialog({ close, done }: { close: () => void; done: () => void }) {
  const t = usePaymentText();
  const id = useId();
  const [state, setState] = useState<Imported | 'reading' | 'failed' | 'large' | null>(null);
  const send = async (file: File | undefined) => {
    if (!file) return;
    setState('reading');
    const answer = await fetch('/bank-statements', { method: 'POST', headers: OWN_REQUEST, body: file }).catch(
      () => null,
    );
    if (!answer?.ok) return setState(answer?.status === 413 ? 'large' : 'failed');
    setState((await answer.json()) as Imported);
    done();
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    void send(event.dataTransfer.files[0]);
  };
  return (
    <Dialog close={close} title={t('pay.import')}>
      <div className="form-stack pay-file" data-undrafted>
        <label htmlFor={id} className="file-drop" onDragOver={(event) => event.preventDefault()} onDrop={drop}>
          <span>
            <strong>{t('pay.importFile')}</strong>
            <span className="record-sub">{t('pay.importHint')}</span>
          </span>
          <input
            id={id}
            type="file"
            accept=".xml,text/xml,application/xml"
            className="visually-hidden"
            onChange={({ currentTarget }) => {
              void send(currentTarget.files?.[0]);
              currentTarget.value = '';
            }}
          />
        </label>
        <div role="status" className="stack">
          {state === 'reading' && <p className="soft">{t('pay.importing')}</p>}
          {state === 'failed' && <Note tone="bad" title={t('pay.faultFile')} />}
          {state === 'large' && <Note tone="bad" title={t('pay.faultLarge')} />}
          {state && typeof state === 'object' && <Outcome imported={state} />}
        </div>
      </div>
    </Dialog>
  );
}

function Outcome({ imported }: { imported: Imported }) {
  const t = usePaymentText();
  const { faults, ...counts } = imported;
  const read = counts.booked + counts.open + counts.known + counts.passed > 0 || faults.length === 0;
  return (
    <>
      {read && <Note tone="good" title={t('pay.imported', counts)} />}
      {faults.length > 0 && (
        <Note tone="warn">
          <ul>
            {faults.slice(0, MOST_SHOWN).map(({ code, place, rule }) => (
              <li key={`${code} ${place} ${rule}`}>
                {t(FAULTS[code] ?? 'pay.faultFile')}
                <span className="record-sub" lang="en">
                  {place}: {rule}
                </span>
              </li>
            ))}
          </ul>
        </Note>
      )}
    </>
  );
}
