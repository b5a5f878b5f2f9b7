import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Moment } from '../../format/moment.tsx';
import { formatBytes } from '../../format/quantity.ts';
import { EdiMessageDocument, type EdiMessageQuery, EdiMessagesUpdatedDocument } from '../../generated/operations.ts';
import { RecordView } from '../../graph/record-view.tsx';
import { useLiveList } from '../../graph/use-live-list.ts';
import { useRecord } from '../../graph/use-record.ts';
import { useText } from '../../language/use-text.ts';
import { useReading } from '../../session/viewing.tsx';
import { BackLink } from '../../shell/back-link.tsx';
import { ShipmentStateMark } from '../../status/shipment-state.tsx';
import { EdiStateMark } from '../../status/work-state.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Facts, Panel } from '../../ui/panel.tsx';
import { SpokenText } from '../../ui/spoken-text.tsx';
import { EdiErrorsPanel } from './edi-errors-panel.tsx';
import { EdiExport } from './edi-export.tsx';
import { EdiMessageActions } from './edi-message-actions.tsx';
import { EdiRaw } from './edi-raw.tsx';
import { EdiSegments } from './edi-segments.tsx';
import { useEdiWords } from './edi-words.ts';
import '../../ui/tab-bar.css';

export type EdiMessage = NonNullable<EdiMessageQuery['ediMessage']>;

/** One file: what it says, what is wrong with it and how to mend it, and what it caused; live. */
export function EdiMessagePage() {
  const { messageId } = useParams({ from: '/portal/edi/$messageId' });
  const read = useRecord(EdiMessageDocument, { id: messageId }, (data) => data.ediMessage);
  // A mended copy is read after its page is open, and answers join the thread: any news of the partner may be of this.
  const partner = read.record?.partner?.id ?? null;
  useLiveList(EdiMessagesUpdatedDocument, read, {
    variables: read.record ? { partnerId: partner } : null,
    after: null,
  });
  return <RecordView read={read}>{(message) => <LoadedMessage message={message} refresh={read.refresh} />}</RecordView>;
}

function LoadedMessage({ message, refresh }: { message: EdiMessage; refresh: () => void }) {
  const t = useText();
  const title = useEdiWords().summary(message);
  return (
    <PageFrame
      title={title.text}
      titleLang={title.lang}
      back={<BackLink to="/edi" />}
      marks={<EdiStateMark state={message.state} />}
      actions={
        <>
          <EdiMessageActions message={message} changed={refresh} />
          <EdiExport filter={{ ids: [...new Set([message.id, ...message.thread.map(({ id }) => id)])] }} />
        </>
      }
      under={
        <>
          {t(`ediDirection.${message.direction}`)} · {message.partner?.name ?? t('edi.unknownPartner')} ·{' '}
          <Moment at={message.at} />
        </>
      }
    >
      <div className="page-columns">
        <div>
          <EdiErrorsPanel errors={message.errors} />
          <Content message={message} />
        </div>
        <div>
          <SetsPanel message={message} />
          <InvoicesPanel message={message} />
          <FilePanel message={message} />
          <ReplaysPanel message={message} />
          <ThreadPanel message={message} />
        </div>
      </div>
    </PageFrame>
  );
}

function Content({ message }: { message: EdiMessage }) {
  const t = useText();
  const [view, setView] = useState<'readable' | 'raw'>(message.segments.length > 0 ? 'readable' : 'raw');
  return (
    <Panel
      title={t('edi.content')}
      flush
      actions={
        <div className="tab-bar tab-bar-plain" role="tablist" aria-label={t('edi.content')}>
          {(['readable', 'raw'] as const).map((each) => (
            <button key={each} type="button" role="tab" aria-selected={view === each} onClick={() => setView(each)}>
              {t(`edi.${each}`)}
            </button>
          ))}
        </div>
      }
    >
      {view === 'raw' ? (
        <EdiRaw raw={message.raw} errors={message.errors} />
      ) : (
        <EdiSegments segments={message.segments} />
      )}
    </Panel>
  );
}

