import { NativeSelect, Textarea } from '@mantine/core';
import { useQuery } from 'urql';
import {
  CloseOrgUnitDocument,
  MoveOrgUnitDocument,
  type OrganizationQuery,
  OrgUnitStateDocument,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { CommandDialog } from '../../ui/command-dialog.tsx';
import { Note } from '../../ui/notes.tsx';
import { useHouseText } from './house-text.ts';
import { unitChoices } from './staff-dialogs.tsx';

type Unit = OrganizationQuery['orgUnits'][number];

interface DialogProps {
  readonly unit: Unit;
  readonly close: () => void;
  readonly done: () => void;
}

/** From the group down; a unit stands below a higher kind only. */
const ORDER: readonly Unit['kind'][] = ['GROUP', 'SUBSIDIARY', 'BRANCH', 'OFFICE', 'TEAM'];

/** Where a unit can stand: below a unit of a higher kind, and not within itself. */
const placesFor = (unit: Unit, units: readonly Unit[]): readonly Unit[] =>
  units.filter(
    ({ id, kind, path }) =>
      ORDER.indexOf(kind) < ORDER.indexOf(unit.kind) && !path.startsWith(unit.path) && id !== unit.parent?.id,
  );

/** A unit with all that hangs on it goes below another one. */
export function MoveUnitDialog({ unit, units, close, done }: DialogProps & { readonly units: readonly Unit[] }) {
  const t = useHouseText();
  const move = useCommand(MoveOrgUnitDocument);
  const places = placesFor(unit, units);
  const submit = async (form: FormData) => {
    const input = {
      id: unit.id,
      version: unit.version,
      parentId: String(form.get('parent')),
      reason: String(form.get('reason')),
    };
    if (!(await move.run({ input }))) return;
    done();
    close();
  };
  return (
    <CommandDialog
      title={t('house.moveUnit', { unit: unit.name })}
      submitLabel={t('house.moveUnitDo')}
      running={move.running}
      blocked={places.length === 0}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={move.objection} />}
    >
      <p className="small soft">{t('house.moveUnitHint')}</p>
      {places.length === 0 ? (
        <Note tone="warn" title={t('house.moveNowhere')} />
      ) : (
        <NativeSelect name="parent" label={t('organization.parent')} data={unitChoices(places)} data-autofocus />
      )}
      <Textarea name="reason" label={t('action.reason')} required rows={2} />
    </CommandDialog>
  );
}

/** A unit on which nothing hangs any more becomes history; else it is said what does. */
export function CloseUnitDialog({ unit, close, done }: DialogProps) {
  const t = useHouseText();
  const end = useCommand(CloseOrgUnitDocument);
  const [{ data }] = useQuery({
    query: OrgUnitStateDocument,
    variables: { id: unit.id },
    requestPolicy: 'network-only',
  });
  const content = data?.orgUnit?.content;
  const submit = async (form: FormData) => {
    const input = { id: unit.id, version: unit.version, reason: String(form.get('reason')) };
    if (!(await end.run({ input }))) return;
    done();
    close();
  };
  return (
    <CommandDialog
      title={t('house.closeUnit', { unit: unit.name })}
      submitLabel={t('house.closeUnitDo')}
      running={end.running}
      blocked={!content || content.length > 0}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={end.objection} />}
    >
      <p className="small soft">{t('house.closeUnitHint')}</p>
      {content && content.length > 0 && (
        <Note tone="warn" title={t('house.stillHere')}>
          <ul>
            {content.map(({ kind, count, names }) => (
              <li key={kind}>
                {t(`house.has${kind}`, { count })}: {names.join(' · ')}
                {count > names.length && ' …'}
              </li>
            ))}
          </ul>
        </Note>
      )}
      <Textarea name="reason" label={t('action.reason')} required rows={2} data-autofocus />
    </CommandDialog>
  );
}
