import { useState } from 'react';
import { Moment, useNow } from '../../format/moment.tsx';
import { CreateTrackingLinkDocument, RevokeTrackingLinkDocument } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { mayWrite } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
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
  const [made, setMade] = useState<{ readonly id: string; readonly href: string } | null>(null);
  const [ending, setEnding] = useState<string | null>(null);
  // A revoked link opens nothing any more: it is not left there to be copied.
  const fresh =
    made && !shipment.trackingLinks.some(({ id, revokedAt }) => id === made.id && revokedAt) ? made.href : null;
  const makeLink = async () => {
    const created = await create.run({ input: { shipmentId: shipment.id } });
    if (!created) return;
    setMade({ id: created.link.id, href: new URL(created.path, location.origin).href });
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
        <ObjectionNote objection={create.objection} />
      </div>
      <ul className="rows">
        {shipment.trackingLinks.map((link) => (
          <LinkLine key={link.id} link={link} revoke={mayWrite(viewer) ? () => setEnding(link.id) : undefined} />
        ))}
        {shipment.trackingLinks.length === 0 && <li className="soft">{t('links.none')}</li>}
      </ul>
      {ending && <RevokeLinkDialog id={ending} close={() => setEnding(null)} />}
    </Panel>
  );
}

function RevokeLinkDialog({ id, close }: { id: string; close: () => void }) {
  const t = useText();
  const revoke = useCommand(RevokeTrackingLinkDocument);
  const confirm = async () => {
    if (await revoke.run({ id })) close();
  };
  return (
    <ConfirmDialog
      title={t('links.revokeTitle')}
      confirmLabel={t('links.revoke')}
      running={revoke.running}
      confirm={confirm}
      close={close}
      foot={<ObjectionNote objection={revoke.objection} />}
    >
      {t('links.revokeHint')}
    </ConfirmDialog>
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
        {link.scopes.map((scope) => t(`linkScope.${scope}`)).join(', ')}
        <span className="record-sub">
          {t('links.made')} <Moment at={link.createdAt} />
        </span>
        <span className="record-sub">
          {t('links.expires')} <Moment at={link.expiresAt} />
        </span>
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
