import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import {
  ActivateContractDocument,
  AmendContractDocument,
  type ContractQuery,
  QuoteChoicesDocument,
  TerminateContractDocument,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { ReasonDialog } from '../../graph/reason-dialog.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { useText } from '../../language/use-text.ts';
import { mayEditRates, mayNegotiate } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import { ActionMenu } from '../../ui/action-menu.tsx';
import { CommandDialog, filledIn } from '../../ui/command-dialog.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { FilePicker } from '../../uploads/file-picker.tsx';
import { useUploads } from '../../uploads/use-uploads.ts';
import { QuoteDialog } from '../quotes/quote-dialog.tsx';
import { type BaseTerms, termsInput } from '../quotes/quote-terms.ts';

interface ContractProps {
  readonly contract: NonNullable<ContractQuery['contract']>;
}
type DialogName = 'renew' | 'activate' | 'amend' | 'terminate';

/** Negotiate the next version, or change what needs no negotiation: papers and tier, each with its reason. */
export function ContractActions({ contract }: ContractProps) {
  const t = useText();
  const viewer = useViewer();
  const activate = useCommand(ActivateContractDocument);
  const terminate = useCommand(TerminateContractDocument);
  const [dialog, setDialog] = useState<DialogName | null>(null);
  const close = () => setDialog(null);
  if (!mayNegotiate(viewer) || contract.state === 'TERMINATED') return null;
  const keeps = mayEditRates(viewer);
  const bind = async () => {
    if (await activate.run({ id: contract.id })) close();
  };
  return (
    <>
      <Button onClick={() => setDialog('renew')}>{t('quote.renew')}</Button>
      {keeps && (
        <ActionMenu
          actions={[
            ...(contract.state === 'DRAFT'
              ? [{ label: t('contract.activate'), run: () => setDialog('activate') }]
              : []),
            { label: t('contract.amend'), run: () => setDialog('amend') },
            { label: t('contract.terminate'), run: () => setDialog('terminate'), danger: true },
          ]}
        />
      )}
      {dialog === 'renew' && (
        <QuoteDialog
          close={close}
          accountId={contract.account.id}
          contractId={contract.id}
          base={termsInput(contract as BaseTerms)}
        />
      )}
      {dialog === 'activate' && (
        <ConfirmDialog
          title={t('contract.activate')}
          confirmLabel={t('contract.activate')}
          running={activate.running}
          close={close}
          confirm={bind}
          foot={<ObjectionNote objection={activate.objection} />}
        >
          {t('contract.activateHint', { name: contract.name })}
        </ConfirmDialog>
      )}
      {dialog === 'amend' && <AmendDialog contract={contract} close={close} />}
      {dialog === 'terminate' && (
        <ReasonDialog title={t('contract.terminate')} id={contract.id} command={terminate} close={close} />
      )}
    </>
  );
}

function AmendDialog({ contract, close }: ContractProps & { close: () => void }) {
  const t = useText();
  const amend = useCommand(AmendContractDocument);
  const uploads = useUploads(contract.account.id);
  const [{ data: choices }] = useQuery({ query: QuoteChoicesDocument });
  const submit = async (form: FormData) => {
    const added = uploads.attachments().map(({ fileId, fileName }) => ({ fileId, fileName }));
    const papers = [...contract.papers.map(({ fileId, fileName }) => ({ fileId, fileName })), ...added];
    const { id, version } = contract;
    const tierCode = filledIn(form, 'tier') ?? null;
    // A tier that stays is not given anew: its grants are those that were agreed.
    const tier = tierCode === (contract.tier?.code ?? null) ? {} : { tierCode };
    if (await amend.run({ input: { id, version, reason: String(form.get('reason')), papers, ...tier } })) close();
  };
  return (
    <CommandDialog
      title={t('contract.amend')}
      submitLabel={t('contract.amend')}
      running={amend.running || uploads.busy}
      blocked={uploads.faulty}
      close={close}
      submit={submit}
      foot={<ObjectionNote objection={amend.objection} />}
    >
      <NativeSelect
        name="tier"
        label={t('contract.tier')}
        key={choices ? 'known' : 'unknown'}
        defaultValue={contract.tier?.code ?? ''}
        data={[
          { value: '', label: t('tier.none') },
          ...(choices?.serviceTiers ?? []).map(({ code, name }) => ({ value: code, label: name })),
        ]}
      />
      <FilePicker uploads={uploads} label={t('contract.addPaper')} />
      <Textarea name="reason" label={t('action.reason')} required rows={2} />
    </CommandDialog>
  );
}
