import { Button, TextInput } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuery } from 'urql';
import { formatNumber } from '../../format/quantity.ts';
import {
  ItemPacksDocument,
  PackAccountsDocument,
  type PackFactsFragment,
  SetItemPackDocument,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { RecordView } from '../../graph/record-view.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useRecord } from '../../graph/use-record.ts';
import { codeWord } from '../../language/code-words.ts';
import { isStaff, mayOperate, mayWrite } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { CommandDialog } from '../../ui/command-dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { BoxIcon } from '../../ui/icons.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Panel } from '../../ui/panel.tsx';
import { AccountField } from '../accounts/account-field.tsx';
import { useRatesText } from '../rates/rates-text.ts';
import { WarehouseTabs } from '../stock/warehouse-tabs.tsx';
import '../../ui/record-table.css';

/** How many pieces a case holds, and cases a pallet: by it orders in one unit are taken from stock in another. */
export function PacksPage() {
  const t = useRatesText();
  const viewer = useViewer();
  const staff = isStaff(viewer);
  const { account: wanted } = useSearch({ from: '/portal/packs' });
  const navigate = useNavigate({ from: '/packs' });
  const [{ data }] = useQuery({ query: PackAccountsDocument, pause: !staff });
  const [changed, setChanged] = useState<PackFactsFragment | 'NEW' | null>(null);
  const first = data?.accounts.nodes[0]?.id;
  const accountId = wanted ?? (staff ? first : viewer.account?.id) ?? null;
  const may = mayOperate(viewer) && mayWrite(viewer);
  return (
    <PageFrame
      title={t('rates.packs')}
      under={t('rates.packsHint')}
      actions={may && accountId && <Button onClick={() => setChanged('NEW')}>{t('rates.addPack')}</Button>}
    >
      <WarehouseTabs />
      {staff && <AccountField value={accountId ?? ''} change={(account) => void navigate({ search: { account } })} />}
      {accountId && (
        <Packs
          key={accountId}
          accountId={accountId}
          changed={changed}
          change={may ? setChanged : null}
          close={() => setChanged(null)}
        />
      )}
    </PageFrame>
  );
}

interface PacksProps {
  readonly accountId: string;
  readonly changed: PackFactsFragment | 'NEW' | null;
  readonly change: ((pack: PackFactsFragment) => void) | null;
  readonly close: () => void;
}

function Packs({ accountId, changed, change, close }: PacksProps) {
  const t = useRatesText();
  const { locale } = useReading();
  const read = useRecord(ItemPacksDocument, { accountId }, (data) => data.itemPacks);
  return (
    <RecordView read={read}>
      {(packs) => (
        <>
          <Panel title={t('rates.packs')} count={packs.length} flush>
            {packs.length === 0 && (
              <EmptyState icon={<BoxIcon size={28} />} title={t('rates.noPacks')} hint={t('rates.noPacksHint')} />
            )}
            {packs.length > 0 && (
              <div className="table-scroll">
                <table className="plain-table">
                  <thead>
                    <tr>
                      <th scope="col">{t('line.sku')}</th>
                      <th scope="col">{t('rates.unit')}</th>
                      <th scope="col" data-numeric="">
                        {t('rates.holds')}
                      </th>
                      {change && <th scope="col">{t('rates.changePack')}</th>}
                    </tr>
                  </thead>
                  <tbody>
                    {packs.map((pack) => (
                      <tr key={`${pack.sku}|${pack.unit}`}>
                        <td>
                          <strong>{pack.sku}</strong>
                        </td>
                        <td>{codeWord('unitName', pack.unit, t)}</td>
                        <td data-numeric="">
                          {formatNumber(pack.quantity, locale)} {codeWord('unitName', pack.holdsUnit, t)}
                        </td>
                        {change && (
                          <td>
                            <button
                              type="button"
                              className="quiet-button"
                              aria-label={t('rates.changePackOf', { sku: pack.sku, unit: pack.unit })}
                              onClick={() => change(pack)}
                            >
                              {t('rates.changePack')}
                            </button>
                          </td>
                        )}
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            )}
          </Panel>
          {changed && (
            <PackDialog
              accountId={accountId}
              before={changed === 'NEW' ? null : changed}
              close={close}
              done={read.refresh}
            />
          )}
        </>
      )}
    </RecordView>
  );
}

interface PackDialogProps {
  readonly accountId: string;
  readonly before: PackFactsFragment | null;
  readonly close: () => void;
  readonly done: () => void;
}

/** Says how many of another unit one unit of an item holds. */
function PackDialog({ accountId, before, close, done }: PackDialogProps) {
  const t = useRatesText();
  const set = useCommand(SetItemPackDocument);
  const submit = async (form: FormData) => {
    const word = (name: string) => String(form.get(name) ?? '').trim();
    const input = {
      accountId,
      sku: before?.sku ?? word('sku'),
      unit: before?.unit ?? word('unit').toUpperCase(),
      quantity: Number(form.get('quantity')),
      holdsUnit: word('holdsUnit').toUpperCase(),
    };
    if (!(await set.run({ input }))) return;
    done();
    close();
  };
  return (
    <CommandDialog
      title={before ? t('rates.changePackOf', { sku: before.sku, unit: before.unit }) : t('rates.addPack')}
      submitLabel={t('rates.savePack')}
      running={set.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={set.objection} />}
    >
      {!before && (
        <div className="form-pair">
          <TextInput name="sku" label={t('line.sku')} required maxLength={64} />
          <TextInput name="unit" label={t('rates.unit')} description={t('rates.unitHint')} required maxLength={8} />
        </div>
      )}
      <div className="form-pair">
        <TextInput
          name="quantity"
          type="number"
          step="any"
          label={t('rates.holds')}
          defaultValue={before?.quantity ?? ''}
          required
        />
        <TextInput
          name="holdsUnit"
          label={t('rates.holdsUnit')}
          defaultValue={before?.holdsUnit ?? 'EA'}
          required
          maxLength={8}
        />
      </div>
    </CommandDialog>
  );
}
