import { NativeSelect, PasswordInput, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import {
  type EdiChannelFactsFragment,
  type EdiChannelKind,
  type EdiMdn,
  SetEdiChannelDocument,
  type SetEdiChannelInput,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { CommandDialog, filledIn } from '../../ui/command-dialog.tsx';

/** What is set up on its own: how we send, and each way. */
export type Way = 'kind' | 'login' | 'sftp' | 'https' | 'as2';

interface EdiChannelDialogProps {
  readonly channel: EdiChannelFactsFragment;
  readonly way: Way;
  readonly close: () => void;
}

const KINDS: readonly EdiChannelKind[] = ['MAILBOX', 'HTTPS', 'SFTP', 'AS2'];
const MDNS: readonly EdiMdn[] = ['SYNC', 'ASYNC', 'NONE'];
const DIGESTS = ['sha256', 'sha384', 'sha512', 'sha1'];
const CIPHERS = ['aes128-cbc', 'aes192-cbc', 'aes256-cbc', 'aes128-gcm', 'aes192-gcm', 'aes256-gcm', '3des'];
const AS2_FLAGS = ['mdnSigned', 'demandSigned', 'demandEncrypted', 'acceptSha1', 'accept3des'] as const;
const USUAL_FLAGS: readonly string[] = ['mdnSigned', 'demandSigned', 'demandEncrypted'];
const SSH_PORT = 22;

const linesOf = (form: FormData, name: string): string[] =>
  (filledIn(form, name) ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

const textOf = (form: FormData, name: string): string => filledIn(form, name) ?? '';

/** Only what was typed: a secret that is left empty stays as it is. */
function secretsOf(form: FormData, names: readonly string[]): Pick<SetEdiChannelInput, 'secrets'> {
  const given = names.flatMap((name) => {
    const value = filledIn(form, name);
    return value ? [[name, value] as const] : [];
  });
  return given.length > 0 ? { secrets: Object.fromEntries(given) } : {};
}

/** What the server is asked to change; a way that is taken away takes its secrets with it. */
function inputOf(way: Way, form: FormData, { as2 }: EdiChannelFactsFragment): SetEdiChannelInput {
  if (way === 'kind') return { kind: form.get('kind') as EdiChannelKind };
  if (form.get('takeAway') === 'on') return { [way]: null };
  switch (way) {
    case 'login':
      return {
        login: { user: textOf(form, 'user'), publicKeys: linesOf(form, 'publicKeys') },
        ...secretsOf(form, ['loginPassword']),
      };
    case 'sftp':
      return {
        sftp: {
          host: textOf(form, 'host'),
          port: Number(form.get('port')),
          user: textOf(form, 'user'),
          hostKeys: linesOf(form, 'hostKeys'),
          fetchFrom: filledIn(form, 'fetchFrom') ?? null,
          putInto: textOf(form, 'putInto'),
        },
        ...secretsOf(form, ['sftpPassword', 'sftpPrivateKey', 'sftpPassphrase']),
      };
    case 'https':
      return { https: { url: textOf(form, 'url') }, ...secretsOf(form, ['httpsAuthorization']) };
    case 'as2':
      return {
        as2: {
          theirName: textOf(form, 'theirName'),
          ourName: textOf(form, 'ourName'),
          url: textOf(form, 'url'),
          sign: filledIn(form, 'sign') ?? null,
          encrypt: filledIn(form, 'encrypt') ?? null,
          compress: as2?.compress ?? 'NONE',
          mdn: form.get('mdn') as EdiMdn,
          mdnHosts: linesOf(form, 'mdnHosts'),
          ...(Object.fromEntries(AS2_FLAGS.map((flag) => [flag, form.get(flag) === 'on'])) as Record<
            (typeof AS2_FLAGS)[number],
            boolean
          >),
        },
      };
  }
}

/** Sets up one way to and from a partner. Secrets are written, never shown. */
export function EdiChannelDialog({ channel, way, close }: EdiChannelDialogProps) {
  const t = useText();
  const command = useCommand(SetEdiChannelDocument);
  const submit = async (form: FormData) => {
    if (await command.run({ partnerId: channel.partner.id, input: inputOf(way, form, channel) })) close();
  };
  const there = way !== 'kind' && channel[way] !== null;
  return (
    <CommandDialog
      title={t(`channel.${way}`)}
      submitLabel={t('channel.save')}
      running={command.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={command.objection} />}
      size="lg"
    >
      {FIELDS[way]({ channel })}
      {there && <Check name="takeAway" label={t('channel.takeAway')} on={false} />}
    </CommandDialog>
  );
}

interface FieldsProps {
  readonly channel: EdiChannelFactsFragment;
}

const FIELDS: Readonly<Record<Way, (props: FieldsProps) => ReactNode>> = {
  kind: (props) => <KindFields {...props} />,
  login: (props) => <LoginFields {...props} />,
  sftp: (props) => <SftpFields {...props} />,
  https: (props) => <HttpsFields {...props} />,
  as2: (props) => <As2Fields {...props} />,
};

function Check({ name, label, on }: { readonly name: string; readonly label: string; readonly on: boolean }) {
  return (
    <label className="check-line">
      <input type="checkbox" name={name} defaultChecked={on} />
      <span>{label}</span>
    </label>
  );
}

const Secret = ({ name, label }: { readonly name: string; readonly label: string }) => (
  <PasswordInput name={name} label={label} autoComplete="new-password" />
);

function KindFields({ channel }: FieldsProps) {
  const t = useText();
  const data = KINDS.map((value) => ({ value, label: t(`channelKind.${value}`) }));
  return <NativeSelect name="kind" label={t('channel.kind')} defaultValue={channel.kind} data={data} />;
}

function LoginFields({ channel: { login } }: FieldsProps) {
  const t = useText();
  return (
    <>
      <TextInput name="user" label={t('channel.user')} defaultValue={login?.user ?? ''} autoComplete="off" />
      <Textarea
        name="publicKeys"
        label={t('channel.publicKeys')}
        defaultValue={login?.publicKeys.join('\n') ?? ''}
        rows={4}
        className="mono"
      />
      <Secret name="loginPassword" label={t('channel.password')} />
    </>
  );
}

function SftpFields({ channel: { sftp } }: FieldsProps) {
  const t = useText();
  return (
    <>
      <div className="form-pair">
        <TextInput name="host" label={t('channel.host')} defaultValue={sftp?.host ?? ''} autoComplete="off" />
        <TextInput
          name="port"
          label={t('channel.port')}
          defaultValue={String(sftp?.port ?? SSH_PORT)}
          inputMode="numeric"
        />
        <TextInput name="user" label={t('channel.user')} defaultValue={sftp?.user ?? ''} autoComplete="off" />
        <Secret name="sftpPassword" label={t('channel.password')} />
        <TextInput name="fetchFrom" label={t('channel.fetchFrom')} defaultValue={sftp?.fetchFrom ?? ''} />
        <TextInput name="putInto" label={t('channel.putInto')} defaultValue={sftp?.putInto ?? ''} />
      </div>
      <Textarea
        name="hostKeys"
        label={t('channel.hostKeys')}
        defaultValue={sftp?.hostKeys.join('\n') ?? ''}
        rows={2}
        className="mono"
      />
      <Textarea name="sftpPrivateKey" label={t('channel.privateKey')} rows={3} className="mono" autoComplete="off" />
      <Secret name="sftpPassphrase" label={t('channel.passphrase')} />
    </>
  );
}

function HttpsFields({ channel: { https } }: FieldsProps) {
  const t = useText();
  return (
    <>
      <TextInput name="url" label={t('channel.url')} defaultValue={https?.url ?? ''} type="url" />
      <Secret name="httpsAuthorization" label={t('channel.authorization')} />
    </>
  );
}

function As2Fields({ channel: { as2 } }: FieldsProps) {
  const t = useText();
  const choices = (names: readonly string[], none: string) => [...names, { value: '', label: none }];
  return (
    <>
      <div className="form-pair">
        <TextInput name="theirName" label={t('channel.theirName')} defaultValue={as2?.theirName ?? ''} />
        <TextInput name="ourName" label={t('channel.ourName')} defaultValue={as2?.ourName ?? ''} />
        <NativeSelect
          name="sign"
          label={t('channel.sign')}
          defaultValue={as2 ? (as2.sign ?? '') : 'sha256'}
          data={choices(DIGESTS, t('channel.unsigned'))}
        />
        <NativeSelect
          name="encrypt"
          label={t('channel.encrypt')}
          defaultValue={as2 ? (as2.encrypt ?? '') : 'aes128-cbc'}
          data={choices(CIPHERS, t('channel.inClear'))}
        />
        <NativeSelect
          name="mdn"
          label={t('channel.mdn')}
          defaultValue={as2?.mdn ?? 'SYNC'}
          data={MDNS.map((value) => ({ value, label: t(`channelMdn.${value}`) }))}
        />
      </div>
      <TextInput name="url" label={t('channel.url')} defaultValue={as2?.url ?? ''} type="url" />
      <Textarea name="mdnHosts" label={t('channel.mdnHosts')} defaultValue={as2?.mdnHosts.join('\n') ?? ''} rows={2} />
      {AS2_FLAGS.map((flag) => (
        <Check key={flag} name={flag} label={t(`channel.${flag}`)} on={as2?.[flag] ?? USUAL_FLAGS.includes(flag)} />
      ))}
    </>
  );
}
