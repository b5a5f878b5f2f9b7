import { useState } from 'react';
import { useQuery } from 'urql';
import { Moment } from '../../format/moment.tsx';
import { formatBytes } from '../../format/quantity.ts';
import {
  type ClaimFactsFragment,
  EvidenceItemsDocument,
  type EvidenceItemsQuery,
  type EvidencePackLineFragment,
  SupplementEvidenceDocument,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { QueryFailure } from '../../graph/query-failure.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { mayWrite } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { CopyText } from '../../ui/copy-text.tsx';
import { DownloadIcon } from '../../ui/icons.tsx';
import { Note } from '../../ui/notes.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { useEvidenceCheck } from './evidence-check.ts';
import './evidence-panel.css';

/** What was frozen when the claim was filed, and what came later: to look at, to check and to take along. */
export function EvidencePanel({ claim }: { claim: ClaimFactsFragment }) {
  const t = useText();
  const viewer = useViewer();
  const supplement = useCommand(SupplementEvidenceDocument);
  const gathering = claim.evidence.some(({ state }) => state === 'ASSEMBLING');
  return (
    <Panel
      title={t('evidence.title')}
      count={claim.evidence.length > 1 ? claim.evidence.length : undefined}
      flush
      actions={
        mayWrite(viewer) &&
        claim.evidence.length > 0 && (
          <button
            type="button"
            className="quiet-button"
            disabled={supplement.running || gathering}
            onClick={() => supplement.run({ claimId: claim.id })}
          >
            {t('evidence.supplement')}
          </button>
        )
      }
    >
      {supplement.objection && (
        <div className="panel-body">
          <ObjectionNote objection={supplement.objection} />
        </div>
      )}
      <ul className="rows" aria-live="polite">
        {claim.evidence.map((pack) => (
          <PackLine key={pack.id} claimId={claim.id} pack={pack} />
        ))}
        {claim.evidence.length === 0 && <li className="soft">{t('evidence.none')}</li>}
      </ul>
    </Panel>
  );
}

function PackLine({ claimId, pack }: { claimId: string; pack: EvidencePackLineFragment }) {
  const t = useText();
  const { locale } = useReading();
  const [open, setOpen] = useState(false);
  const name = pack.number === 0 ? t('evidence.filing') : t('evidence.number', { number: pack.number });
  if (pack.state === 'ASSEMBLING' || !pack.frozenAt) {
    return (
      <li>
        <span className="grow" role="status">
          <strong>{name}</strong>
          <span className="record-sub">{t('evidence.gathering')}</span>
          <progress className="evidence-progress" aria-label={t('evidence.gathering')} />
        </span>
      </li>
    );
  }
  return (
    <li>
      <span className="grow">
        <strong>{name}</strong>
        <span className="record-sub">
          {t('evidence.items', { count: pack.itemCount })} · {formatBytes(pack.sizeBytes, locale)} ·{' '}
          {t('evidence.frozen')} <Moment at={pack.frozenAt} />
        </span>
        <span className="record-sub evidence-hash">
          SHA-256 <code>{pack.manifestSha256}</code> <CopyText text={pack.manifestSha256 ?? ''} />
        </span>
      </span>
      <span className="row-actions">
        {pack.zipUrl && <Download href={pack.zipUrl} kind="ZIP" of={name} />}
        {pack.pdfUrl && <Download href={pack.pdfUrl} kind="PDF" of={name} />}
        <button type="button" className="quiet-button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? t('ui.fold') : t('evidence.show')}
        </button>
      </span>
      {pack.checkUrl && <Check url={pack.checkUrl} />}
      {open && <Items claimId={claimId} packId={pack.id} />}
    </li>
  );
}

function Download({ href, kind, of }: { href: string; kind: string; of: string }) {
  const t = useText();
  return (
    <a className="quiet-button" href={href} download aria-label={t('evidence.download', { kind, pack: of })}>
      <DownloadIcon size={16} />
      {kind}
    </a>
  );
}

/** Nothing is said about a pack until somebody has asked: a verdict of yesterday proves nothing today. */
function Check({ url }: { url: string }) {
  const t = useText();
  const check = useEvidenceCheck(url);
  const { verdict } = check;
  return (
    <div className="evidence-check" aria-live="polite">
      <button type="button" className="quiet-button" disabled={check.running} onClick={check.run}>
        {check.running ? t('evidence.checking') : t('evidence.check')}
      </button>
      {verdict?.state === 'INTACT' && <StateMark tone="good">{t('evidence.intact')}</StateMark>}
      {verdict?.state === 'ALTERED' && <StateMark tone="bad">{t('evidence.altered')}</StateMark>}
      {check.failed && <Note tone="warn" title={t('evidence.notChecked')} />}
      {verdict && verdict.faults.length > 0 && (
        <Note tone="bad" title={t('evidence.alteredHint')}>
          <ul className="evidence-faults">
            {verdict.faults.map(({ what, name }) => (
              <li key={`${what} ${name}`}>
                <code>{name}</code>
              </li>
            ))}
          </ul>
        </Note>
      )}
    </div>
  );
}

type Item = NonNullable<EvidenceItemsQuery['claim']>['evidence'][number]['items'][number];

const SHOWN = 50;

function Items({ claimId, packId }: { claimId: string; packId: string }) {
  const t = useText();
  const [all, setAll] = useState(false);
  const [{ data, error }, retry] = useQuery({ query: EvidenceItemsDocument, variables: { id: claimId } });
  if (error) return <QueryFailure error={error} retry={() => retry({ requestPolicy: 'network-only' })} />;
  const items = data?.claim?.evidence.find(({ id }) => id === packId)?.items;
  if (!items) return <p className="soft small">{t('evidence.loading')}</p>;
  const shown = all ? items : items.slice(0, SHOWN);
  return (
    <div className="evidence-items">
      <ol>
        {shown.map((item) => (
          <ItemLine key={item.id} item={item} />
        ))}
      </ol>
      {items.length > SHOWN && (
        <button type="button" className="quiet-button" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t('ui.fold') : t('evidence.all', { count: items.length })}
        </button>
      )}
    </div>
  );
}

function ItemLine({ item }: { item: Item }) {
  const t = useText();
  return (
    <li>
      <span className="line">
        <strong>{t(`evidenceKind.${item.kind}`)}</strong> <span>{item.title}</span>
      </span>
      <span className="soft small">
        <Moment at={item.at} zone={item.timeZone} />
        {item.who && ` · ${item.who}`}
      </span>
      <code className="evidence-hash soft">{item.sha256}</code>
    </li>
  );
}
