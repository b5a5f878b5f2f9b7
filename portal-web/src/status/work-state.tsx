import type {
  CaseState,
  ClaimDecision,
  ClaimState,
  ContractState,
  EdiState,
  Priority,
  QueueItemKind,
  QuoteState,
  ReturnState,
  WorkOrderState,
} from '../generated/operations.ts';
import { useText } from '../language/use-text.ts';
import { StateMark, type Tone } from '../ui/state-mark.tsx';

const CASE: Record<CaseState, Tone> = {
  OPEN: 'waiting',
  IN_PROGRESS: 'moving',
  WAITING_FOR_CUSTOMER: 'warn',
  RESOLVED: 'good',
  CLOSED: 'ended',
};
const CLAIM: Record<ClaimState, Tone> = {
  DRAFT: 'ended',
  FILED: 'waiting',
  ACKNOWLEDGED: 'waiting',
  INVESTIGATING: 'moving',
  OFFERED: 'warn',
  COUNTERED: 'warn',
  ACCEPTED: 'moving',
  APPEALED: 'waiting',
  PAID: 'good',
  DECLINED: 'bad',
  WITHDRAWN: 'ended',
};
const WORK_ORDER: Record<WorkOrderState, Tone> = {
  REQUESTED: 'waiting',
  QUOTED: 'warn',
  APPROVED: 'waiting',
  SCHEDULED: 'waiting',
  IN_PROGRESS: 'moving',
  DONE: 'good',
  CANCELLED: 'ended',
  REFUSED: 'bad',
};
const RETURN: Record<ReturnState, Tone> = {
  REQUESTED: 'waiting',
  AUTHORISED: 'moving',
  DECLINED: 'bad',
  RECEIVED: 'moving',
  INSPECTED: 'moving',
  CREDITED: 'good',
  CLOSED: 'ended',
  CANCELLED: 'ended',
};
const CONTRACT: Record<ContractState, Tone> = { DRAFT: 'waiting', ACTIVE: 'good', EXPIRED: 'bad', TERMINATED: 'ended' };
const QUOTE: Record<QuoteState, Tone> = {
  REQUESTED: 'waiting',
  OFFERED: 'warn',
  COUNTERED: 'warn',
  ACCEPTED: 'good',
  DECLINED: 'bad',
  WITHDRAWN: 'ended',
};
const EDI: Record<EdiState, Tone> = {
  RECEIVED: 'waiting',
  PROCESSED: 'good',
  DUPLICATE: 'ended',
  QUARANTINED: 'warn',
  REJECTED: 'bad',
  HELD: 'warn',
  REPLACED: 'ended',
  CANCELLED: 'ended',
  SENT: 'moving',
  ACKNOWLEDGED: 'good',
};

const DECISIONS: readonly ClaimDecision[] = ['OFFER', 'PAY', 'DECLINE'];
const isDecision = (state: string): state is ClaimDecision => DECISIONS.some((one) => one === state);

const isKnown = <States extends string>(states: Record<States, Tone>, state: string): state is States =>
  state in states;

export const isCaseState = (state: string): state is CaseState => isKnown(CASE, state);
export const isClaimState = (state: string): state is ClaimState => isKnown(CLAIM, state);
export const isWorkOrderState = (state: string): state is WorkOrderState => isKnown(WORK_ORDER, state);
export const isReturnState = (state: string): state is ReturnState => isKnown(RETURN, state);

export const EDI_STATES = Object.keys(EDI) as readonly EdiState[];

export function CaseStateMark({ state }: { state: CaseState }) {
  const t = useText();
  return <StateMark tone={CASE[state]}>{t(`caseState.${state}`)}</StateMark>;
}

export function ClaimStateMark({ state }: { state: ClaimState }) {
  const t = useText();
  return <StateMark tone={CLAIM[state]}>{t(`claimState.${state}`)}</StateMark>;
}

export function WorkOrderStateMark({ state }: { state: WorkOrderState }) {
  const t = useText();
  return <StateMark tone={WORK_ORDER[state]}>{t(`workOrderState.${state}`)}</StateMark>;
}

export function ReturnStateMark({ state }: { state: ReturnState }) {
  const t = useText();
  return <StateMark tone={RETURN[state]}>{t(`returnState.${state}`)}</StateMark>;
}

export function ContractStateMark({ state }: { state: ContractState }) {
  const t = useText();
  return <StateMark tone={CONTRACT[state]}>{t(`contractState.${state}`)}</StateMark>;
}

export function QuoteStateMark({ quote }: { quote: { readonly state: QuoteState; readonly lapsed: boolean } }) {
  const t = useText();
  if (quote.lapsed) return <StateMark tone="ended">{t('quoteState.LAPSED')}</StateMark>;
  return <StateMark tone={QUOTE[quote.state]}>{t(`quoteState.${quote.state}`)}</StateMark>;
}

export function EdiStateMark({ state }: { state: EdiState }) {
  const t = useText();
  return <StateMark tone={EDI[state]}>{t(`ediState.${state}`)}</StateMark>;
}

/** Only what deviates is marked: a list full of "normal" hides the urgent one. */
export function PriorityMark({ priority }: { priority: Priority }) {
  const t = useText();
  if (priority === 'NORMAL') return null;
  const tone = priority === 'URGENT' ? 'bad' : priority === 'HIGH' ? 'warn' : 'ended';
  return <StateMark tone={tone}>{t(`priority.${priority}`)}</StateMark>;
}

/** The state of a queue item, whose kind decides the vocabulary. */
export function QueueStateMark({ kind, state }: { kind: QueueItemKind; state: string }) {
  const t = useText();
  if (state === 'OVERDUE' || state === 'ESCALATED') return <StateMark tone="bad">{t(`ediAlarm.${state}`)}</StateMark>;
  if (kind === 'EDI_MESSAGE' && isKnown(EDI, state)) return <EdiStateMark state={state} />;
  if (kind === 'CONTRACT' && isKnown(CONTRACT, state)) return <ContractStateMark state={state} />;
  if (kind === 'CASE' && isCaseState(state)) return <CaseStateMark state={state} />;
  if (kind === 'CLAIM' && isClaimState(state)) return <ClaimStateMark state={state} />;
  if (kind === 'CLAIM_APPROVAL' && isDecision(state))
    return <StateMark tone="warn">{t(`claimDecision.${state}`)}</StateMark>;
  if (kind === 'WORK_ORDER' && isWorkOrderState(state)) return <WorkOrderStateMark state={state} />;
  if (kind === 'RETURN_ORDER' && isReturnState(state)) return <ReturnStateMark state={state} />;
  return <StateMark tone="waiting">{state}</StateMark>;
}
