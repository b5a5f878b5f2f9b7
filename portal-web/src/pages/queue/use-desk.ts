import { useEffect, useState } from 'react';
import {
  AssignQueueItemsDocument,
  type QueueRowFragment,
  type QueueStepFragment,
  SnoozeQueueItemsDocument,
} from '../../generated/operations.ts';
import { type Objection, useCommand } from '../../graph/use-command.ts';
import type { Choice } from '../../ui/record-table.tsx';

/** What became of the last step that was taken for several rows. */
export interface DeskReport {
  readonly done: number;
  readonly refused: readonly { readonly number: string; readonly objection: Objection }[];
}

export interface Desk {
  readonly chosen: ReadonlySet<string>;
  readonly toggle: Choice<QueueRowFragment>['toggle'];
  readonly clear: () => void;
  readonly running: boolean;
  readonly report: DeskReport | null;
  /** Why nothing was done at all. */
  readonly objection: Objection | null;
  assign(ids: readonly string[], ownerId: string): Promise<void>;
  /** @returns true when every row was put aside. */
  snooze(ids: readonly string[], until: string | null, reason: string): Promise<boolean>;
}

/** What is chosen on the desk, and what is done to it. What was refused stays chosen. */
export function useDesk(rows: readonly QueueRowFragment[]): Desk {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [report, setReport] = useState<DeskReport | null>(null);
  const assignAll = useCommand(AssignQueueItemsDocument);
  const snoozeAll = useCommand(SnoozeQueueItemsDocument);
  const clear = () => {
    setChosen(new Set());
    setReport(null);
  };
  useEffect(() => {
    const leave = ({ key }: KeyboardEvent) => {
      if (key === 'Escape' && !document.querySelector('[role="dialog"]')) setChosen(new Set());
    };
    document.addEventListener('keydown', leave);
    return () => document.removeEventListener('keydown', leave);
  }, []);
  const tell = (steps: readonly QueueStepFragment[] | null): boolean => {
    if (!steps) return false;
    const refused = steps.flatMap(({ id, refusal }) =>
      refusal ? [{ number: rows.find((row) => row.id === id)?.number ?? id, objection: refusal }] : [],
    );
    setReport({ done: steps.length - refused.length, refused });
    setChosen(new Set(steps.filter(({ refusal }) => refusal).map(({ id }) => id)));
    return refused.length === 0;
  };
  return {
    chosen: new Set(rows.map(({ id }) => id).filter((id) => chosen.has(id))),
    toggle: (keys, on) => {
      const next = new Set(chosen);
      for (const key of keys)
        if (on) next.add(key);
        else next.delete(key);
      setChosen(next);
    },
    clear,
    running: assignAll.running || snoozeAll.running,
    report,
    objection: assignAll.objection ?? snoozeAll.objection,
    assign: async (ids, ownerId) => void tell(await assignAll.run({ ids: [...ids], ownerId })),
    snooze: async (ids, until, reason) => tell(await snoozeAll.run({ ids: [...ids], until, reason })),
  };
}
