import { Button } from '@mantine/core';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useText } from '../../language/use-text.ts';
import { useViewer } from '../../session/viewing.tsx';
import { PlusIcon } from '../../ui/icons.tsx';
import type { SubjectLine } from './raise-subject.ts';

const RaiseDialog = lazy(() => import('./raise-dialog.tsx'));

interface RaiseAbout {
  readonly shipment?: {
    readonly id: string;
    readonly number: string;
    readonly account: { readonly id: string };
    readonly lines: readonly SubjectLine[];
  };
  /** Of the staff, who may write for any customer of theirs. */
  readonly accountId?: string;
}

interface Raise {
  readonly open: () => void;
  /** To be drawn somewhere: nothing until it is open. */
  readonly dialog: ReactNode;
}

/** Complaint, question, idea, claim or extra work: one way in, five ways on. */
export function useRaise({ shipment, accountId: named }: RaiseAbout = {}): Raise {
  const viewer = useViewer();
  const [open, setOpen] = useState(false);
  const accountId = shipment?.account.id ?? named ?? viewer.account?.id;
  return {
    open: () => setOpen(true),
    dialog: (
      <Suspense>
        {open && (
          <RaiseDialog subject={{ ...(shipment ? { shipment } : {}), accountId }} close={() => setOpen(false)} />
        )}
      </Suspense>
    ),
  };
}

export function RaiseButton(about: RaiseAbout) {
  const t = useText();
  const raise = useRaise(about);
  return (
    <>
      <Button leftSection={<PlusIcon size={16} />} onClick={raise.open}>
        {t('raise.button')}
      </Button>
      {raise.dialog}
    </>
  );
}
