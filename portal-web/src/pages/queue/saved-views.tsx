import { TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuery } from 'urql';
import { RemoveViewDocument, SavedViewsDocument, SaveViewDocument } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { CommandDialog } from '../../ui/command-dialog.tsx';
import { type QueueSearch, readQueueFilter, toQueueFilter } from './queue-filter.ts';
import './desk.css';

const isSame = (a: QueueSearch, b: QueueSearch): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
const sorted = (search: QueueSearch) => Object.entries(search).sort();

/** Filters that somebody has given a name: one click away, each person's own. */
export function SavedViews({ search }: { search: QueueSearch }) {
  const t = useText();
  const [{ data }, reread] = useQuery({ query: SavedViewsDocument });
  const remove = useCommand(RemoveViewDocument);
  const [naming, setNaming] = useState(false);
  const views = (data?.savedViews ?? []).map(({ id, name, filter }) => ({ id, name, search: readQueueFilter(filter) }));
  const read = () => reread({ requestPolicy: 'network-only' });
  const filtered = Object.keys(search).length > 0;
  if (views.length === 0 && !filtered) return null;
  return (
    <nav className="list-bar desk-views" aria-label={t('queue.views')}>
      {views.map((view) => (
        <span key={view.id} className="desk-view">
          <Link
            to="/queue"
            search={view.search}
            aria-current={isSame(view.search, search) ? 'page' : undefined}
            activeProps={{}}
            activeOptions={{ exact: true }}
          >
            {view.name}
          </Link>
          <button
            type="button"
            aria-label={t('queue.removeView', { name: view.name })}
            onClick={() => remove.run({ id: view.id }).then(read)}
          >
            ×
          </button>
        </span>
      ))}
      {filtered && !views.some((view) => isSame(view.search, search)) && (
        <button type="button" className="quiet-button" onClick={() => setNaming(true)}>
          {t('queue.saveView')}
        </button>
      )}
      {naming && (
        <NameView
          search={search}
          close={() => {
            setNaming(false);
            read();
          }}
        />
      )}
    </nav>
  );
}

function NameView({ search, close }: { search: QueueSearch; close: () => void }) {
  const t = useText();
  const save = useCommand(SaveViewDocument);
  const submit = async (form: FormData) => {
    if (await save.run({ name: String(form.get('name')), filter: toQueueFilter(search) })) close();
  };
  return (
    <CommandDialog
      title={t('queue.saveView')}
      submitLabel={t('queue.saveView')}
      running={save.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={save.objection} />}
    >
      <TextInput name="name" label={t('queue.viewName')} required maxLength={64} />
    </CommandDialog>
  );
}
