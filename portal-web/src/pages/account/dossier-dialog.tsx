import { Fieldset, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type DossierFactsFragment, KeepDossierDocument } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { CommandDialog, filledIn } from '../../ui/command-dialog.tsx';

interface DossierDialogProps {
  readonly accountId: string;
  readonly dossier: DossierFactsFragment | null;
  readonly saved: () => void;
  readonly close: () => void;
}

const numberIn = (form: FormData, name: string): number | null => {
  const typed = filledIn(form, name);
  return typed === undefined ? null : Number(typed);
};
const choiceIn = (form: FormData, name: string): boolean | null => {
  const chosen = filledIn(form, name);
  return chosen === undefined ? null : chosen === 'yes';
};

/** The dossier as a form: any number of sites, then the goods. */
export function DossierDialog({ accountId, dossier, saved, close }: DossierDialogProps) {
  const t = useText();
  const keep = useCommand(KeepDossierDocument);
  const [keys, setKeys] = useState(() => (dossier?.sites ?? []).map((_, index) => index));
  const submit = async (form: FormData) => {
    const sites = keys.map((key) => ({
      name: filledIn(form, `name-${key}`) ?? '',
      address: filledIn(form, `address-${key}`) ?? null,
      docks: numberIn(form, `docks-${key}`),
      openingHours: filledIn(form, `hours-${key}`) ?? null,
      instructions: filledIn(form, `instructions-${key}`) ?? null,
    }));
    const handling = {
      temperatureFrom: numberIn(form, 'temperatureFrom'),
      temperatureTo: numberIn(form, 'temperatureTo'),
      stackable: choiceIn(form, 'stackable'),
      fragile: choiceIn(form, 'fragile'),
      hazardous: filledIn(form, 'hazardous') ?? null,
      equipment: (filledIn(form, 'equipment') ?? '')
        .split(/[,，、]/)
        .map((one) => one.trim())
        .filter(Boolean),
      notes: filledIn(form, 'notes') ?? null,
    };
    if (!(await keep.run({ input: { accountId, version: dossier?.version ?? 0, sites, handling } }))) return;
    saved();
    close();
  };
  return (
    <CommandDialog
      title={t('dossier.title')}
      submitLabel={t('contacts.save')}
      running={keep.running}
      close={close}
      submit={submit}
      size="lg"
      foot={<ObjectionNote objection={keep.objection} />}
    >
      {keys.map((key) => (
        <SiteFields
          key={key}
          id={key}
          site={dossier?.sites[key]}
          remove={() => setKeys(keys.filter((other) => other !== key))}
        />
      ))}
      <button type="button" className="quiet-button" onClick={() => setKeys([...keys, Math.max(-1, ...keys) + 1])}>
        {t('dossier.addSite')}
      </button>
      <HandlingFields handling={dossier?.handling} />
    </CommandDialog>
  );
}

interface SiteFieldsProps {
  readonly id: number;
  readonly site: DossierFactsFragment['sites'][number] | undefined;
  readonly remove: () => void;
}

function SiteFields({ id, site, remove }: SiteFieldsProps) {
  const t = useText();
  return (
    <Fieldset legend={site?.name ?? t('dossier.newSite')}>
      <TextInput name={`name-${id}`} label={t('dossier.site')} defaultValue={site?.name} required />
      <TextInput name={`address-${id}`} label={t('account.address')} defaultValue={site?.address ?? ''} />
      <TextInput
        name={`docks-${id}`}
        type="number"
        min={0}
        label={t('dossier.docks')}
        defaultValue={site?.docks ?? ''}
      />
      <TextInput name={`hours-${id}`} label={t('dossier.hours')} defaultValue={site?.openingHours ?? ''} />
      <Textarea
        name={`instructions-${id}`}
        label={t('dossier.instructions')}
        defaultValue={site?.instructions ?? ''}
        rows={2}
      />
      <button type="button" className="quiet-button" onClick={remove}>
        {t('dossier.removeSite')}
      </button>
    </Fieldset>
  );
}

function HandlingFields({ handling }: { handling: DossierFactsFragment['handling'] | undefined }) {
  const t = useText();
  const choice = (name: 'stackable' | 'fragile') => {
    const known = handling?.[name];
    return (
      <NativeSelect
        name={name}
        label={t(`dossier.${name}`)}
        defaultValue={known === true ? 'yes' : known === false ? 'no' : ''}
        data={[
          { value: '', label: '—' },
          { value: 'yes', label: t('dossier.yes') },
          { value: 'no', label: t('dossier.no') },
        ]}
      />
    );
  };
  return (
    <Fieldset legend={t('dossier.handling')}>
      <div className="line">
        <TextInput
          name="temperatureFrom"
          type="number"
          step="any"
          label={t('dossier.temperatureFrom')}
          defaultValue={handling?.temperatureFrom ?? ''}
        />
        <TextInput
          name="temperatureTo"
          type="number"
          step="any"
          label={t('dossier.temperatureTo')}
          defaultValue={handling?.temperatureTo ?? ''}
        />
      </div>
      {choice('stackable')}
      {choice('fragile')}
      <TextInput name="hazardous" label={t('dossier.hazardous')} defaultValue={handling?.hazardous ?? ''} />
      <TextInput name="equipment" label={t('dossier.equipment')} defaultValue={handling?.equipment.join(', ') ?? ''} />
      <Textarea name="notes" label={t('dossier.notes')} defaultValue={handling?.notes ?? ''} rows={3} />
    </Fieldset>
  );
}
