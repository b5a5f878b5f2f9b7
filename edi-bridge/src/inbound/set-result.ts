import type { EdiSet, SetOutcome } from '../message/message.ts';

/** What a set's effect leaves in the ledger. */
export interface SetResult extends Pick<EdiSet, 'outcome' | 'businessKey' | 'shipmentId' | 'note'> {
  /** Code of the rule of the graph that refused it. */
  readonly rule?: string | null;
  /** Claims that it speaks of. */
  readonly claimIds?: readonly string[];
  /** Invoices of ours that it speaks of. */
  readonly invoiceIds?: readonly string[];
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

/** What the graph refused: its words for the sender, and its code for readers of other languages. */
export const refusedByGraph = (
  key: string | null,
  refusal: { code: string; message: string; fix?: string },
  shipmentId: string | null = null,
): SetResult => ({ ...result('REFUSED', key, sentence(refusal), shipmentId), rule: refusal.code });
