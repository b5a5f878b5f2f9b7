import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Moment, useNow } from '../../format/moment.tsx';
import { type EdiChannelFactsFragment, SetEdiChannelDocument } from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { CommandDialog, filledIn } from '../../ui/command-dialog.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { CopyText } from '../../ui/copy-text.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { daysLeft, fateOf } from './certificate-fate.ts';

interface ChannelProps {
  readonly channel: EdiChannelFactsFragment;
}

type Certificate = EdiChannelFactsFragment['certificates'][number];

const YEAR_DAYS = 365;

/** Certificates of both sides: how long they are valid, which is used, and which takes over. */
export function EdiCertificates({ channel }: ChannelProps) {
  const t = useText();
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<Certificate | null>(null);
  const { certificates } = channel;
  if (!channel.as2 && certificates.length === 0) return null;
  return (
    <Panel
      title={t('channel.certificates')}
      count={certificates.length}
      actions={
        <Button size="xs" variant="default" onClick={() => setAdding(true)}>
          {t('channel.addCertificate')}
        </Button>
      }
      flush
    >
      <ul className="rows">
        {certificates.map((certificate) => (
          <CertificateRow
            key={certificate.fingerprint}
            certificate={certificate}
            remove={() => setRemoving(certificate)}
          />
        ))}
      </ul>
      {adding && <AddDialog channel={channel} close={() => setAdding(false)} />}
      {removing && <RemoveDialog channel={channel} certificate={removing} close={() => setRemoving(null)} />}
    </Panel>
  );
}

function CertificateRow({ certificate, remove }: { readonly certificate: Certificate; readonly remove: () => void }) {
  const t = useText();
  const now = useNow();
  const fate = fateOf(certificate, now);
  return (
    <li>
      <span className="grow">
        <strong>{certificate.subject}</strong> {t(`certificateOwner.${certificate.owner}`)}{' '}
        {certificate.inUse && <StateMark tone="good">{t('channel.inUse')}</StateMark>}{' '}
        {fate === 'ENDED' && <StateMark tone="bad">{t('channel.ended')}</StateMark>}
        {fate === 'COMING' && <StateMark tone="waiting">{t('channel.coming')}</StateMark>}
        {fate === 'ENDING' && (
          <StateMark tone="warn">{t('channel.ending', { count: daysLeft(certificate, now) })}</StateMark>
        )}
        <span className="record-sub">
          <Moment at={certificate.validFrom} /> – <Moment at={certificate.validTo} />
        </span>
        <span className="record-sub mono">{certificate.fingerprint}</span>
      </span>
      <CopyText text={certificate.pem} />
      <Button
        size="xs"
        variant="default"
        aria-label={`${t('channel.remove')}: ${certificate.subject} ${certificate.fingerprint.slice(0, 8)}`}
        onClick={remove}
      >
        {t('channel.remove')}
      </Button>
    </li>
  );
}

function AddDialog({ channel, close }: ChannelProps & { readonly close: () => void }) {
  const t = useText();
  const command = useCommand(SetEdiChannelDocument);
  const [which, setWhich] = useState('THEIRS');
  const submit = async (form: FormData) => {
    const pem = filledIn(form, 'pem') ?? '';
    const key = filledIn(form, 'key') ?? null;
    const input =
      which === 'NEW'
        ? { newKeyDays: Number(form.get('days')) }
        : {
            addCertificate: which === 'OURS' ? { owner: 'OURS' as const, pem, key } : { owner: 'THEIRS' as const, pem },
          };
    if (await command.run({ partnerId: channel.partner.id, input })) close();
  };
  return (
    <CommandDialog
      title={t('channel.addCertificate')}
      submitLabel={t('channel.save')}
      running={command.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={command.objection} />}
    >
      <NativeSelect
        label={t('channel.which')}
        value={which}
        onChange={(event) => setWhich(event.currentTarget.value)}
        data={(['THEIRS', 'NEW', 'OURS'] as const).map((value) => ({ value, label: t(`channelAdd.${value}`) }))}
      />
      {which === 'NEW' ? (
        <TextInput
          name="days"
          label={t('channel.days')}
          defaultValue={String(2 * YEAR_DAYS)}
          inputMode="numeric"
          required
        />
      ) : (
        <Textarea name="pem" label={t('channel.pem')} rows={6} className="mono" required />
      )}
      {which === 'OURS' && <Textarea name="key" label={t('channel.privateKey')} rows={6} className="mono" required />}
      <p className="small soft">{t('channel.overlap')}</p>
    </CommandDialog>
  );
}

interface RemoveProps extends ChannelProps {
  readonly certificate: Certificate;
  readonly close: () => void;
}

function RemoveDialog({ channel, certificate, close }: RemoveProps) {
  const t = useText();
  const command = useCommand(SetEdiChannelDocument);
  const confirm = async () => {
    const input = { removeCertificate: certificate.fingerprint };
    if (await command.run({ partnerId: channel.partner.id, input })) close();
  };
  return (
    <ConfirmDialog
      title={t('channel.removeTitle', { name: certificate.subject })}
      confirmLabel={t('channel.remove')}
      running={command.running}
      confirm={() => void confirm()}
      close={close}
      foot={<ObjectionNote objection={command.objection} />}
    >
      {t('channel.removeHint')}
    </ConfirmDialog>
  );
}
