import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { CommandDialog } from '../../ui/command-dialog.tsx';
import { Note } from '../../ui/notes.tsx';
import { rowsOf } from './rate-file.ts';
import { COLUMNS, lineOf, type RateColumn, type RateRow } from './rate-rows.ts';
import { namesOf } from './rate-table.tsx';
import { useRatesText } from './rates-text.ts';

interface ImportDialogProps {
  readonly currency: string;
  readonly close: () => void;
  readonly take: (rows: readonly RateRow[], add: boolean) => void;
}

/** Longer lists of faults help nobody: the same mistake was made in every row. */
const MOST_SHOWN = 20;

/** Takes the lines of a spreadsheet, pasted or as a file; every row that cannot be read is named before it is taken. */
export function ImportDialog({ currency, close, take }: ImportDialogProps) {
  const t = useRatesText();
  const [text, setText] = useState('');
  const [add, setAdd] = useState(false);
  const rows = text.trim() === '' ? [] : rowsOf(text, namesOf(t));
  const faults = rows.flatMap((row, index) => {
    const read = lineOf(row, currency);
    return 'faults' in read
      ? Object.entries(read.faults).map(([column, fault]) =>
          t('rates.importFault', {
            number: index + 1,
            column: t(`rates.column.${column as RateColumn}`),
            fault: t(`rates.cell.${fault}`),
          }),
        )
      : [];
  });
  const submit = () => {
    take(rows, add);
    close();
  };
  return (
    <CommandDialog
      title={t('rates.import')}
      submitLabel={t('rates.importTake', { count: rows.length })}
      size="lg"
      running={false}
      blocked={rows.length === 0}
      close={close}
      submit={submit}
      foot={
        <div role="status" className="stack">
          {faults.length > 0 && (
            <Note tone="warn" title={t('rates.importFaults', { count: faults.length })}>
              <ul>
                {faults.slice(0, MOST_SHOWN).map((fault) => (
                  <li key={fault}>{fault}</li>
                ))}
              </ul>
              {t('rates.importFaultsHint')}
            </Note>
          )}
        </div>
      }
    >
      <Textarea
        label={t('rates.importText')}
        description={t('rates.importHint', {
          columns: COLUMNS.map((column) => t(`rates.column.${column}`)).join(', '),
        })}
        rows={8}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        className="mono"
      />
      <label className="rate-file">
        {t('rates.importFile')}
        <input
          type="file"
          accept=".csv,.tsv,.txt,text/csv,text/plain"
          onChange={({ currentTarget }) => void currentTarget.files?.[0]?.text().then(setText)}
        />
      </label>
      <label className="check-line">
        <input type="checkbox" checked={add} onChange={({ currentTarget }) => setAdd(currentTarget.checked)} />
        <span>{t('rates.importAdd')}</span>
      </label>
    </CommandDialog>
  );
}
