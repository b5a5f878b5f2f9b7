import { type RefObject, useEffect } from 'react';

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** j and k move the focus from record to record, x chooses the one that has it; Enter is the link's own. */
export function useRecordKeys(list: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const move = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (event.key === 'x') {
        document.activeElement?.closest('tr, li')?.querySelector<HTMLElement>('[data-choose]')?.click();
        return;
      }
      const step = event.key === 'j' ? 1 : event.key === 'k' ? -1 : 0;
      const records = [...(list.current?.querySelectorAll<HTMLElement>('[data-record]') ?? [])];
      if (step === 0 || records.length === 0) return;
      const here = records.indexOf(document.activeElement as HTMLElement);
      const next = here === -1 ? 0 : Math.min(records.length - 1, Math.max(0, here + step));
      records[next]?.focus();
      event.preventDefault();
    };
    document.addEventListener('keydown', move);
    return () => document.removeEventListener('keydown', move);
  }, [list]);
}
