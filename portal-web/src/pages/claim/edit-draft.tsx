import { useState } from 'react';
import type { ClaimFactsFragment } from '../../generated/operations.ts';
import { useText } from '../../language/use-text.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { useUploads } from '../../uploads/use-uploads.ts';
import { ClaimForm } from '../raise/claim-form.tsx';
import '../raise/raise-dialog.css';

/** Goes on with a draft: the form that it was begun in, with what was written so far. */
export default function EditDraft({ claim, close }: { claim: ClaimFactsFragment; close: () => void }) {
  const t = useText();
  const uploads = useUploads(claim.account.id);
  const [description, setDescription] = useState(claim.statement);
  const draft = {
    ...{ subject: '', description, uploads },
    change: (part: { description?: string }) => setDescription(part.description ?? description),
  };
  return (
    <Dialog close={close} title={t('claim.editDraft')} size="lg">
      <ClaimForm known={claim} subject={{ shipment: claim.shipment }} draft={draft} close={close} />
    </Dialog>
  );
}
