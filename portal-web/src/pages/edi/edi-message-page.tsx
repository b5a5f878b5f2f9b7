import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Moment } from '../../format/moment.tsx';
import { formatBytes } from '../../format/quantity.ts';
import { EdiMessageDocument, type EdiMessageQuery } from '../../generated/operations.ts';
import { RecordView } from '../../graph/record-view.tsx';
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
import { EdiRaw } from './edi-raw.tsx';
import { EdiSegments } from './edi-segments.tsx';
import { useEdiWords } from './edi-words.ts';
import '../../ui/tab-bar.css';

export type EdiMessage = NonNullable<EdiMessageQuery['ediMessage']>;

/** One file: what it says, what is wrong with it and how to mend it, and what it caused. */
export function EdiMessagePage() {
  const { messageId } = useParams({ from: '/portal/edi/$messageId' });
  const read = useRecord(EdiMessageDocument, { id: messageId }, (data) => data.ediMessage);
  return <RecordView read={read}>{(message) => <LoadedMessage message={message} />}</RecordView>;
}

function LoadedMessage({ message }: { message: EdiMessage }) {
  const t = useText();
  const title = useEdiWords().summary(message);
  return (
    <PageFrame
      title={title.text}
      titleLang={title.lang}
      back={<BackLink to="/edi" />}
      marks={<EdiStateMark state={message.state} />}
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
          <FilePanel message={message} />
          <RelatedPanel message={message} />
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
                    <SpokenText of={words.asTold(set.note)} />
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

function RelatedPanel({ message }: { message: EdiMessage }) {
  const t = useText();
  const words = useEdiWords();
  const related = [...(message.relatesTo ? [message.relatesTo] : []), ...message.related];
  if (related.length === 0) return null;
  return (
    <Panel title={t('edi.related')} flush>
      <ul className="rows">
        {related.map((each) => (
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
