import { Modal } from '@mantine/core';
import '../../ui/dialog.css';
import { useState } from 'react';
import { useText } from '../../language/use-text.ts';
import { CaseForm } from './case-form.tsx';
import { ClaimForm } from './claim-form.tsx';
import type { RaiseFormProps } from './raise-subject.ts';
import { WorkOrderForm } from './work-order-form.tsx';
import './raise-dialog.css';

const KINDS = ['COMPLAINT', 'INQUIRY', 'SUGGESTION', 'CLAIM', 'WORK_ORDER'] as const;
type RaiseKind = (typeof KINDS)[number];

/** First what it is, then only the fields of that. */
export default function RaiseDialog({ subject, close }: RaiseFormProps) {
  const t = useText();
  const [kind, setKind] = useState<RaiseKind>('COMPLAINT');
  // A claim without a shipment is no claim (49 CFR 370.3), so it is not offered.
  const kinds = KINDS.filter((each) => each !== 'CLAIM' || subject.shipment);
  const about = subject.shipment ? t('raise.about', { number: subject.shipment.number }) : t('raise.aboutAccount');
  return (
    <Modal opened onClose={close} title={t('raise.title')} size="lg" closeButtonProps={{ 'aria-label': t('ui.close') }}>
      <p className="soft raise-about">{about}</p>
      <fieldset className="raise-kinds">
        <legend className="visually-hidden">{t('raise.kind')}</legend>
        {kinds.map((each) => (
          <label key={each} data-on={kind === each || undefined}>
            <input type="radio" name="kind" checked={kind === each} onChange={() => setKind(each)} />
            <span>{t(`raise.${each}`)}</span>
          </label>
        ))}
      </fieldset>
      <p className="soft small raise-hint">{t(`raise.${kind}.hint`)}</p>
      {kind === 'CLAIM' ? (
        <ClaimForm subject={subject} close={close} />
      ) : kind === 'WORK_ORDER' ? (
        <WorkOrderForm subject={subject} close={close} />
      ) : (
        <CaseForm key={kind} kind={kind} subject={subject} close={close} />
      )}
    </Modal>
  );
}
