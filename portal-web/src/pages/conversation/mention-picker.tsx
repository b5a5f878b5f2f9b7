import { NativeSelect } from '@mantine/core';
import { MentionablesDocument } from '../../generated/operations.ts';
import { useRecord } from '../../graph/use-record.ts';
import { useText } from '../../language/use-text.ts';
import { CloseIcon } from '../../ui/icons.tsx';

interface MentionPickerProps {
  readonly itemId: string;
  /** With a note, only those who may read notes. */
  readonly internal: boolean;
  readonly mentions: readonly string[];
  readonly change: (mentions: readonly string[]) => void;
}

/** Names people who are to look at a message: only those who may read it are offered. */
export function MentionPicker({ itemId, internal, mentions, change }: MentionPickerProps) {
  const t = useText();
  const { record } = useRecord(MentionablesDocument, { itemId, internal }, (data) => data.mentionables);
  const people = record ?? [];
  const named = people.filter(({ id }) => mentions.includes(id));
  const rest = people.filter(({ id }) => !mentions.includes(id));
  if (people.length === 0) return null;
  return (
    <div className="mentions">
      <NativeSelect
        label={t('conversation.mention')}
        value=""
        onChange={({ currentTarget }) => currentTarget.value && change([...mentions, currentTarget.value])}
        data={[{ value: '', label: '—' }, ...rest.map(({ id, name }) => ({ value: id, label: name }))]}
      />
      {named.map(({ id, name }) => (
        <button
          key={id}
          type="button"
          className="mention"
          aria-label={t('conversation.unmention', { name })}
          onClick={() => change(mentions.filter((other) => other !== id))}
        >
          @{name}
          <CloseIcon size={12} />
        </button>
      ))}
    </div>
  );
}
