import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useText } from '../language/use-text.ts';
import { Dialog } from './dialog.tsx';

interface ConfirmDialogProps {
  /** The question, with the name of what it is about. */
  readonly title: string;
  /** What will no longer work. */
  readonly children: ReactNode;
  /** The deed as a verb, never "OK". */
  readonly confirmLabel: string;
  readonly running: boolean;
  readonly confirm: () => void;
  readonly close: () => void;
  readonly foot?: ReactNode;
}

/** Asks before something is done that cannot be undone. The way back has the focus. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const t = useText();
  return (
    <Dialog title={props.title} close={props.close}>
      <div className="form-stack">
        <div className="soft">{props.children}</div>
        {props.foot}
        <div className="form-foot">
          <Button variant="default" onClick={props.close} data-autofocus>
            {t('ui.cancel')}
          </Button>
          <Button className="danger-button" loading={props.running} onClick={props.confirm}>
            {props.confirmLabel}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
