import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useText } from '../../language/use-text.ts';
import { openCustomerView, type ViewObjection } from '../../session/session-door.ts';
import { CommandDialog } from '../../ui/command-dialog.tsx';

/** Opens the portal as this customer sees it, never without a reason that the customer can read. */
export function ViewAsCustomer({ account }: { account: { readonly id: string; readonly name: string } }) {
  const t = useText();
  const [asking, setAsking] = useState(false);
  const [running, setRunning] = useState(false);
  const [objection, setObjection] = useState<ViewObjection | null>(null);
  const submit = async (form: FormData) => {
    setRunning(true);
    const refused = await openCustomerView(account.id, String(form.get('reason')));
    setRunning(false);
    setObjection(refused);
  };
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t('viewing.open')}
      </Button>
      {asking && (
        <CommandDialog
          title={`${t('viewing.open')}: ${account.name}`}
          submitLabel={t('viewing.open')}
          running={running}
          close={() => setAsking(false)}
          submit={submit}
          foot={<ObjectionNote objection={objection} />}
        >
          <p className="small soft">{t('viewing.hint')}</p>
          <Textarea name="reason" label={t('action.reason')} required minLength={3} rows={2} data-autofocus />
        </CommandDialog>
      )}
    </>
  );
}
