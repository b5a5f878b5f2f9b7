import { Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { minorDigits } from '../../format/money.ts';
import { ImportHistoryDocument } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { SERVICES } from '../../status/services.ts';
import { CommandDialog } from '../../ui/command-dialog.tsx';
import { Note } from '../../ui/notes.tsx';
import { saveCsv } from '../../ui/save-file.ts';
import { useValueText } from '../value/value-text.ts';
import { HISTORY_COLUMNS, keyOfPart, partsOf, readHistory } from './history-file.ts';

interface HistoryDialogProps {
  readonly accountId: string;
  /** Of the figures, offered as that of the file. */
  readonly currency: string;
  readonly close: () => void;
  readonly done: () => void;
}

/** Longer lists of faults help nobody: the same mistake was made in every row. */
const MOST_SHOWN = 20;
const EXAMPLE = '2026-01-31,12,11,1,0,0,TRANSPORT,4800.00,3000.00,0,4700.00,3,4';

/** Takes over what happened with a customer before it was here, day by day; every cell that cannot be read is named first. */
export function HistoryDialog({ accountId, currency: house, close, done }: HistoryDialogProps) {
  const t = useValueText();
  const take = useCommand(ImportHistoryDocument);
  const [text, setText] = useState('');
  const [currency, setCurrency] = useState(house);
  const known = /^[A-Z]{3}$/.test(currency);
  const { days, faults } = text.trim() === '' || !known ? { days: [], faults: [] } : readHistory(text, currency);
  const shape = { example: (4800).toFixed(minorDigits(currency)), services: SERVICES.join(', ') };
  const submit = async () => {
    for (const rows of partsOf(days)) {
      const input = { accountId, currency, idempotencyKey: await keyOfPart(currency, rows), rows };
      if (!(await take.run({ input }))) return;
    }
    done();
    close();
  };
  const template = () => saveCsv(t('value.history'), `${HISTORY_COLUMNS.join(',')}\r\n${EXAMPLE}\r\n`);
  return (
    <CommandDialog
      title={t('value.history')}
      submitLabel={t('value.historyTake', { count: days.length })}
      size="lg"
      running={take.running}
      blocked={days.length === 0 || faults.length > 0}
      close={close}
      submit={submit}
      foot={
        <div role="status" className="stack">
          {faults.length > 0 && (
            <Note tone="warn" title={t('value.historyFaults', { count: faults.length })}>
              <ul>
                {faults.slice(0, MOST_SHOWN).map(({ row, column, cell, form }) => (
                  <li key={`${row} ${column}`}>
                    {form === null
                      ? t(cell ? 'value.historyColumn' : 'value.historyNoDate', { column })
                      : `${t('value.historyCell', { row, column, cell })} ${t(`value.historyForm.${form}`, shape)}`}
                  </li>
                ))}
              </ul>
            </Note>
          )}
          <ObjectionNote objection={take.objection} />
        </div>
      }
    >
      <p className="soft">{t('value.historyHint')}</p>
      <button type="button" className="quiet-button" onClick={template}>
        {t('value.historyTemplate')}
      </button>
      <TextInput
        label={t('value.currency')}
        value={currency}
        maxLength={3}
        required
        error={known ? null : t('value.currencyHint')}
        onChange={({ currentTarget }) => setCurrency(currentTarget.value.toUpperCase())}
      />
      <Textarea
        label={t('value.historyText')}
        description={HISTORY_COLUMNS.join(', ')}
        rows={8}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        className="mono"
      />
      <label className="stack">
        {t('value.historyFile')}
        <input
          type="file"
          accept=".csv,.tsv,.txt,text/csv,text/plain"
          onChange={({ currentTarget }) => void currentTarget.files?.[0]?.text().then(setText)}
        />
      </label>
    </CommandDialog>
  );
}
