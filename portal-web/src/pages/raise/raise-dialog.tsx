import { useState } from 'react';
import { useText } from '../../language/use-text.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { useUploads } from '../../uploads/use-uploads.ts';
import { CaseForm } from './case-form.tsx';
import { ClaimForm } from './claim-form.tsx';
import type { RaiseSubject } from './raise-subject.ts';
import { ReturnForm } from './return-form.tsx';
import { ShipmentPicker } from './shipment-picker.tsx';
import { WorkOrderForm } from './work-order-form.tsx';
import './raise-dialog.css';

const KINDS = ['COMPLAINT', 'INQUIRY', 'SUGGESTION', 'CLAIM', 'WORK_ORDER', 'RETURN_ORDER'] as const;
type RaiseKind = (typeof KINDS)[number];
/** A paper can be complained of and asked about; what is claimed or worked on is goods. */
const KINDS_OF_PAPER = KINDS.slice(0, 3);

interface RaiseDialogProps {
  readonly subject: RaiseSubject;
  readonly close: () => void;
}

/** First what it is, then only the fields of that. Words and files go along when the kind changes. */
export default function RaiseDialog({ subject: given, close }: RaiseDialogProps) {
  const t = useText();
  const [kind, setKind] = useState<RaiseKind>('COMPLAINT');
  const [picked, setPicked] = useState<RaiseSubject['shipment'] | null>(null);
  const [words, setWords] = useState({ subject: '', description: '' });
  const uploads = useUploads(given.accountId ?? null);
  const shipment = given.shipment ?? picked;
  const subject: RaiseSubject = { ...given, ...(shipment ? { shipment } : {}) };
  const paper = given.invoice ?? given.contract;
  const draft = { ...words, uploads, change: (part: Partial<typeof words>) => setWords({ ...words, ...part }) };
  const number = paper?.number ?? shipment?.number;
  const about = number ? t('raise.about', { number }) : t('raise.aboutAccount');
  return (
    <Dialog close={close} title={t('raise.title')} size="lg">
      <div className="line raise-about soft">
        {about}
        {picked && (
          <button type="button" className="quiet-button" onClick={() => setPicked(null)}>
            {t('raise.otherShipment')}
          </button>
        )}
      </div>
      <fieldset className="raise-kinds" data-undrafted="">
        <legend className="visually-hidden">{t('raise.kind')}</legend>
        {(paper ? KINDS_OF_PAPER : KINDS).map((each) => (
          <label key={each} data-on={kind === each || undefined}>
            <input type="radio" name="kind" checked={kind === each} onChange={() => setKind(each)} />
            <span>{t(`raise.${each}`)}</span>
          </label>
        ))}
      </fieldset>
      <p className="soft small raise-hint">{t(`raise.${kind}.hint`)}</p>
      {kind === 'CLAIM' && !shipment ? (
        // A claim without a shipment is no claim (49 CFR 370.3).
        <ShipmentPicker pick={setPicked} />
      ) : kind === 'CLAIM' ? (
        <ClaimForm key={shipment?.id} subject={subject} draft={draft} close={close} />
      ) : kind === 'WORK_ORDER' ? (
        <WorkOrderForm subject={subject} draft={draft} close={close} />
      ) : kind === 'RETURN_ORDER' ? (
        <ReturnForm key={shipment?.id} subject={subject} draft={draft} close={close} />
      ) : (
        <CaseForm kind={kind} subject={subject} draft={draft} close={close} />
      )}
    </Dialog>
  );
}
