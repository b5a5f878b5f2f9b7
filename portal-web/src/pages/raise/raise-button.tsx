import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useText } from '../../language/use-text.ts';
import { useViewer } from '../../session/viewing.tsx';
import { PlusIcon } from '../../ui/icons.tsx';
import type { SubjectLine } from './raise-subject.ts';

const RaiseDialog = lazy(() => import('./raise-dialog.tsx'));

interface RaiseButtonProps {
  readonly shipment?: {
    readonly id: string;
    readonly number: string;
    readonly account: { readonly id: string };
    readonly lines: readonly SubjectLine[];
  };
}

/** Complaint, question, idea, claim or extra work: one button, five ways. */
export function RaiseButton({ shipment }: RaiseButtonProps) {
  const t = useText();
  const viewer = useViewer();
  const [open, setOpen] = useState(false);
  const accountId = shipment?.account.id ?? viewer.account?.id;
  return (
    <>
      <Button
        variant={shipment ? 'default' : 'filled'}
        leftSection={<PlusIcon size={16} />}
        onClick={() => setOpen(true)}
      >
        {t('raise.button')}
      </Button>
      <Suspense>
        {open && (
          <RaiseDialog subject={{ ...(shipment ? { shipment } : {}), accountId }} close={() => setOpen(false)} />
        )}
      </Suspense>
    </>
  );
}
