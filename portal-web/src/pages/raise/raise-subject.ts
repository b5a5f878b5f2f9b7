import type { Uploads } from '../../uploads/use-uploads.ts';

/** A paper that a case can be about. */
export interface SubjectPaper {
  readonly id: string;
  readonly number: string;
}

/** What is raised about: a shipment, an invoice, a contract, or the account as a whole. */
export interface RaiseSubject {
  readonly shipment?: { readonly id: string; readonly number: string; readonly lines: readonly SubjectLine[] };
  readonly invoice?: SubjectPaper | undefined;
  readonly contract?: SubjectPaper | undefined;
  readonly accountId?: string | undefined;
}

/** Lines of the shipment are offered to a claim, so that nobody types an item number twice. */
export interface SubjectLine {
  readonly sku: string;
  readonly description?: string | null;
  readonly unit: string;
  readonly orderedQuantity: number;
}

/** What has been written so far. It goes along when the writer finds that it is another kind of request. */
export interface RaiseDraft {
  readonly subject: string;
  readonly description: string;
  readonly uploads: Uploads;
  change(part: { subject?: string; description?: string }): void;
}

export interface RaiseFormProps {
  readonly subject: RaiseSubject;
  readonly draft: RaiseDraft;
  readonly close: () => void;
}
