import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import {
  type ParameterFactsFragment,
  ParameterUnitsDocument,
  SetParameterDocument,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { CommandDialog, filledIn } from '../../ui/command-dialog.tsx';
import { useHouseText } from '../organization/house-text.ts';
import { unitChoices } from '../organization/staff-dialogs.tsx';
import { useParameterWords } from './parameter-words.ts';

interface DialogProps {
  readonly parameter: ParameterFactsFragment;
  readonly close: () => void;
  readonly done: () => void;
}

/** Another value for a unit and all below it, or none of its own. */
export function ParameterDialog({ parameter, close, done }: DialogProps) {
  const t = useHouseText();
  const set = useCommand(SetParameterDocument);
  const [{ data }] = useQuery({ query: ParameterUnitsDocument, variables: {} });
  const units = data?.orgUnits ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const unitId = chosen ?? units[0]?.id ?? '';
  const before = parameter.settings.find(({ orgUnit }) => orgUnit.id === unitId);
  const { name } = parameter;
  const submit = async (form: FormData) => {
    const given = filledIn(form, 'value');
    const value = given === undefined ? null : Number(given);
    const input = {
      name,
      orgUnitId: unitId,
      value,
      reason: String(form.get('reason')),
      version: before?.version ?? null,
    };
    if (!(await set.run({ input }))) return;
    done();
    close();
  };
  return (
    <CommandDialog
      title={t(`house.parameter.${name}`)}
      submitLabel={t('parameters.change')}
      running={set.running}
      blocked={!unitId}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={set.objection} />}
    >
      <p className="small soft">{t(`house.parameterHint.${name}`)}</p>
      <NativeSelect
        label={t('organization.unit')}
        value={unitId}
        onChange={(event) => setChosen(event.currentTarget.value)}
        data={unitChoices(units)}
        data-autofocus
      />
      <ValueField key={unitId} parameter={parameter} value={before?.value} />
      <Textarea name="reason" label={t('action.reason')} required rows={2} />
    </CommandDialog>
  );
}

interface ValueFieldProps {
  readonly parameter: ParameterFactsFragment;
  readonly value: number | null | undefined;
}

/** A number within its range, or a choice of two; left open it is what holds above. */
function ValueField({ parameter, value }: ValueFieldProps) {
  const t = useHouseText();
  const { worded } = useParameterWords(parameter);
  const { least, most } = parameter;
  if (parameter.unit === 'YES_NO')
    return (
      <NativeSelect
        name="value"
        label={t('parameters.value')}
        defaultValue={value ?? ''}
        data={[null, most, least].map((one) => ({ value: `${one ?? ''}`, label: worded(one) }))}
      />
    );
  return (
    <TextInput
      name="value"
      type="number"
      min={least}
      max={most}
      step={1}
      label={t('parameters.value')}
      description={t('parameters.valueHint', { least, most })}
      defaultValue={value ?? ''}
    />
  );
}
