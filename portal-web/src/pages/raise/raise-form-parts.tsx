import { Button, Textarea } from '@mantine/core';
import type { ReactNode } from 'react';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import type { Objection } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import type { RaiseDraft, SubjectLine } from './raise-subject.ts';

interface DescriptionProps {
  readonly draft: RaiseDraft;
  readonly label: string;
  readonly required?: boolean;
  readonly rows?: number;
}

/** What the writer says in their own words; it goes along from one kind of request to another. */
export const Description = ({ draft, label, required = true, rows = 4 }: DescriptionProps) => (
  <Textarea
    {...{ label, required, rows }}
    name="description"
    value={draft.description}
    onChange={({ currentTarget }) => draft.change({ description: currentTarget.value })}
  />
);

/** Item numbers of the shipment, for a field that names them by `list`. */
export const SkuList = ({ id, lines = [] }: { id: string; lines?: readonly SubjectLine[] | undefined }) => (
  <datalist id={id}>
    {lines.map(({ sku }) => (
      <option key={sku} value={sku} />
    ))}
  </datalist>
);

interface RaiseFootProps {
  readonly draft: RaiseDraft;
  readonly objection: Objection | null;
  readonly running: boolean;
  /** On the button; "Send" where left out. */
  readonly label?: string;
  /** Other buttons before it. */
  readonly children?: ReactNode;
}

/** What stood in the way, and the button that sends once all photos are up. */
export function RaiseFoot({ draft: { uploads }, objection, running, label, children }: RaiseFootProps) {
  const t = useText();
  return (
    <>
      <ObjectionNote objection={objection} />
      <div className="form-foot">
        {children}
        <Button type="submit" loading={running || uploads.busy} disabled={uploads.faulty}>
          {label ?? t('raise.send')}
        </Button>
      </div>
    </>
  );
}
