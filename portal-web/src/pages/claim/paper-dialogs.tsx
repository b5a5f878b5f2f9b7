import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useState } from 'react';
import {
  AddClaimPaperDocument,
  AskForClaimPapersDocument,
  type ClaimFactsFragment,
  type PaperKind,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { mayWrite } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { CheckLine } from '../../ui/check-line.tsx';
import { CommandDialog } from '../../ui/command-dialog.tsx';
import { FilePicker } from '../../uploads/file-picker.tsx';
import { useUploads } from '../../uploads/use-uploads.ts';

const PAPERS: readonly PaperKind[] = [
  ...(['BILL_OF_LADING', 'FREIGHT_BILL', 'COMMERCIAL_INVOICE', 'DELIVERY_RECEIPT'] as const),
  ...(['PHOTOS', 'INSPECTION_REPORT', 'REPAIR_ESTIMATE', 'TEMPERATURE_RECORD'] as const),
];

interface ClaimProps {
  readonly claim: ClaimFactsFragment;
}

/** The button below the papers, for those who may send one. */
export function AddPaper({ claim }: ClaimProps) {
  const t = useText();
  const viewer = useViewer();
  const [open, setOpen] = useState(false);
  if (!mayWrite(viewer) || claim.state === 'WITHDRAWN') return null;
  return (
    <div className="panel-body">
      <Button variant="default" onClick={() => setOpen(true)}>
        {t('claim.addPaper')}
      </Button>
      {open && <AddPaperDialog claim={claim} close={() => setOpen(false)} />}
    </div>
  );
}

function AddPaperDialog({ claim, close }: ClaimProps & { close: () => void }) {
  const t = useText();
  const add = useCommand(AddClaimPaperDocument);
  const uploads = useUploads(claim.account.id);
  const [kind, setKind] = useState<PaperKind>(claim.missingPapers[0] ?? 'PHOTOS');
  const submit = async () => {
    if (await add.run({ input: { id: claim.id, kind, attachments: uploads.attachments() } })) close();
  };
  return (
    <CommandDialog
      title={t('claim.addPaper')}
      submitLabel={t('claim.addPaper')}
      running={add.running || uploads.busy}
      blocked={uploads.faulty || uploads.all.length === 0}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={add.objection} />}
    >
      <NativeSelect
        label={t('claim.paper')}
        value={kind}
        onChange={(event) => setKind(event.currentTarget.value as PaperKind)}
        data={PAPERS.map((value) => ({ value, label: t(`paperKind.${value}`) }))}
      />
      <FilePicker uploads={uploads} />
    </CommandDialog>
  );
}

/** Staff ask in writing; whether a clock waits for it, the regime says. */
export function AskForPapers({ claim, close }: ClaimProps & { close: () => void }) {
  const t = useText();
  const ask = useCommand(AskForClaimPapersDocument);
  const [kinds, setKinds] = useState<readonly PaperKind[]>(claim.missingPapers);
  const submit = async (form: FormData) => {
    if (await ask.run({ input: { id: claim.id, kinds: [...kinds], note: String(form.get('note')) } })) close();
  };
  return (
    <CommandDialog
      title={t('claim.askForPapers')}
      submitLabel={t('claim.askForPapers')}
      running={ask.running}
      blocked={kinds.length === 0}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={ask.objection} />}
    >
      {PAPERS.map((kind) => (
        <CheckLine
          key={kind}
          checked={kinds.includes(kind)}
          check={(checked) => setKinds(checked ? [...kinds, kind] : kinds.filter((one) => one !== kind))}
        >
          {t(`paperKind.${kind}`)}
        </CheckLine>
      ))}
      <Textarea name="note" label={t('action.reason')} required rows={3} />
    </CommandDialog>
  );
}
