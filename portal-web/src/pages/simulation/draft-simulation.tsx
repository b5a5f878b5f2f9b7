import { Button, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import type { AddRateCardInput } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useRatesText } from '../rates/rates-text.ts';
import { SimulationResult } from './simulation-result.tsx';
import { lastMonth, useSimulation } from './use-simulation.ts';

/** What a card that is still being written would have made of a past period. */
export function DraftSimulation({ contractId, card }: { contractId: string; card: AddRateCardInput }) {
  const t = useRatesText();
  const simulation = useSimulation();
  const month = lastMonth();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [from, to] = [String(form.get('from')), String(form.get('to'))];
    // The past is rated as if the card had held all through it.
    void simulation.run({ contractId, from, to, card: { ...card, validFrom: from, validTo: null, replaces: null } });
  };
  return (
    <>
      <Panel title={t('rates.tryDraft')}>
        <form onSubmit={submit} className="form-stack">
          <p className="soft">{t('rates.tryDraftHint')}</p>
          <div className="form-pair">
            <TextInput name="from" type="date" label={t('rates.firstDay')} defaultValue={month.from} required />
            <TextInput name="to" type="date" label={t('rates.lastDay')} defaultValue={month.to} required />
          </div>
          <ObjectionNote objection={simulation.objection} />
          <div className="form-foot">
            <Button type="submit" variant="default" loading={simulation.running}>
              {t('rates.simulate')}
            </Button>
          </div>
        </form>
      </Panel>
      {simulation.result && <SimulationResult result={simulation.result} />}
    </>
  );
}
