import { TextInput } from '@mantine/core';
import { useState } from 'react';
import {
  type AccountFactsFragment,
  AddContactDocument,
  type ContactLineFragment,
  UpdateContactDocument,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { mayWrite } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { CommandDialog, filledIn } from '../../ui/command-dialog.tsx';
import { Panel } from '../../ui/panel.tsx';

interface ContactsPanelProps {
  readonly account: AccountFactsFragment;
  readonly refresh: () => void;
}

/** Whom to call about what. Both sides keep the list. */
export function ContactsPanel({ account, refresh }: ContactsPanelProps) {
  const t = useText();
  const writes = mayWrite(useViewer());
  const [edited, setEdited] = useState<ContactLineFragment | 'new' | null>(null);
  return (
    <Panel
      title={t('account.contacts')}
      count={account.contacts.length}
      flush
      actions={
        writes && (
          <button type="button" className="quiet-button" onClick={() => setEdited('new')}>
            {t('contacts.add')}
          </button>
        )
      }
    >
      <ul className="rows">
        {account.contacts.map((contact) => (
          <li key={contact.id}>
            <span className="grow">
              <strong>{contact.name}</strong>
              {contact.jobTitle && <span className="soft"> · {contact.jobTitle}</span>}
              {contact.email && (
                <span className="record-sub">
                  <a href={`mailto:${contact.email}`}>{contact.email}</a>
                </span>
              )}
              <span className="record-sub">
                {[contact.phone, contact.topics.join(', ')].filter(Boolean).join(' · ')}
              </span>
            </span>
            {writes && (
              <button
                type="button"
                className="quiet-button"
                aria-label={`${t('contacts.edit')} ${contact.name}`}
                onClick={() => setEdited(contact)}
              >
                {t('contacts.edit')}
              </button>
            )}
          </li>
        ))}
        {account.contacts.length === 0 && <li className="soft">{t('account.noContacts')}</li>}
      </ul>
      {edited && (
        <ContactDialog
          accountId={account.id}
          contact={edited === 'new' ? null : edited}
          close={() => setEdited(null)}
          saved={refresh}
        />
      )}
    </Panel>
  );
}

interface ContactDialogProps {
  readonly accountId: string;
  readonly contact: ContactLineFragment | null;
  readonly close: () => void;
  readonly saved: () => void;
}

function ContactDialog({ accountId, contact, close, saved }: ContactDialogProps) {
  const t = useText();
  const add = useCommand(AddContactDocument);
  const update = useCommand(UpdateContactDocument);
  const submit = async (form: FormData) => {
    const facts = {
      name: String(form.get('name')),
      jobTitle: filledIn(form, 'jobTitle') ?? null,
      email: filledIn(form, 'email') ?? null,
      phone: filledIn(form, 'phone') ?? null,
      topics: (filledIn(form, 'topics') ?? '')
        .split(/[,，、]/)
        .map((topic) => topic.trim())
        .filter(Boolean),
    };
    const done = contact
      ? await update.run({ input: { id: contact.id, version: contact.version, ...facts } })
      : await add.run({ input: { accountId, ...facts } });
    if (!done) return;
    saved();
    close();
  };
  return (
    <CommandDialog
      title={t(contact ? 'contacts.editTitle' : 'contacts.addTitle')}
      submitLabel={t('contacts.save')}
      running={add.running || update.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={add.objection ?? update.objection} />}
    >
      <TextInput name="name" label={t('members.name')} required defaultValue={contact?.name} />
      <TextInput name="jobTitle" label={t('contacts.jobTitle')} defaultValue={contact?.jobTitle ?? ''} />
      <TextInput name="email" type="email" label={t('signIn.email')} defaultValue={contact?.email ?? ''} />
      <TextInput name="phone" type="tel" label={t('account.phone')} defaultValue={contact?.phone ?? ''} />
      <TextInput name="topics" label={t('contacts.topics')} defaultValue={contact?.topics.join(', ') ?? ''} />
    </CommandDialog>
  );
}
