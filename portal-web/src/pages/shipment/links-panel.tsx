import { useState } from 'react';
import { Moment, useNow } from '../../format/moment.tsx';
import { CreateTrackingLinkDocument, RevokeTrackingLinkDocument } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { mayWrite } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { CopyText } from '../../ui/copy-text.tsx';
import { Note } from '../../ui/notes.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import type { ShipmentProps } from './shipment-props.ts';

/** Tracking links for people without a login. The link itself is shown once: only its hash is kept. */
export function LinksPanel({ shipment, refresh }: ShipmentProps & { refresh: () => void }) {
  const t = useText();
  const viewer = useViewer();
  const create = useCommand(CreateTrackingLinkDocument);
  const revoke = useCommand(RevokeTrackingLinkDocument);
  const [fresh, setFresh] = useState<string | null>(null);
  const makeLink = async () => {
    const made = await create.run({ input: { shipmentId: shipment.id } });
    if (!made) return;
    setFresh(new URL(made.path, location.origin).href);
    refresh();
  };
  return (
    <Panel
      title={t('links.title')}
      flush
      actions={
        mayWrite(viewer) && (
          <button type="button" className="quiet-button" onClick={makeLink} disabled={create.running}>
            {t('links.create')}
          </button>
        )
      }
    >
      <div className="panel-notes" aria-live="polite">
        {fresh && (
          <Note tone="good" title={t('links.once')}>
            <span className="mono">{fresh}</span>
            <div className="line">
              <CopyText text={fresh} />
              <a className="quiet-button" href={fresh} target="_blank" rel="noreferrer">
                {t('links.open')}
              </a>
            </div>
          </Note>
        )}
        <ObjectionNote objection={create.objection ?? revoke.objection} />
      </div>
      <ul className="rows">
        {shipment.trackingLinks.map((link) => (
          <LinkLine
            key={link.id}
            link={link}
            revoke={mayWrite(viewer) ? () => revoke.run({ id: link.id }) : undefined}
          />
        ))}
        {shipment.trackingLinks.length === 0 && <li className="soft">{t('links.none')}</li>}
      </ul>
    </Panel>
  );
}

interface LinkLineProps {
  readonly link: ShipmentProps['shipment']['trackingLinks'][number];
  readonly revoke: (() => void) | undefined;
}

function LinkLine({ link, revoke }: LinkLineProps) {
  const t = useText();
  const now = useNow();
  const expired = Date.parse(link.expiresAt) < now;
  const state = link.revokedAt ? 'revoked' : expired ? 'expired' : 'valid';
  return (
    <li>
      <StateMark tone={state === 'valid' ? 'good' : 'ended'}>{t(`links.${state}`)}</StateMark>
      <span className="grow small">
        {t('links.expires')} <Moment at={link.expiresAt} />
        <span className="record-sub">
          {link.lastUsedAt ? (
            <>
              {t('links.lastUsed')} <Moment at={link.lastUsedAt} relative />
            </>
          ) : (
            t('links.neverUsed')
          )}
        </span>
      </span>
      {revoke && state === 'valid' && (
        <button type="button" className="quiet-button" onClick={revoke}>
          {t('links.revoke')}
        </button>
      )}
    </li>
  );
}
