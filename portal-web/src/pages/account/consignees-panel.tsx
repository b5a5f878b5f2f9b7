import { Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import {
  AccountConsigneesDocument,
  type ConsigneeLineFragment,
  RegisterConsigneeDocument,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { RecordView } from '../../graph/record-view.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useRecord } from '../../graph/use-record.ts';
import { useText } from '../../language/use-text.ts';
import { mayWrite } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { CommandDialog, filledIn } from '../../ui/command-dialog.tsx';
import { PanelSkeleton } from '../../ui/empty-state.tsx';
import { Panel } from '../../ui/panel.tsx';

const MOST = 100;

/** To whom the customer ships, and what each of them needs. Both sides keep the list. */
export function ConsigneesPanel({ accountId }: { accountId: string }) {
  const t = useText();
  const writes = mayWrite(useViewer());
  const read = useRecord(AccountConsigneesDocument, { id: accountId, first: MOST }, (data) => data.account?.consignees);
  const [edited, setEdited] = useState<ConsigneeLineFragment | 'new' | null>(null);
  return (
    <Panel
      title={t('consignees.title')}
      flush
      actions={
        writes && (
          <button
            type="button"
            className="quiet-button"
            aria-label={`${t('contacts.add')}: ${t('order.consignee')}`}
            onClick={() => setEdited('new')}
          >
            {t('contacts.add')}
          </button>
        )
      }
    >
      <RecordView read={read} loading={<PanelSkeleton />} absent={null}>
        {(consignees) => (
          <ul className="rows">
            {consignees.map((one) => (
              <ConsigneeRow key={one.id} consignee={one} edit={writes ? () => setEdited(one) : null} />
            ))}
            {consignees.length === 0 && <li className="soft">{t('consignees.none')}</li>}
            {consignees.length === MOST && <li className="soft">{t('consignees.most', { count: MOST })}</li>}
          </ul>
        )}
      </RecordView>
      {edited && (
        <ConsigneeDialog
          accountId={accountId}
          consignee={edited === 'new' ? null : edited}
          close={() => setEdited(null)}
          saved={read.refresh}
        />
      )}
    </Panel>
  );
}

interface RowProps {
  readonly consignee: ConsigneeLineFragment;
  readonly edit: (() => void) | null;
}

function ConsigneeRow({ consignee: { name, code, address, phone, email, needs }, edit }: RowProps) {
  const t = useText();
  const place = address && [...address.lines, address.city, address.region, address.postalCode, address.country];
  return (
    <li>
      <span className="grow">
        <strong>{name}</strong>
        {code && <span className="soft"> · {code}</span>}
        {place && <span className="record-sub">{place.filter(Boolean).join(', ')}</span>}
        {(phone || email) && <span className="record-sub">{[phone, email].filter(Boolean).join(' · ')}</span>}
        {needs && <span className="small">{needs}</span>}
      </span>
      {edit && (
        <button type="button" className="quiet-button" aria-label={`${t('contacts.edit')} ${name}`} onClick={edit}>
          {t('contacts.edit')}
        </button>
      )}
    </li>
  );
}

interface DialogProps {
  readonly accountId: string;
  /** Null for a new one. */
  readonly consignee: ConsigneeLineFragment | null;
  readonly close: () => void;
  readonly saved: () => void;
}

/** A new consignee, or what a known one needs; orders know it by its code, or by name and postal code, which stay. */
function ConsigneeDialog({ accountId, consignee, close, saved }: DialogProps) {
  const t = useText();
  const register = useCommand(RegisterConsigneeDocument);
  const submit = async (form: FormData) => {
    const input = {
      ...{ accountId, ...(consignee ? identityOf(consignee) : identityIn(form)) },
      ...{ phone: filledIn(form, 'phone'), email: filledIn(form, 'email'), needs: filledIn(form, 'needs') },
    };
    if (!(await register.run({ input }))) return;
    saved();
    close();
  };
  // What is left open keeps what is known: nothing is taken away by leaving it empty.
  const known = (value: string | null | undefined) => ({ defaultValue: value ?? '', required: !!value });
  const title = consignee ? `${t('contacts.edit')} ${consignee.name}` : t('order.newConsignee');
  return (
    <CommandDialog
      title={title}
      submitLabel={t('contacts.save')}
      running={register.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={register.objection} />}
    >
      {!consignee && <IdentityFields />}
      <div className="form-pair">
        <TextInput name="phone" type="tel" label={t('account.phone')} {...known(consignee?.phone)} />
        <TextInput name="email" type="email" label={t('signIn.email')} {...known(consignee?.email)} />
      </div>
      <Textarea
        name="needs"
        label={t('consignees.needs')}
        description={t('consignees.needsHint')}
        rows={3}
        maxLength={2000}
        {...known(consignee?.needs)}
      />
    </CommandDialog>
  );
}

function IdentityFields() {
  const t = useText();
  return (
    <>
      <div className="form-pair">
        <TextInput name="name" label={t('order.consigneeName')} required maxLength={160} data-autofocus />
        <TextInput name="code" label={t('consignees.code')} description={t('consignees.codeHint')} maxLength={64} />
      </div>
      <TextInput name="street" label={t('order.street')} required maxLength={255} />
      <div className="form-pair">
        <TextInput name="city" label={t('order.city')} required maxLength={160} />
        <TextInput name="region" label={t('order.region')} maxLength={64} />
        <TextInput name="postalCode" label={t('order.postalCode')} maxLength={64} />
        <TextInput name="country" label={t('order.country')} required minLength={2} maxLength={2} defaultValue="US" />
      </div>
    </>
  );
}

/** By what the server knows it again. */
const identityOf = ({ name, code, address }: ConsigneeLineFragment) => ({
  ...{ name, code: code ?? undefined },
  address: address && {
    ...{ lines: [...address.lines], city: address.city, country: address.country },
    ...{ region: address.region ?? undefined, postalCode: address.postalCode ?? undefined },
  },
});

const identityIn = (form: FormData) => ({
  ...{ name: filledIn(form, 'name') ?? '', code: filledIn(form, 'code') },
  address: {
    ...{ lines: [filledIn(form, 'street') ?? ''], city: filledIn(form, 'city') ?? '' },
    ...{ region: filledIn(form, 'region'), postalCode: filledIn(form, 'postalCode') },
    country: (filledIn(form, 'country') ?? '').toUpperCase(),
  },
});
