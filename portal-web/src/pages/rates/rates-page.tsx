import { Button } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import {
  ContractRatesDocument,
  type ContractRatesQuery,
  ContractsUpdatedDocument,
  EndRateCardDocument,
} from '../../generated/operations.ts';
import { RecordView } from '../../graph/record-view.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useLive } from '../../graph/use-live.ts';
import { useRecord } from '../../graph/use-record.ts';
import { isStaff, mayEditRates } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { BackLink } from '../../shell/back-link.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { MoneyIcon } from '../../ui/icons.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Panel } from '../../ui/panel.tsx';
import { CardMark, CardView, cardDays } from './card-view.tsx';
import { EndCardDialog } from './end-card-dialog.tsx';
import { useRatesText } from './rates-text.ts';
import './rates.css';

type Contract = NonNullable<ContractRatesQuery['contract']>;
type Card = Contract['rateCards'][number];

/** The rate cards of a contract, each complete, for the customer as for us; the commercial side writes the next version. */
export function RatesPage() {
  const { contractId } = useParams({ from: '/portal/contracts/$contractId/rates' });
  const read = useRecord(ContractRatesDocument, { id: contractId }, (data) => data.contract);
  useLive(ContractsUpdatedDocument, { variables: { id: contractId }, onUpdate: read.refresh, onGap: read.refresh });
  return <RecordView read={read}>{(contract) => <Cards contract={contract} refresh={read.refresh} />}</RecordView>;
}

function Cards({ contract, refresh }: { contract: Contract; refresh: () => void }) {
  const t = useRatesText();
  const viewer = useViewer();
  const writes = mayEditRates(viewer) && contract.state !== 'TERMINATED';
  const { id: contractId, rateCards } = contract;
  return (
    <PageFrame
      title={t('rates.title')}
      back={<BackLink to="/contracts" />}
      under={
        <>
          <Link to="/contracts/$contractId" params={{ contractId }}>
            {contract.name}
          </Link>
          {` · ${contract.account.name} · ${contract.number}`}
        </>
      }
      actions={
        <>
          {isStaff(viewer) && rateCards.length > 0 && (
            <Button
              variant="default"
              renderRoot={(props) => <Link to="/simulation" search={{ contract: contractId }} {...props} />}
            >
              {t('rates.simulate')}
            </Button>
          )}
          {writes && (
            <Button
              variant={rateCards.length > 0 ? 'default' : 'filled'}
              renderRoot={(props) => <Link to="/contracts/$contractId/rates/new" params={{ contractId }} {...props} />}
            >
              {t('rates.addCard')}
            </Button>
          )}
        </>
      }
    >
      {rateCards.length === 0 ? (
        <div className="panel">
          <EmptyState icon={<MoneyIcon size={28} />} title={t('contract.noRates')} hint={t('rates.noneHint')} />
        </div>
      ) : (
        <div className="stack">
          {rateCards.map((card) => (
            <CardPanel key={card.id} card={card} contractId={writes ? contractId : null} refresh={refresh} />
          ))}
        </div>
      )}
    </PageFrame>
  );
}

interface CardProps {
  readonly card: Card;
  /** Null for whoever only reads. */
  readonly contractId: string | null;
  readonly refresh: () => void;
}

function CardPanel({ card, contractId, refresh }: CardProps) {
  const t = useRatesText();
  const { locale } = useReading();
  const [ending, setEnding] = useState(false);
  return (
    <Panel
      title={card.name}
      flush
      actions={
        <>
          <CardMark card={card} />
          <span className="soft small">
            {cardDays(card, locale, t)} · {card.currency}
          </span>
          {contractId && (
            <>
              <Link
                className="quiet-button"
                to="/contracts/$contractId/rates/new"
                params={{ contractId }}
                search={{ from: card.id }}
                aria-label={t('rates.nextVersionOf', { name: card.name })}
              >
                {t('rates.nextVersion')}
              </Link>
              <button
                type="button"
                className="quiet-button"
                aria-label={t('rates.endOf', { name: card.name })}
                onClick={() => setEnding(true)}
              >
                {t('rates.end')}
              </button>
            </>
          )}
        </>
      }
    >
      <CardView card={card} />
      {ending && <EndDialog card={card} close={() => setEnding(false)} done={refresh} />}
    </Panel>
  );
}

/** Sets the last day of a card of the contract. */
function EndDialog({ card, close, done }: { card: Card; close: () => void; done: () => void }) {
  const t = useRatesText();
  const command = useCommand(EndRateCardDocument);
  const end = async (validTo: string) => {
    if (!(await command.run({ id: card.id, validTo }))) return;
    done();
    close();
  };
  return <EndCardDialog card={card} name={card.name} hint={t('rates.endHint')} {...{ command, end, close }} />;
}
