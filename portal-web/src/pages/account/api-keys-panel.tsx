import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { Moment } from '../../format/moment.tsx';
import {
  AccountKeysDocument,
  type ApiKeyLineFragment,
  CreateApiKeyDocument,
  RevokeApiKeyDocument,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { RecordView } from '../../graph/record-view.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useRecord } from '../../graph/use-record.ts';
import { type Text, useText } from '../../language/use-text.ts';
import { CommandDialog } from '../../ui/command-dialog.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { CopyText } from '../../ui/copy-text.tsx';
import { PanelSkeleton } from '../../ui/empty-state.tsx';
import { Note } from '../../ui/notes.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';

/** Keys for machines. A secret is shown once, when it is made, and never again. */
export function ApiKeysPanel({ accountId }: { accountId: string }) {
  const t = useText();
  const [creating, setCreating] = useState(false);
  const [made, setMade] = useState<MadeKey | null>(null);
  const [ending, setEnding] = useState<ApiKeyLineFragment | null>(null);
  const read = useRecord(AccountKeysDocument, { id: accountId }, (data) => data.account?.apiKeys);
  // A secret of a revoked key opens nothing any more: it is not left there to be copied.
  const secret = made && !read.record?.some(({ id, revokedAt }) => id === made.id && revokedAt) ? made.secret : null;
  return (
    <Panel
      title={t('keys.title')}
      count={read.record?.length}
      flush
      actions={
        <button type="button" className="quiet-button" onClick={() => setCreating(true)}>
          {t('keys.create')}
        </button>
      }
    >
      <div className="panel-notes" aria-live="polite">
        {secret && (
          <Note tone="good" title={t('keys.once')}>
            <span className="mono">{secret}</span>
            <div>
              <CopyText text={secret} />
            </div>
          </Note>
        )}
      </div>
      <RecordView read={read} loading={<PanelSkeleton />} absent={null}>
        {(keys) => (
          <ul className="rows">
            {keys.map((key) => (
              <KeyLine key={key.id} apiKey={key} revoke={() => setEnding(key)} />
            ))}
            {keys.length === 0 && <li className="soft">{t('keys.none')}</li>}
          </ul>
        )}
      </RecordView>
      {ending && <RevokeKeyDialog apiKey={ending} close={() => setEnding(null)} />}
      {creating && (
        <CreateKeyDialog
          accountId={accountId}
          close={() => setCreating(false)}
          created={(key) => {
            setMade(key);
            read.refresh();
          }}
        />
      )}
    </Panel>
  );
}

interface MadeKey {
  readonly id: string;
  readonly secret: string;
}

function RevokeKeyDialog({ apiKey, close }: { apiKey: ApiKeyLineFragment; close: () => void }) {
  const t = useText();
  const revoke = useCommand(RevokeApiKeyDocument);
  const confirm = async () => {
    if (await revoke.run({ id: apiKey.id })) close();
  };
  return (
    <ConfirmDialog
      title={t('keys.revokeTitle', { name: apiKey.name })}
      confirmLabel={t('links.revoke')}
      running={revoke.running}
      confirm={confirm}
      close={close}
      foot={<ObjectionNote objection={revoke.objection} />}
    >
      {t('keys.revokeHint', { prefix: apiKey.prefix })}
    </ConfirmDialog>
  );
}

function KeyLine({ apiKey, revoke }: { apiKey: ApiKeyLineFragment; revoke: () => void }) {
  const t = useText();
  return (
    <li>
      <span className="grow">
        <strong>{apiKey.name}</strong> <span className="mono soft">{apiKey.prefix}…</span>
        <span className="record-sub">
          {apiKey.scopes.map((scope) => scopeName(scope, t)).join(', ')} ·{' '}
          {apiKey.lastUsedAt ? (
            <>
              {t('links.lastUsed')} <Moment at={apiKey.lastUsedAt} relative />
            </>
          ) : (
            t('links.neverUsed')
          )}
        </span>
      </span>
      {apiKey.revokedAt ? (
        <StateMark tone="ended">{t('links.revoked')}</StateMark>
      ) : (
        <button type="button" className="quiet-button" onClick={revoke}>
          {t('links.revoke')}
        </button>
      )}
    </li>
  );
}

const SCOPES = ['read', 'write', 'edi'] as const;

function scopeName(scope: string, t: Text): string {
  const known = SCOPES.find((each) => each === scope);
  return known ? t(`scope.${known}`) : scope;
}

interface CreateKeyDialogProps {
  readonly accountId: string;
  readonly close: () => void;
  readonly created: (key: MadeKey) => void;
}

function CreateKeyDialog({ accountId, close, created }: CreateKeyDialogProps) {
  const t = useText();
  const create = useCommand(CreateApiKeyDocument);
  const submit = async (form: FormData) => {
    const scopes = form.getAll('scopes').map(String);
    const made = await create.run({ input: { accountId, name: String(form.get('name')), scopes } });
    if (!made) return;
    created({ id: made.apiKey.id, secret: made.secret });
    close();
  };
  return (
    <CommandDialog
      title={t('keys.create')}
      submitLabel={t('keys.create')}
      running={create.running}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={create.objection} />}
    >
      <TextInput name="name" label={t('keys.name')} required data-autofocus />
      <fieldset className="key-scopes">
        <legend>{t('keys.scopes')}</legend>
        {SCOPES.map((scope) => (
          <label key={scope} className="check-line">
            <input type="checkbox" name="scopes" value={scope} defaultChecked={scope === 'read'} />
            <span>{t(`scope.${scope}`)}</span>
          </label>
        ))}
      </fieldset>
    </CommandDialog>
  );
}
