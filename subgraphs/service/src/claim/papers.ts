import { ok, type Result, refuse } from '@quayside/shared/result';
import type { Attachment } from '../conversation/conversation.ts';
import { type Claim, type LossCause, type Paper, type PaperKind, refuseMove } from './claim.ts';
import { isSettled } from './transitions.ts';

/** What proves a loss of each kind. 49 CFR 370.7 asks for the bill of lading and the value besides. */
const PROOF = {
  LOSS: ['BILL_OF_LADING', 'COMMERCIAL_INVOICE'],
  SHORTAGE: ['BILL_OF_LADING', 'COMMERCIAL_INVOICE', 'DELIVERY_RECEIPT'],
  DAMAGE: ['BILL_OF_LADING', 'COMMERCIAL_INVOICE', 'DELIVERY_RECEIPT', 'PHOTOS'],
  CONCEALED_DAMAGE: ['BILL_OF_LADING', 'COMMERCIAL_INVOICE', 'PHOTOS', 'INSPECTION_REPORT'],
  DELAY: ['BILL_OF_LADING', 'COMMERCIAL_INVOICE', 'DELIVERY_RECEIPT'],
  OVERCHARGE: ['FREIGHT_BILL', 'BILL_OF_LADING'],
} as const satisfies Record<LossCause, readonly PaperKind[]>;

/** The papers that a claim needs, by what is claimed. */
export const papersFor = (causes: readonly LossCause[]): Paper[] =>
  [...new Set(causes.flatMap((cause): readonly PaperKind[] => PROOF[cause]))].map((kind) => ({ kind, files: [] }));

/** What has not been sent yet. */
export const missingPapers = ({ dossier }: Pick<Claim, 'dossier'>): PaperKind[] =>
  dossier.papers.filter(({ files }) => files.length === 0).map(({ kind }) => kind);

/** Adds what the claimant sends; a paper that nobody asked for is kept all the same. */
export function addPaper(claim: Claim, kind: PaperKind, files: readonly Attachment[]): Result<Claim> {
  if (claim.state === 'WITHDRAWN') return refuseMove(claim, claim.state);
  if (files.length === 0) return refuse('PAPER_EMPTY', 'Attach the paper.', { field: 'attachments' });
  const { papers } = claim.dossier;
  const known = papers.some((paper) => paper.kind === kind);
  const added = known
    ? papers.map((paper) => (paper.kind === kind ? { kind, files: [...paper.files, ...files] } : paper))
    : [...papers, { kind, files }];
  return ok({ ...claim, dossier: { ...claim.dossier, papers: added } });
}

/** Asks for more papers, or for a better copy of one. Whether a clock waits for them, its regime says. */
export function askForPapers(claim: Claim, kinds: readonly PaperKind[]): Result<Claim> {
  if (isSettled(claim.state) || claim.state === 'DRAFT') return refuseMove(claim, claim.state);
  if (kinds.length === 0) return refuse('PAPERS_NONE', 'Say which papers.', { field: 'kinds' });
  const kept = claim.dossier.papers.filter(({ kind }) => !kinds.includes(kind));
  const asked = [...new Set(kinds)].map((kind): Paper => ({ kind, files: [] }));
  return ok({ ...claim, dossier: { ...claim.dossier, papers: [...kept, ...asked] } });
}
