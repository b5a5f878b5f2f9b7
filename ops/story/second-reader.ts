import nodeX12 from 'node-x12';

/** What an independent reader finds in an EDI file of ours. */
export interface SecondReading {
  readonly setType: string;
  /** Values of an element over all segments with the tag. */
  elements(tag: string, position: number): string[];
}

/**
 * Reads a file again with node-x12's strict parser, which shares no code with the scanner that wrote it.
 * @throws Error when it objects, or when it finds anything but one set in one group.
 */
export function readAgain(text: string): SecondReading {
  const parsed = new nodeX12.X12Parser(true).parse(text);
  if (!('functionalGroups' in parsed)) throw new Error('the second reader found several interchanges');
  const transactions = parsed.functionalGroups.flatMap((group) => group.transactions);
  const [transaction] = transactions;
  if (!transaction || transactions.length !== 1) throw new Error(`the second reader found ${transactions.length} sets`);
  return {
    setType: transaction.header.valueOf(1) ?? '',
    elements: (tag, position) =>
      transaction.segments.filter((segment) => segment.tag === tag).map((segment) => segment.valueOf(position) ?? ''),
  };
}
