import { Button } from '@mantine/core';
import { type FocusEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useText } from '../language/use-text.ts';
import { ChevronIcon } from './icons.tsx';
import './action-menu.css';

export interface Action {
  readonly label: string;
  readonly run: () => void;
  /** Ends something. */
  readonly danger?: boolean;
}

/** All that can be done besides the one primary button. Arrows, Home, End and Escape work as in any menu. */
export function ActionMenu({
  actions,
  label,
}: {
  actions: readonly (Action | false)[];
  /** Of the button; "More" when left out. */
  label?: string;
}) {
  const t = useText();
  const id = useId();
  const trigger = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const shown = actions.filter((action) => action !== false);
  useEffect(() => {
    if (open) list.current?.querySelector<HTMLElement>('[role="menuitem"]')?.focus();
  }, [open]);
  if (shown.length === 0) return null;
  const shut = () => {
    setOpen(false);
    trigger.current?.focus();
  };
  const move = (event: KeyboardEvent) => {
    const items = [...(list.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
    const here = items.indexOf(document.activeElement as HTMLElement);
    const next = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: -1 }[event.key];
    if (event.key === 'Escape') shut();
    else if (next === undefined) return;
    else items.at(next % items.length)?.focus();
    event.preventDefault();
    event.stopPropagation();
  };
  const left = ({ relatedTarget, currentTarget }: FocusEvent) => {
    if (relatedTarget && !currentTarget.contains(relatedTarget as Node)) setOpen(false);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears that the focus has left the menu
    <div className="action-menu" onBlur={left}>
      <Button
        ref={trigger}
        variant="default"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        rightSection={<ChevronIcon size={14} />}
        onClick={() => setOpen(!open)}
      >
        {label ?? t('ui.moreActions')}
      </Button>
      {open && (
        <>
          {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: a click beside the menu closes it, as Escape does */}
          <div className="action-veil" onClick={() => setOpen(false)} />
          <div ref={list} id={id} role="menu" className="action-list" onKeyDown={move}>
            {shown.map(({ label, run, danger }) => (
              <button
                key={label}
                type="button"
                role="menuitem"
                tabIndex={-1}
                data-danger={danger || undefined}
                onClick={() => {
                  shut();
                  run();
                }}
              >
                {label}
              </button>
            ))}
          </div>
        </>
      )}
    </div>
  );
}
