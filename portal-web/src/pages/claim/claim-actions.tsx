import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { formatMoney } from '../../format/money.ts';
import {
  AcceptClaimOfferDocument,
  AcknowledgeClaimDocument,
  type ClaimFactsFragment,
  FileClaimDraftDocument,
  InvestigateClaimDocument,
  WithdrawClaimDocument,
} from '../../generated/operations.ts';
import { ObjectionNote } from '../../graph/objection-note.tsx';
import { useCommand } from '../../graph/use-command.ts';
import { type Text, useText } from '../../language/use-text.ts';
import { isStaff, mayPrice, mayServe, mayWrite } from '../../session/permissions.ts';
import { useReading, useViewer } from '../../session/viewing.tsx';
import { type Action, ActionMenu } from '../../ui/action-menu.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { CarrierAnswer } from './carrier-answer.tsx';
import { AskForPapers } from './paper-dialogs.tsx';
import { CounterOffer, DecideClaim, type WrittenStep, WrittenStepDialog } from './settle-dialogs.tsx';

interface ClaimProps {
  readonly claim: ClaimFactsFragment;
}
const EditDraft = lazy(() => import('./edit-draft.tsx'));
type DialogName = 'accept' | 'edit' | 'answer' | 'decide' | 'withdraw' | 'counter' | 'papers' | WrittenStep;

const DECIDABLE = ['ACKNOWLEDGED', 'INVESTIGATING', 'OFFERED', 'COUNTERED', 'ACCEPTED', 'APPEALED'];
const PENDING = ['FILED', ...DECIDABLE];
const WITHDRAWABLE = ['DRAFT', ...PENDING.filter((state) => state !== 'ACCEPTED')];

/** What staff do: acknowledge, investigate, decide, in the order of 49 CFR 370. */
function staffDeeds(
  { state, legs }: ClaimFactsFragment,
  decides: boolean,
  t: Text,
  open: (dialog: DialogName) => void,
): Action[] {
  const pending = PENDING.includes(state);
  const carrier = legs.find((leg) => leg.kind === 'THREE_PL_TO_CARRIER');
  return [
    ...(decides && DECIDABLE.includes(state) ? [{ label: t('claim.decide'), run: () => open('decide') }] : []),
    ...(pending ? [{ label: t('claim.askForPapers'), run: () => open('papers') }] : []),
    ...(pending ? [{ label: t('claim.status'), run: () => open('status') }] : []),
    ...(carrier?.state === 'DRAFT' && state !== 'DRAFT'
      ? [{ label: t('claim.carrier'), run: () => open('carrier') }]
      : []),
    ...(decides && carrier && PENDING.includes(carrier.state)
      ? [{ label: t('claim.carrierAnswer'), run: () => open('answer') }]
      : []),
  ];
}

/** What the claimant answers: to an offer yes or another amount, to a denial an appeal. */
function claimantDeeds({ state }: ClaimFactsFragment, t: Text, open: (dialog: DialogName) => void): Action[] {
  return [
    ...(state === 'DRAFT' ? [{ label: t('claim.editDraft'), run: () => open('edit') }] : []),
    ...(state === 'OFFERED' ? [{ label: t('claim.counter'), run: () => open('counter') }] : []),
    ...(state === 'DECLINED' ? [{ label: t('claim.appeal'), run: () => open('appeal') }] : []),
    ...(WITHDRAWABLE.includes(state)
      ? [{ label: t('claim.withdraw'), run: () => open('withdraw'), danger: true }]
      : []),
  ];
}

