import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Moment } from '../../format/moment.tsx';
import { EdiChannelDocument, type EdiChannelFactsFragment } from '../../generated/operations.ts';
import { useRecord } from '../../graph/use-record.ts';
import { useText } from '../../language/use-text.ts';
import { Note } from '../../ui/notes.tsx';
import { Facts, Panel } from '../../ui/panel.tsx';
import { EdiCertificates } from './edi-certificates.tsx';
import { EdiChannelDialog, type Way } from './edi-channel-dialog.tsx';

const lines = (texts: readonly string[]): ReactNode =>
  texts.map((text) => (
    <span key={text} className="mono record-sub">
      {text}
    </span>
  ));

/** How files come from a partner and go to it. For administrators: nobody else is shown it by the server. */
export function EdiChannels({ partnerId }: { readonly partnerId: string }) {
  const t = useText();
  const read = useRecord(EdiChannelDocument, { partnerId }, (answer) => answer);
  const channel = read.record?.ediChannel;
  if (!channel) return read.error ? <Note tone="bad" title={t('fault.network')} /> : null;
  const station = read.record?.ediStation;
  const doors = [
    station?.sftpHost ? `sftp://${station.sftpHost}:${station.sftpPort} ${station.sftpHostKey ?? ''}` : '',
    station?.as2Url ?? '',
  ].filter(Boolean);
  return (
    <>
      <WaysPanel channel={channel} doors={doors} />
      <EdiCertificates channel={channel} />
    </>
  );
}

interface WaysProps {
  readonly channel: EdiChannelFactsFragment;
  /** Where the partner reaches us. */
  readonly doors: readonly string[];
}

function WaysPanel({ channel, doors }: WaysProps) {
  const t = useText();
  const [editing, setEditing] = useState<Way | null>(null);
  const ways: readonly [Way, ReactNode][] = [
    ['kind', t(`channelKind.${channel.kind}`)],
    ['login', <Login key="login" channel={channel} />],
    ['sftp', <Server key="sftp" channel={channel} />],
    ['https', channel.https && <span className="mono">{channel.https.url}</span>],
    ['as2', <As2 key="as2" channel={channel} />],
  ];
  return (
    <Panel title={t('channel.title')} flush>
      <ul className="rows">
        {ways.map(([way, shown]) => (
          <li key={way}>
            <span className="grow">
              <strong>{t(`channel.${way}`)}</strong>
              <span className="record-sub">{shown ?? t('channel.notSet')}</span>
            </span>
            <Button
              size="xs"
              variant="default"
              aria-label={`${t('channel.change')}: ${t(`channel.${way}`)}`}
              onClick={() => setEditing(way)}
            >
              {t('channel.change')}
            </Button>
          </li>
        ))}
      </ul>
      <div className="panel-body">
        <Facts
          of={[
            [
              t('channel.mailbox'),
              <span key="mailbox" className="mono">
                {channel.partner.mailbox}
              </span>,
            ],
            [t('channel.doors'), doors.length > 0 && lines(doors)],
            [t('channel.secrets'), channel.secrets.join(', ')],
            [t('channel.waiting'), channel.waiting > 0 && String(channel.waiting)],
            [t('channel.lastSuccess'), channel.lastSuccessAt && <Moment at={channel.lastSuccessAt} relative />],
            [t('channel.lastFailure'), channel.lastFailureAt && <Failure key="failure" channel={channel} />],
          ]}
        />
      </div>
      {editing && <EdiChannelDialog channel={channel} way={editing} close={() => setEditing(null)} />}
    </Panel>
  );
}

interface ChannelProps {
  readonly channel: EdiChannelFactsFragment;
}

function Failure({ channel }: ChannelProps) {
  return (
    <>
      {channel.lastFailureAt && <Moment at={channel.lastFailureAt} relative />}
      <span className="record-sub" lang="en">
        {channel.lastFailure}
      </span>
    </>
  );
}

function Login({ channel: { login } }: ChannelProps) {
  const t = useText();
  if (!login) return t('channel.notSet');
  return (
    <>
      <span className="mono">{login.user}</span>
      {lines(login.fingerprints)}
    </>
  );
}

function Server({ channel: { sftp } }: ChannelProps) {
  const t = useText();
  if (!sftp) return t('channel.notSet');
  const folders = [
    sftp.fetchFrom && `${t('channel.fetchFrom')} ${sftp.fetchFrom}`,
    `${t('channel.putInto')} ${sftp.putInto}`,
  ];
  return (
    <>
      <span className="mono">{`${sftp.user}@${sftp.host}:${sftp.port}`}</span>
      {lines(sftp.hostKeys)}
      <span className="record-sub">{folders.filter(Boolean).join(' · ')}</span>
    </>
  );
}

function As2({ channel: { as2 } }: ChannelProps) {
  const t = useText();
  if (!as2) return t('channel.notSet');
  const terms = [as2.sign ?? t('channel.unsigned'), as2.encrypt ?? t('channel.inClear'), t(`channelMdn.${as2.mdn}`)];
  return (
    <>
      <span className="mono">{`${as2.theirName} ↔ ${as2.ourName}`}</span>
      <span className="mono record-sub">{as2.url}</span>
      <span className="record-sub">{terms.join(' · ')}</span>
    </>
  );
}
