import { checkFile } from '@quayside/edi-bridge/check/check';

/** What the offline check says about a file, as far as the story needs it. */
export interface FileCheck {
  readonly verdict: string;
  /** Qualifier and id, such as `ZZ:ACME`; null where there is no interchange. */
  readonly sender: string | null;
  readonly receiver: string | null;
  readonly version: string;
  readonly setTypes: readonly string[];
  /** Types of the sets that were not rejected. */
  readonly acceptedSets: readonly string[];
}

export async function checkOf(bytes: Buffer): Promise<FileCheck> {
  const report = await checkFile(bytes);
  const [interchange] = report.interchanges;
  const groups = report.interchanges.flatMap((one) => one.groups);
  const sets = groups.flatMap((group) => group.sets);
  return {
    verdict: report.verdict,
    sender: interchange?.sender ?? null,
    receiver: interchange?.receiver ?? null,
    version: '004010',
    setTypes: sets.map((set) => set.type),
    acceptedSets: sets.filter((set) => set.verdict !== 'R').map((set) => set.type),
  };
}