/** Everything that the viewer may do with the claim now; the next step first. */
export function ClaimActions({ claim }: ClaimProps) {
  const t = useText();
  const viewer = useViewer();
  const acknowledge = useCommand(AcknowledgeClaimDocument);
  const investigate = useCommand(InvestigateClaimDocument);
  const file = useCommand(FileClaimDraftDocument);
  const [dialog, setDialog] = useState<DialogName | null>(null);
  const { id, state } = claim;
  if (!mayWrite(viewer)) return null;
  const serves = mayServe(viewer);
  const claimant = !isStaff(viewer);
  const next: Action[] = [
    ...(state === 'DRAFT' ? [{ label: t('claim.file'), run: () => void file.run({ id }) }] : []),
    ...(serves && state === 'FILED'
      ? [{ label: t('claim.acknowledge'), run: () => void acknowledge.run({ id }) }]
      : []),
    ...(serves && (state === 'ACKNOWLEDGED' || state === 'APPEALED')
      ? [{ label: t('claim.investigate'), run: () => void investigate.run({ id }) }]
      : []),
    ...(claimant && state === 'OFFERED' ? [{ label: t('claim.accept'), run: () => setDialog('accept') }] : []),
  ];
  const staffs = () => (serves ? staffDeeds(claim, mayPrice(viewer), t, setDialog) : []);
  const deeds = claimant ? claimantDeeds(claim, t, setDialog) : staffs();
  const [first, ...rest] = next.length > 0 || claimant ? [...next, ...deeds] : deeds;
  const main = first && !first.danger ? first : undefined;
  return (
    <>
      {main && (
        <Button loading={acknowledge.running || investigate.running || file.running} onClick={main.run}>
          {main.label}
        </Button>
      )}
      <ActionMenu actions={main ? rest : [first ?? false, ...rest]} />
      <ObjectionNote objection={acknowledge.objection ?? investigate.objection ?? file.objection} />
      {dialog && <Opened claim={claim} dialog={dialog} close={() => setDialog(null)} />}
    </>
  );
}

/** The dialog of one deed. */
function Opened({ claim, dialog, close }: ClaimProps & { dialog: DialogName; close: () => void }) {
  return (
    <>
      {dialog === 'edit' && (
        <Suspense>
          <EditDraft claim={claim} close={close} />
        </Suspense>
      )}
      {dialog === 'accept' && <AcceptOffer claim={claim} close={close} />}
      {dialog === 'decide' && <DecideClaim claim={claim} close={close} />}
      {dialog === 'answer' && <CarrierAnswer claim={claim} close={close} />}
      {dialog === 'counter' && <CounterOffer claim={claim} close={close} />}
      {dialog === 'papers' && <AskForPapers claim={claim} close={close} />}
      {dialog === 'withdraw' && <WithdrawClaim claim={claim} close={close} />}
      {(dialog === 'appeal' || dialog === 'status' || dialog === 'carrier') && (
        <WrittenStepDialog claim={claim} close={close} step={dialog} />
      )}
    </>
  );
}

function AcceptOffer({ claim, close }: ClaimProps & { close: () => void }) {
  const t = useText();
  const { locale } = useReading();
  const accept = useCommand(AcceptClaimOfferDocument);
  const confirm = async () => {
    if (await accept.run({ id: claim.id, amountMinor: claim.offered?.amountMinor ?? null })) close();
  };
  const amount = claim.offered ? formatMoney(claim.offered, locale) : '';
  return (
    <ConfirmDialog
      title={t('claim.acceptTitle', { amount, number: claim.number })}
      confirmLabel={t('claim.accept')}
      running={accept.running}
      confirm={confirm}
      close={close}
      foot={<ObjectionNote objection={accept.objection} />}
    >
      {t('claim.acceptHint')}
    </ConfirmDialog>
  );
}

function WithdrawClaim({ claim, close }: ClaimProps & { close: () => void }) {
  const t = useText();
  const withdraw = useCommand(WithdrawClaimDocument);
  const confirm = async () => {
    if (await withdraw.run({ id: claim.id })) close();
  };
  return (
    <ConfirmDialog
      title={t('claim.withdrawTitle', { number: claim.number })}
      confirmLabel={t('claim.withdraw')}
      running={withdraw.running}
      confirm={confirm}
      close={close}
      foot={<ObjectionNote objection={withdraw.objection} />}
    >
      {t('claim.withdrawHint')}
    </ConfirmDialog>
  );
}
