import { Button } from '@mantine/core';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { formatDate } from '../../format/instant.ts';
import { Moment } from '../../format/moment.tsx';
import {
  AcceptQuoteDocument,
  EndQuoteDocument,
  QuoteDocument,
  type QuoteQuery,
  QuotesUpdatedDocument,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { ReasonDialog } from '../../graph/reason-dialog.tsx';
import { RecordView } from '../../graph/record-view.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useLive } from '../../graph/use-live.ts';
import { useRecord } from '../../graph/use-record.ts';
import { useText } from '../../language/use-text.ts';
import { isStaff } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { BackLink } from '../../shell/back-link.tsx';
import { QuoteStateMark } from '../../status/work-state.tsx';
import { ActionMenu } from '../../ui/action-menu.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Panel } from '../../ui/panel.tsx';
import { QuoteDialog } from '../quotes/quote-dialog.tsx';
import { termsInput } from '../quotes/quote-terms.ts';
import { TermsPanels } from './terms-panels.tsx';

type Quote = NonNullable<QuoteQuery['quote']>;

/** One negotiation, live: the offer on the table, and what both sides proposed before. */
export function QuotePage() {
  const { quoteId } = useParams({ from: '/portal/quotes/$quoteId' });
  const read = useRecord(QuoteDocument, { id: quoteId }, (data) => data.quote);
  useLive(QuotesUpdatedDocument, { variables: { id: quoteId }, onUpdate: read.refresh, onGap: read.refresh });
  return <RecordView read={read}>{(quote) => <LoadedQuote quote={quote} refresh={read.refresh} />}</RecordView>;
}

function LoadedQuote({ quote, refresh }: { quote: Quote; refresh: () => void }) {
  const t = useText();
  const { locale } = useReading();
  const staff = isStaff(useViewer());
  const offer = quote.proposals.at(-1);
  return (
    <PageFrame
      title={quote.name}
      back={<BackLink to="/quotes" />}
      marks={
        <span aria-live="polite">
          <QuoteStateMark quote={quote} />
        </span>
      }
      under={
        <>
          {staff && (
            <>
              <Link to="/accounts/$accountId" params={{ accountId: quote.account.id }}>
                {quote.account.name}
              </Link>
              {' · '}
            </>
          )}
          {`${quote.number} · ${t('quote.validUntil')} ${formatDate(quote.validUntil, locale)}`}
          {quote.contract && (
            <>
              {' · '}
              <Link to="/contracts/$contractId" params={{ contractId: quote.contract.id }}>
                {quote.contract.number}
              </Link>
            </>
          )}
        </>
      }
      actions={<QuoteActions quote={quote} refresh={refresh} />}
    >
      <div className="page-columns">
        <div>{offer && <TermsPanels terms={offer} validFrom={offer.validFrom} />}</div>
        <div>
          {quote.reason && (
            <Panel title={t('action.reason')}>
              <p>{quote.reason}</p>
            </Panel>
          )}
          <RoundsPanel quote={quote} />
        </div>
      </div>
    </PageFrame>
  );
}

/** Both sides' proposals, the newest first, with what each changed its mind about in a word. */
function RoundsPanel({ quote }: { quote: Quote }) {
  const t = useText();
  const { locale } = useReading();
  return (
    <Panel title={t('quote.rounds')} count={quote.proposals.length} flush>
      <ol className="rows">
        {quote.proposals.toReversed().map((proposal) => (
          <li key={proposal.round}>
            <span className="grow">
              <strong>{t(`quoteSide.${proposal.side}`)}</strong>
              <span className="record-sub">
                {proposal.actor} · <Moment at={proposal.at} />
              </span>
              {proposal.note && <span className="record-sub">{proposal.note}</span>}
              <span className="record-sub">
                {formatDate(proposal.validFrom, locale)} – {formatDate(proposal.validTo, locale)} ·{' '}
                {proposal.services.map(({ service }) => t(`logisticsService.${service}`)).join(', ')}
              </span>
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function QuoteActions({ quote, refresh }: { quote: Quote; refresh: () => void }) {
  const t = useText();
  const { locale } = useReading();
  const navigate = useNavigate();
  const accept = useCommand(AcceptQuoteDocument);
  const endCommand = useCommand(EndQuoteDocument);
  const [dialog, setDialog] = useState<'accept' | 'propose' | 'end' | null>(null);
  const { id, version, actions } = quote;
  const offer = quote.proposals.at(-1);
  const close = () => setDialog(null);
  if (actions.length === 0 || !offer) return null;
  const takeIt = async () => {
    const accepted = await accept.run({ id, version });
    if (!accepted?.contract) return;
    await navigate({ to: '/contracts/$contractId', params: { contractId: accepted.contract.id } });
  };
  const end = {
    ...endCommand,
    run: (said: { id: string; reason: string }) => endCommand.run({ ...said, version }),
  };
  return (
    <>
      {actions.includes('ACCEPT') && <Button onClick={() => setDialog('accept')}>{t('quote.accept')}</Button>}
      <Button variant={actions.includes('ACCEPT') ? 'default' : 'filled'} onClick={() => setDialog('propose')}>
        {t('quote.propose')}
      </Button>
      <ActionMenu actions={[{ label: t('quote.end'), run: () => setDialog('end'), danger: true }]} />
      {dialog === 'accept' && (
        <ConfirmDialog
          title={t('quote.accept')}
          confirmLabel={t('quote.accept')}
          running={accept.running}
          close={close}
          confirm={takeIt}
          foot={<ObjectionNote objection={accept.objection} />}
        >
          {t('quote.acceptHint', {
            name: offer.name,
            from: formatDate(offer.validFrom, locale),
            to: formatDate(offer.validTo, locale),
          })}
        </ConfirmDialog>
      )}
      {dialog === 'propose' && <QuoteDialog close={close} quote={{ id, version }} base={termsInput(offer)} />}
      {dialog === 'end' && <ReasonDialog title={t('quote.end')} id={id} command={end} close={close} done={refresh} />}
    </>
  );
}
