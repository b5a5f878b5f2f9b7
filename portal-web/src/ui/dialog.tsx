import { Button, Modal } from '@mantine/core';
import './dialog.css';
import { type ReactNode, type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { useText } from '../language/use-text.ts';

interface DialogProps {
  readonly title: string;
  readonly close: () => void;
  readonly size?: string | undefined;
  readonly children: ReactNode;
}

/** Wide enough for what a person fills in; a button or a link is no field. */
const FIELDS = 'input:not([type="hidden"]), select, textarea';

/**
 * Every dialog of the portal. Its first field has the focus, what opened it gets the focus back, and what was typed
 * is not thrown away by a stray Escape or click. Fields that are no work to fill in say `data-undrafted`.
 */
export function Dialog({ title, close, size = 'md', children }: DialogProps) {
  const t = useText();
  const body = useRef<HTMLDivElement | null>(null);
  const [drafted, setDrafted] = useState(false);
  const [asking, setAsking] = useState(false);
  useReturnFocus();
  // The modal draws its content one step later than this component, so an effect would come too early.
  const enter = useCallback((inside: HTMLDivElement | null) => {
    body.current = inside;
    if (!inside || inside.querySelector('[data-autofocus]')) return;
    inside.querySelector(FIELDS)?.setAttribute('data-autofocus', '');
  }, []);
  const leave = () => {
    if (!drafted) return close();
    setAsking(true);
  };
  const noteDraft = ({ target }: { target: EventTarget }) => {
    if (target instanceof Element && !target.closest('[data-undrafted]')) setDrafted(true);
  };
  return (
    <Modal
      opened
      onClose={asking ? () => setAsking(false) : leave}
      title={title}
      size={size}
      returnFocus={false}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only hears that some field inside has changed */}
      <div ref={enter} onInput={noteDraft} onDrop={noteDraft} inert={asking}>
        {children}
      </div>
      {asking && <DiscardQuestion keep={() => setAsking(false)} discard={close} back={body} />}
    </Modal>
  );
}

interface DiscardQuestionProps {
  readonly keep: () => void;
  readonly discard: () => void;
  readonly back: RefObject<HTMLElement | null>;
}

function DiscardQuestion({ keep, discard, back }: DiscardQuestionProps) {
  const t = useText();
  const safe = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    safe.current?.focus();
    return () => back.current?.querySelector<HTMLElement>(FIELDS)?.focus();
  }, [back]);
  return (
    <div role="alertdialog" aria-label={t('dialog.discardTitle')} className="dialog-question">
      <strong>{t('dialog.discardTitle')}</strong>
      <div className="form-foot">
        <Button variant="default" onClick={discard}>
          {t('dialog.discard')}
        </Button>
        <Button ref={safe} onClick={keep}>
          {t('dialog.keep')}
        </Button>
      </div>
    </div>
  );
}

/** Gives the focus back to what had it when this was opened, or to the page when that is gone. */
export function useReturnFocus(): void {
  const opener = useRef<Element | null>(null);
  opener.current ??= document.activeElement;
  useEffect(
    () => () => {
      // After the dialog has left: while it is there, it keeps the focus inside.
      setTimeout(() => {
        if (document.querySelector('[role="dialog"]')) return;
        const back = opener.current?.isConnected && opener.current !== document.body ? opener.current : null;
        const target = back ?? document.getElementById('content');
        if (target instanceof HTMLElement) target.focus({ preventScroll: true });
      });
    },
    [],
  );
}
