import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type CarrierCardFactsFragment, CarrierCardsDocument } from '../../generated/operations.ts';
import { RecordView } from '../../graph/record-view.tsx';
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
                <CardPanel key={card.id} card={card} writes={writes} />
              ))}
            </div>
          )
        }
      </RecordView>
    </PageFrame>
  );
}

function CardPanel({ card, writes }: { card: CarrierCardFactsFragment; writes: boolean }) {
  const t = useRatesText();
  const { locale } = useReading();
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
            <Link
              className="quiet-button"
              to="/carrier-prices/new"
              search={{ from: card.id }}
              aria-label={t('rates.nextVersionOf', { name: `${card.scac} ${card.name}` })}
            >
              {t('rates.nextVersion')}
            </Link>
          )}
        </>
      }
    >
      <CardView card={card} />
    </Panel>
  );
}