function SetsPanel({ message }: { message: EdiMessage }) {
  const t = useText();
  const words = useEdiWords();
  if (message.sets.length === 0) return null;
  return (
    <Panel title={t('edi.sets')} count={message.sets.length} flush>
      <ul className="rows">
        {message.sets.map((set) => (
          <li key={set.type + set.control}>
            <span className="grow">
              <strong>
                {set.type} <span className="mono">{set.control}</span>
              </strong>
              <span className="record-sub">
                {[words.verdict(set.verdict), set.businessKey].filter(Boolean).join(' · ')}
                {set.note && (
                  <>
                    {' · '}
                    <SpokenText of={words.reason(set.note, set.rule)} />
                  </>
                )}
              </span>
            </span>
            {set.shipment && (
              <span className="line">
                <Link to="/shipments/$shipmentId" params={{ shipmentId: set.shipment.id }}>
                  {set.shipment.number}
                </Link>
                <ShipmentStateMark state={set.shipment.state} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** The papers that a 210 or 810 of ours carries, or that an 820 pays; none of which the reader may not see. */
function InvoicesPanel({ message }: { message: EdiMessage }) {
  const t = useText();
  const invoices = message.invoices.flatMap((invoice) => invoice ?? []);
  if (invoices.length === 0) return null;
  return (
    <Panel title={t('invoices.title')} count={invoices.length} flush>
      <ul className="rows">
        {invoices.map(({ id, number }) => (
          <li key={id}>
            <Link to="/invoices/$invoiceId" params={{ invoiceId: id }}>
              {number}
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function FilePanel({ message }: { message: EdiMessage }) {
  const t = useText();
  const { locale } = useReading();
  const words = useEdiWords();
  return (
    <Panel title={t('edi.file')}>
      <Facts
        of={[
          [t('edi.fileName'), message.fileName],
          [t('edi.channel'), words.channel(message.channel)],
          [t('edi.size'), formatBytes(message.sizeBytes, locale)],
          [t('edi.control'), message.interchangeControl],
          [t('edi.verdict'), message.verdict && words.verdict(message.verdict)],
          [
            t('edi.acknowledgement'),
            message.acknowledgement.state !== 'NONE' && t(`ediAck.${message.acknowledgement.state}`),
          ],
          [t('edi.ackDue'), message.acknowledgement.dueAt && <Moment key="due" at={message.acknowledgement.dueAt} />],
          [
            t('kind.CASE'),
            message.case && (
              <Link key="case" to="/cases/$caseId" params={{ caseId: message.case.id }}>
                {message.case.number}
              </Link>
            ),
          ],
          [t('edi.mapVersion'), message.mapVersion],
          [t('edi.isTest'), message.test && t('edi.yes')],
          [t('edi.editor'), message.editor],
          [t('edi.mendNote'), message.editorNote],
          [t('shipment.account'), message.account?.name],
          [
            'SHA-256',
            <span key="hash" className="mono small">
              {message.sha256}
            </span>,
          ],
        ]}
      />
    </Panel>
  );
}

function ReplaysPanel({ message }: { message: EdiMessage }) {
  const t = useText();
  if (message.replays.length === 0) return null;
  return (
    <Panel title={t('edi.replays')} count={message.replays.length} flush>
      <ul className="rows">
        {message.replays.map((replay) => (
          <li key={replay.at}>
            <span className="grow">
              <strong>{t(`replayAction.${replay.action}`)}</strong>
              <span className="record-sub">{[replay.by, replay.reason].filter(Boolean).join(' · ')}</span>
            </span>
            <EdiStateMark state={replay.outcome} />
            <span className="small soft">
              <Moment at={replay.at} />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** From the order to its last answer: every message that speaks of the same, and the copies of this one. */
function ThreadPanel({ message }: { message: EdiMessage }) {
  const t = useText();
  const words = useEdiWords();
  const copies = [...(message.copyOf ? [message.copyOf] : []), ...message.copies];
  const known = new Set(message.thread.map(({ id }) => id));
  const all = [...copies.filter(({ id }) => !known.has(id)), ...message.thread].filter(({ id }) => id !== message.id);
  if (all.length === 0) return null;
  return (
    <Panel title={t('edi.thread')} count={all.length} flush>
      <ul className="rows">
        {all.map((each) => (
          <li key={each.id}>
            <span className="grow">
              <Link to="/edi/$messageId" params={{ messageId: each.id }}>
                <SpokenText of={words.summary(each)} />
              </Link>
              <span className="record-sub">
                {t(`ediDirection.${each.direction}`)} · {each.setTypes.join(', ')} · <Moment at={each.at} />
              </span>
            </span>
            <EdiStateMark state={each.state} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
