import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import {
  type CarrierCardFactsFragment,
  CarrierCardsDocument,
  EndCarrierCardDocument,
} from '../../generated/operations.ts';
import { RecordView } from '../../graph/record-view.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useRecord } from '../../graph/use-record.ts';
import { mayPayCarriers, maySeeCosts } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { BackLink } from '../../shell/back-link.tsx';
import { LostPage } from '../../shell/lost-page.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { MoneyIcon } from '../../ui/icons.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Panel } from '../../ui/panel.tsx';
import { CardMark, CardView, cardDays } from '../rates/card-view.tsx';
import { EndCardDialog } from '../rates/end-card-dialog.tsx';
import { useRatesText } from '../rates/rates-text.ts';
import '../rates/rates.css';

/** What was agreed with carriers: what they bill is held against it. For those who may see costs. */
export function CarrierPricesPage() {
  return maySeeCosts(useViewer()) ? <Cards /> : <LostPage />;
}

function Cards() {
  const t = useRatesText();
  const writes = mayPayCarriers(useViewer());
  const read = useRecord(CarrierCardsDocument, {}, (data) => data.carrierCards);
  return (
    <PageFrame
      title={t('rates.carriers')}
      under={t('rates.carriersHint')}
      back={<BackLink to="/carrier-invoices" />}
      actions={
        writes && (
          <Button renderRoot={(props) => <Link to="/carrier-prices/new" {...props} />}>{t('rates.addCard')}</Button>
        )
      }
    >
      <RecordView read={read}>
        {(cards) =>
          cards.length === 0 ? (
            <div className="panel">
              <EmptyState
                icon={<MoneyIcon size={28} />}
                title={t('rates.noCarriers')}
                hint={t('rates.noCarriersHint')}
              />
            </div>
          ) : (
            <div className="stack">
              {cards.map((card) => (
                <CardPanel key={card.id} card={card} writes={writes} refresh={read.refresh} />
              ))}
            </div>
          )
        }
      </RecordView>
    </PageFrame>
  );
}

interface CardProps {
  readonly card: CarrierCardFactsFragment;
  readonly writes: boolean;
  readonly refresh: () => void;
}

function CardPanel({ card, writes, refresh }: CardProps) {
  const t = useRatesText();
  const { locale } = useReading();
  const [ending, setEnding] = useState(false);
  const name = `${card.scac} ${card.name}`;
  return (
    <Panel
      title={`${card.scac} · ${card.name}`}
      flush
      actions={
        <>
          <CardMark card={card} />
          <span className="soft small">
            {cardDays(card, locale, t)} · {card.currency}
          </span>
          {writes && (
            <>
              <Link
                className="quiet-button"
                to="/carrier-prices/new"
                search={{ from: card.id }}
                aria-label={t('rates.nextVersionOf', { name })}
              >
                {t('rates.nextVersion')}
              </Link>
              <button
                type="button"
                className="quiet-button"
                aria-label={t('rates.endOf', { name })}
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
      {ending && <EndDialog card={card} name={name} close={() => setEnding(false)} done={refresh} />}
    </Panel>
  );
}

interface EndProps {
  readonly card: CarrierCardFactsFragment;
  readonly name: string;
  readonly close: () => void;
  readonly done: () => void;
}

/** Sets the last day of what was agreed with a carrier. */
function EndDialog({ card, name, close, done }: EndProps) {
  const t = useRatesText();
  const command = useCommand(EndCarrierCardDocument);
  const end = async (validTo: string) => {
    if (!(await command.run({ id: card.id, validTo }))) return;
    done();
    close();
  };
  return <EndCardDialog hint={t('rates.endCarrierHint')} {...{ card, name, command, end, close }} />;
}
