import { NativeSelect, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { type CaseCategory, type CaseKind, type CaseSeverity, OpenCaseDocument } from '../../generated/operations.ts';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { isStaff } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { CASE_CATEGORIES } from '../../status/case-categories.ts';
import { FilePicker } from '../../uploads/file-picker.tsx';
import { Description, RaiseFoot } from './raise-form-parts.tsx';
import type { RaiseFormProps } from './raise-subject.ts';
import { SpeakerFields, speakerOf } from './speaker-fields.tsx';
import { SuggestedArticles } from './suggested-articles.tsx';

const SEVERITIES: readonly CaseSeverity[] = ['MINOR', 'MODERATE', 'SEVERE'];

/** A complaint, an inquiry or a suggestion. */
export function CaseForm({ kind, subject, draft, close }: RaiseFormProps & { kind: CaseKind }) {
  const t = useText();
  const viewer = useViewer();
  const navigate = useNavigate();
  const open = useCommand(OpenCaseDocument);
  const [key] = useState(() => crypto.randomUUID());
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const opened = await open.run({
      input: {
        kind,
        category: form.get('category') as CaseCategory,
        severity: form.get('severity') as CaseSeverity,
        ...speakerOf(form),
        subject: draft.subject,
        description: draft.description,
        ...(subject.shipment ? { shipmentId: subject.shipment.id } : { accountId: subject.accountId ?? null }),
        invoiceId: subject.invoice?.id ?? null,
        contractId: subject.contract?.id ?? null,
        attachments: draft.uploads.attachments(),
        idempotencyKey: key,
      },
    });
    if (!opened) return;
    close();
    await navigate({ to: '/cases/$caseId', params: { caseId: opened.id } });
  };
  return (
    <form className="form-stack" onSubmit={submit}>
      <NativeSelect
        name="category"
        label={t('raise.category')}
        defaultValue={subject.invoice ? 'BILLING' : 'OTHER'}
        data={CASE_CATEGORIES.map((value) => ({ value, label: t(`caseCategory.${value}`) }))}
      />
      <NativeSelect
        name="severity"
        label={t('raise.severity')}
        defaultValue="MODERATE"
        data={SEVERITIES.map((value) => ({ value, label: t(`caseSeverity.${value}`) }))}
      />
      {isStaff(viewer) && <SpeakerFields />}
      <TextInput
        name="subject"
        label={t('raise.subject')}
        required
        maxLength={200}
        value={draft.subject}
        onChange={({ currentTarget }) => draft.change({ subject: currentTarget.value })}
      />
      {kind !== 'SUGGESTION' && <SuggestedArticles text={draft.subject} />}
      <Description draft={draft} label={t('raise.description')} />
      <FilePicker uploads={draft.uploads} label={t('raise.photos')} />
      <RaiseFoot draft={draft} objection={open.objection} running={open.running} />
    </form>
  );
}
