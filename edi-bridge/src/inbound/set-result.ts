import type { EdiSet, SetOutcome } from '../message/message.ts';

/** What a set's effect leaves in the ledger. */
export interface SetResult extends Pick<EdiSet, 'outcome' | 'businessKey' | 'shipmentId' | 'note'> {
  /** Claims that it speaks of. */
  readonly claimIds?: readonly string[];
}

export const result = (
  outcome: SetOutcome,
  key: string | null,
  note: string | null,
  shipmentId: string | null = null,
): SetResult => ({ outcome, businessKey: key, shipmentId, note });

/** A refusal of the graph as one text: what is wrong, and how to mend it. */
export const sentence = ({ message, fix }: { message: string; fix?: string }): string =>
  fix ? `${message} ${fix}` : message;
