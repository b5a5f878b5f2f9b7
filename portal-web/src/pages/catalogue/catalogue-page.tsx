import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import {
  AmendContractDocument,
  ContractCatalogueDocument,
  type ContractCatalogueQuery,
  type LogisticsService,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { RecordView } from '../../graph/record-view.tsx';
import { type Objection, useCommand } from '../../graph/use-command.ts';
import { useRecord } from '../../graph/use-record.ts';
import { useCurrencies } from '../../session/currencies.ts';
import { mayEditRates } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { BackLink } from '../../shell/back-link.tsx';
import { DraftGuard } from '../../shell/draft-guard.tsx';
import { LostPage } from '../../shell/lost-page.tsx';
import { PlusIcon } from '../../ui/icons.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Panel } from '../../ui/panel.tsx';
import { isByJob, unitOf } from '../quotes/quote-terms.ts';
import { useRatesText } from '../rates/rates-text.ts';
import { type CatalogueRow, itemOf, newItem, rowOf } from './catalogue-rows.ts';
import { ItemPanel } from './item-panel.tsx';

type Contract = NonNullable<ContractCatalogueQuery['contract']>;

/** The prices of value-added services of a contract, each with its proof, its promise and what calling off costs. */
export function CataloguePage() {
  const viewer = useViewer();
  const { contractId } = useParams({ from: '/portal/contracts/$contractId/catalogue' });
  const read = useRecord(ContractCatalogueDocument, { id: contractId }, (data) => data.contract);
  if (!mayEditRates(viewer)) return <LostPage />;
  return <RecordView read={read}>{(contract) => <Editor key={contract.version} contract={contract} />}</RecordView>;
}

/** The place in `catalogue.2`. */
const placeOf = (field: string | null | undefined): number | null => {
  const place = /^catalogue\.(\d+)$/.exec(field ?? '')?.[1];
  return place === undefined ? null : Number(place);
};

function Editor({ contract }: { contract: Contract }) {
  const t = useRatesText();
  const navigate = useNavigate();
  const amend = useCommand(AmendContractDocument);
  const { house } = useCurrencies();
  const [currency, setCurrency] = useState(contract.catalogue[0]?.price.currency ?? house);
  const [rows, setRows] = useState<readonly CatalogueRow[]>(() => contract.catalogue.map(rowOf));
  const [tried, setTried] = useState(false);
  const first = useRef(rows);
  const saved = useRef(false);
  const read = rows.map((row) => itemOf(row, currency));
  const items = read.flatMap((one) => ('item' in one ? [one.item] : []));
  const refusedAt = placeOf(amend.objection?.field);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    if (items.length < rows.length) return;
    const { id, version } = contract;
    const reason = String(new FormData(event.currentTarget).get('reason'));
    if (!(await amend.run({ input: { id, version, reason, catalogue: items } }))) return;
    saved.current = true;
    await navigate({ to: '/contracts/$contractId', params: { contractId: id } });
  };
  const free = contract.services
    .map(({ service }) => service)
    .filter((service) => isByJob(service) && !rows.some((row) => row.service === service));
  return (
    <PageFrame
      title={t('rates.catalogue')}
      back={<BackLink to="/contracts" />}
      under={
        <>
          <Link to="/contracts/$contractId" params={{ contractId: contract.id }}>
            {contract.name}
          </Link>
          {` · ${contract.account.name} · ${contract.number} · ${t('contract.version', { number: contract.version })}`}
        </>
      }
    >
      <DraftGuard drafted={() => rows !== first.current && !saved.current} />
      <form onSubmit={(event) => void submit(event)} className="stack">
        {rows.map((row, index) => {
          const one = read[index];
          return (
            <ItemPanel
              key={row.key}
              {...{ row, currency }}
              faults={tried && one && 'faults' in one ? one.faults : []}
              objection={refusedAt === index ? amend.objection : null}
              change={(part) => setRows(rows.map((other) => (other.key === row.key ? { ...other, ...part } : other)))}
              remove={() => setRows(rows.filter(({ key }) => key !== row.key))}
            />
          );
        })}
        <AddItem services={free} add={(service) => setRows([...rows, newItem(service, unitOf(service))])} />
        <AmendPanel
          {...{ currency, setCurrency }}
          contractId={contract.id}
          running={amend.running}
          objection={refusedAt === null ? amend.objection : null}
          unreadable={tried && items.length < rows.length}
        />
      </form>
    </PageFrame>
  );
}

interface AmendPanelProps {
  readonly contractId: string;
  readonly currency: string;
  readonly setCurrency: (currency: string) => void;
  readonly running: boolean;
  /** What stood in the way and belongs to no item. */
  readonly objection: Objection | null;
  /** Whether an item cannot be read as it is written. */
  readonly unreadable: boolean;
}

/** The currency of all prices, why they change, and the button that amends the contract. */
function AmendPanel({ contractId, currency, setCurrency, running, objection, unreadable }: AmendPanelProps) {
  const t = useRatesText();
  return (
    <Panel title={t('rates.amendment')}>
      <div className="form-stack">
        <div className="form-pair">
          <TextInput
            label={t('rates.currency')}
            description={t('rates.oneCurrency')}
            value={currency}
            onChange={({ currentTarget }) => setCurrency(currentTarget.value.toUpperCase())}
            pattern="[A-Z]{3}"
            maxLength={3}
            required
          />
          <Textarea name="reason" label={t('action.reason')} description={t('rates.reasonHint')} required rows={2} />
        </div>
        <ObjectionNote objection={objection} />
        {unreadable && (
          <p role="alert" className="soft">
            {t('rates.itemsUnreadable')}
          </p>
        )}
        <div className="form-foot">
          <Button
            variant="default"
            renderRoot={(props) => <Link to="/contracts/$contractId" params={{ contractId }} {...props} />}
          >
            {t('ui.cancel')}
          </Button>
          <Button type="submit" loading={running}>
            {t('rates.save')}
          </Button>
        </div>
      </div>
    </Panel>
  );
}

/** Prices one more of the covered services. */
function AddItem({
  services,
  add,
}: {
  services: readonly LogisticsService[];
  add: (service: LogisticsService) => void;
}) {
  const t = useRatesText();
  const [chosen, choose] = useState<string>('');
  const service = services.find((one) => one === chosen) ?? services[0];
  if (!service) return <p className="soft small">{t('rates.allPriced')}</p>;
  return (
    <div className="line">
      <NativeSelect
        aria-label={t('workOrder.service')}
        value={service}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
        data={services.map((value) => ({ value, label: t(`logisticsService.${value}`) }))}
      />
      <button type="button" className="quiet-button" onClick={() => add(service)}>
        <PlusIcon size={16} />
        {t('rates.addItem')}
      </button>
    </div>
  );
}
