/** What is raised about: a shipment, or the account as a whole. */
export interface RaiseSubject {
  readonly shipment?: { readonly id: string; readonly number: string; readonly lines: readonly SubjectLine[] };
  readonly accountId?: string | undefined;
}

/** Lines of the shipment are offered to a claim, so that nobody types an item number twice. */
export interface SubjectLine {
  readonly sku: string;
  readonly description?: string | null;
  readonly unit: string;
  readonly orderedQuantity: number;
}

export interface RaiseFormProps {
  readonly subject: RaiseSubject;
  readonly close: () => void;
}
