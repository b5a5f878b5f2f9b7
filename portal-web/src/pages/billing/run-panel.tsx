import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useQuery } from 'urql';
import { AccountsToBillDocument, RunInvoicesDocument } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { Note } from '../../ui/notes.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useRatesText } from '../rates/rates-text.ts';
import '../rates/rates.css';

interface Run {
  readonly customers: number;
  readonly done: number;
  readonly invoices: number;
  readonly lines: number;
  readonly ended: boolean;
}

/**
 * Bills what is due, customer by customer: each is a transaction of its own, so a run that is stopped has billed whom it
 * has told of, and the next one goes on with the others.
 */
export function RunPanel({ done }: { done: () => void }) {
  const t = useRatesText();
  const bill = useCommand(RunInvoicesDocument);
  const [run, setRun] = useState<Run | null>(null);
  const stopped = useRef(false);
  const [{ data }, ask] = useQuery({ query: AccountsToBillDocument, requestPolicy: 'network-only' });
  const due = data?.accountsToBill ?? [];
  const start = async () => {
    stopped.current = false;
    let now: Run = { customers: due.length, done: 0, invoices: 0, lines: 0, ended: false };
    setRun(now);
    for (const { id } of due) {
      if (stopped.current) break;
      const made = await bill.run({ accountId: id });
      if (!made) break;
      now = { ...now, done: now.done + 1, invoices: now.invoices + made.invoices, lines: now.lines + made.lines };
      setRun(now);
    }
    setRun({ ...now, ended: true });
    ask({ requestPolicy: 'network-only' });
    done();
  };
  const running = run !== null && !run.ended;
  return (
    <Panel title={t('rates.run')}>
      <div className="form-stack">
        {data && (
          <p className="soft">{due.length > 0 ? t('rates.runHint', { count: due.length }) : t('rates.nothingDue')}</p>
        )}
        {running && (
          <progress
            className="rate-progress"
            max={run.customers}
            value={run.done}
            aria-label={t('rates.running', { done: run.done, customers: run.customers })}
          />
        )}
        <div role="status">
          {running && t('rates.running', { done: run.done, customers: run.customers })}
          {run?.ended && (
            <Note
              tone={run.done === run.customers ? 'good' : 'warn'}
              title={t('rates.ran', { invoices: run.invoices, lines: run.lines })}
            >
              {run.done < run.customers && t('rates.ranPartly', { done: run.done, customers: run.customers })}{' '}
              {run.invoices > 0 && <Link to="/invoices">{t('rates.toInvoices')}</Link>}
            </Note>
          )}
        </div>
        <ObjectionNote objection={bill.objection} />
        <div className="form-foot">
          {running && (
            <Button
              variant="default"
              onClick={() => {
                stopped.current = true;
              }}
            >
              {t('rates.stopRun')}
            </Button>
          )}
          <Button onClick={() => void start()} loading={running} disabled={due.length === 0}>
            {t('rates.startRun')}
          </Button>
        </div>
      </div>
    </Panel>
  );
}
