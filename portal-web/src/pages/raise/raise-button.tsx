import { Button } from '@mantine/core';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useText } from '../../language/use-text.ts';
import { useViewer } from '../../session/viewing.tsx';
import { PlusIcon } from '../../ui/icons.tsx';
import type { SubjectLine, SubjectPaper } from './raise-subject.ts';

const RaiseDialog = lazy(() => import('./raise-dialog.tsx'));

interface RaiseAbout {
  readonly shipment?: {
    readonly id: string;
    readonly number: string;
    readonly account: { readonly id: string };
    readonly lines: readonly SubjectLine[];
  };
  readonly invoice?: SubjectPaper;
  readonly contract?: SubjectPaper;
  /** Of the staff, who may write for any customer of theirs. */
  readonly accountId?: string;
}

interface Raise {
  readonly open: () => void;
  /** To be drawn somewhere: nothing until it is open. */
  readonly dialog: ReactNode;
}

/** Complaint, question, idea, claim or extra work: one way in, five ways on. */
export function useRaise({ shipment, accountId: named, ...papers }: RaiseAbout = {}): Raise {
  const viewer = useViewer();
  const [open, setOpen] = useState(false);
  const accountId = shipment?.account.id ?? named ?? viewer.account?.id;
  return {
    open: () => setOpen(true),
    dialog: (
      <Suspense>
        {open && (
          <RaiseDialog
            subject={{ ...(shipment ? { shipment } : {}), ...papers, accountId }}
            close={() => setOpen(false)}
          />
        )}
      </Suspense>
    ),
  };
}

/** The way in, as a button; quiet where the page is about something else. */
export function RaiseButton({ quiet = false, ...about }: RaiseAbout & { readonly quiet?: boolean }) {
  const t = useText();
  const raise = useRaise(about);
  return (
    <>
      <Button variant={quiet ? 'default' : 'filled'} leftSection={<PlusIcon size={16} />} onClick={raise.open}>
        {t('raise.button')}
      </Button>
      {raise.dialog}
    </>
  );
}
