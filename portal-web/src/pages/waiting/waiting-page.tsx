import { Button, NativeSelect } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { formatDate } from '../../format/instant.ts';
import { ActivitiesDocument, type ActivityRowFragment, RateAgainDocument } from '../../generated/operations.ts';
import { listFaults } from '../../graph/list-faults.tsx';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { usePages } from '../../graph/use-pages.ts';
import { refusalWords } from '../../language/code-words.ts';
import { isStaff, mayEditRates } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { LostPage } from '../../shell/lost-page.tsx';
import { ChargeSubject } from '../../status/charge-subject.tsx';
import { EmptyState, PanelSkeleton } from '../../ui/empty-state.tsx';
import { CheckIcon } from '../../ui/icons.tsx';
import { Note } from '../../ui/notes.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Panel } from '../../ui/panel.tsx';
import { MoneyTabs } from '../invoices/money-tabs.tsx';
import { codeWords } from '../rates/card-view.tsx';
import { useRatesText } from '../rates/rates-text.ts';
import { CompleteDialog } from './complete-dialog.tsx';
import { WaitingOrders } from './waiting-orders.tsx';

/** What was done and could not be charged: why, and what to do about it. */
export function WaitingPage() {
  return isStaff(useViewer()) ? <Waiting /> : <LostPage />;
}

function Waiting() {
  const t = useRatesText();
  const may = mayEditRates(useViewer());
  const { state = 'WAITING' } = useSearch({ from: '/portal/waiting' });
  const list = usePages(ActivitiesDocument, { filter: { state } }, (data) => data.activities);
  const rate = useCommand(RateAgainDocument);
  const [charged, setCharged] = useState<number | null>(null);
  const again = async (ids: readonly string[] | null) => {
    const made = await rate.run(ids ? { ids: [...ids] } : {});
    if (!made) return;
    setCharged(made.charged);
    list.refresh();
  };
  const said = (made: number) => {
    setCharged(made);
    list.refresh();
  };
  const { failure, stale } = listFaults(list);
  const some = list.rows.length > 0;
  return (
    <PageFrame
      title={t('rates.waiting')}
      under={t('rates.waitingHint')}
      actions={
        may &&
        some && (
          <Button onClick={() => void again(null)} loading={rate.running}>
            {t('rates.rateAll')}
          </Button>
        )
      }
    >
      <MoneyTabs />
      <div role="status">
        {charged !== null && (
          <Note tone={charged > 0 ? 'good' : 'warn'} title={t('rates.ratedAgain', { count: charged })}>
            {charged === 0 && t('rates.ratedNone')}
          </Note>
        )}
      </div>
      <ObjectionNote objection={rate.objection} />
      <WaitingOrders />
      <Panel title={t(`rates.state.${state}`)} flush actions={<StateChoice state={state} />}>
        {some && stale}
        {!some && failure}
        {!some && !failure && list.loading && <PanelSkeleton />}
        {!some && !failure && !list.loading && (
          <EmptyState
            icon={<CheckIcon size={28} />}
            title={t(`rates.none.${state}`)}
            hint={t('rates.noneWaitingHint')}
          />
        )}
        <ul className="rows">
          {list.rows.map((row) => (
            <WaitingRow key={row.id} row={row} again={may ? () => void again([row.id]) : null} said={said} />
          ))}
        </ul>
        {some && list.hasMore && (
          <div className="record-more">
            <Button variant="default" onClick={list.more} loading={list.loading}>
              {t('ui.more')}
            </Button>
          </div>
        )}
      </Panel>
    </PageFrame>
  );
}

type ShownState = 'WAITING' | 'NOT_PRICED';

function StateChoice({ state }: { state: ShownState }) {
  const t = useRatesText();
  const navigate = useNavigate({ from: '/waiting' });
  return (
    <NativeSelect
      aria-label={t('shipment.state')}
      size="xs"
      value={state}
      onChange={({ currentTarget }) =>
        void navigate({ search: currentTarget.value === 'NOT_PRICED' ? { state: 'NOT_PRICED' } : {} })
      }
      data={(['WAITING', 'NOT_PRICED'] as const).map((value) => ({ value, label: t(`rates.state.${value}`) }))}
    />
  );
}

interface RowProps {
  readonly row: ActivityRowFragment;
  /** Null for whoever may not. */
  readonly again: (() => void) | null;
  readonly said: (charged: number) => void;
}

/** What is missing that only a person can say. */
const UNTOLD = ['WEIGHT_MISSING', 'QUANTITY_MISSING', 'QUANTITY_NEGATIVE'];

function WaitingRow({ row, again, said: after }: RowProps) {
  const t = useRatesText();
  const [completing, setCompleting] = useState(false);
  const { locale } = useReading();
  const said = row.refusal && refusalWords(row.refusal.code, row.refusal.message, locale, t, row.refusal.figures);
  const what = [
    t(`activityKind.${row.kind}`),
    row.code && codeWords(row.code, t),
    formatDate(row.date, locale),
    row.account.name,
    row.origin && row.destination && `${row.origin} → ${row.destination}`,
  ];
  return (
    <li>
      <span className="grow">
        <strong>
          <ChargeSubject charge={row}>{row.subjectNumber}</ChargeSubject>
        </strong>
        <span className="record-sub">{what.filter(Boolean).join(' · ')}</span>
        {said && (
          <span lang={said.lang}>
            {said.text} {said.text === row.refusal?.message && row.refusal.fix}
          </span>
        )}
      </span>
      <span className="row-actions">
        <NextStep row={row} />
        {again && row.kind !== 'STORED' && UNTOLD.includes(row.refusal?.code ?? '') && (
          <button
            type="button"
            className="quiet-button"
            aria-label={t('rates.completeOf', { number: row.subjectNumber })}
            onClick={() => setCompleting(true)}
          >
            {t('rates.complete')}
          </button>
        )}
        {again && (
          <button
            type="button"
            className="quiet-button"
            aria-label={t('rates.rateAgainOf', { number: row.subjectNumber })}
            onClick={again}
          >
            {t('rates.rateAgain')}
          </button>
        )}
      </span>
      {completing && <CompleteDialog row={row} close={() => setCompleting(false)} done={after} />}
    </li>
  );
}

const OF_CONTRACT = ['NO_CONTRACT', 'NOT_COVERED', 'NOT_YET_VALID', 'EXPIRED'];

/** Where what is missing is put right. */
function NextStep({ row }: { row: ActivityRowFragment }) {
  const t = useRatesText();
  const code = row.refusal?.code ?? '';
  if (code === 'FUEL_PRICE_MISSING') {
    return (
      <Link className="quiet-button" to="/fuel">
        {t('rates.toFuel')}
      </Link>
    );
  }
  if (OF_CONTRACT.includes(code)) {
    return (
      <Link className="quiet-button" to="/accounts/$accountId" params={{ accountId: row.account.id }}>
        {t('rates.toContracts')}
      </Link>
    );
  }
  // A weight or a count is said here; what stands in stock is counted where the goods are: the number leads there.
  if (!row.contract || UNTOLD.includes(code)) return null;
  return (
    <Link className="quiet-button" to="/contracts/$contractId/rates" params={{ contractId: row.contract.id }}>
      {t('rates.toRates')}
    </Link>
  );
}
