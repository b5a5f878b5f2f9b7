import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useQuery } from 'urql';
import {
  AssignHeldMailDocument,
  FindConversationDocument,
  type HeldMailLineFragment,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { QueryFailure } from '../../graph/query-failure.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { SearchIcon } from '../../ui/icons.tsx';
import '../raise/raise-dialog.css';
import '../../ui/picker.css';

interface AssignMailDialogProps {
  readonly mail: HeldMailLineFragment;
  readonly close: () => void;
  readonly done: (leftOut: readonly string[]) => void;
}

/** Finds the conversation that a mail belongs to, among open work of its customer. */
export function AssignMailDialog({ mail, close, done }: AssignMailDialogProps) {
  const t = useText();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 150);
  const [{ data, error }, readAgain] = useQuery({ query: FindConversationDocument, variables: { search } });
  const assign = useCommand(AssignHeldMailDocument);
  const found = data?.queue.nodes.filter(
    ({ kind, account }) =>
      !['EDI_MESSAGE', 'CONTRACT', 'CLAIM_APPROVAL'].includes(kind) &&
      (!mail.account || account.id === mail.account.id),
  );
  // What the mail names comes first.
  const sorted = found && [...found].sort((a, b) => Number(b.id === mail.subjectId) - Number(a.id === mail.subjectId));
  const pick = async (itemId: string) => {
    const settled = await assign.run({ id: mail.id, itemId });
    if (!settled) return;
    close();
    done(settled.leftOut);
  };
  return (
    <Dialog close={close} title={t('held.assignTitle')}>
      <div className="form-stack">
        <p className="soft">{t('held.assignHint')}</p>
        <TextInput
          type="search"
          label={t('held.find')}
          leftSection={<SearchIcon size={16} />}
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          data-autofocus
        />
        {error && !found && <QueryFailure error={error} retry={readAgain} />}
        <ul className="picker" aria-label={t('nav.queue')}>
          {sorted?.map((item) => (
            <li key={item.id}>
              <button type="button" disabled={assign.running} onClick={() => pick(item.id)}>
                <strong>{item.number}</strong>
                <span className="soft small picker-facts">
                  {item.title} · {item.account.name}
                </span>
              </button>
            </li>
          ))}
          {sorted?.length === 0 && <li className="soft">{t('palette.nothing')}</li>}
        </ul>
        <ObjectionNote objection={assign.objection} />
      </div>
    </Dialog>
  );
}
