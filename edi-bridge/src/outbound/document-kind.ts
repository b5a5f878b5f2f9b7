import type { GraphClient } from '@quayside/shared/graphql/graph-client';
import type { Viewer } from '@quayside/shared/identity';
import type { Partner } from '../partner/partner.ts';
import type { Text } from '../transactions/output.ts';
import type { OutgoingSegment } from '../x12/write.ts';
import type { DueFacts } from './due.ts';
import type { DueRow } from './table.ts';

/** What the composing of a document may use beside the record. */
export interface Setting {
  readonly due: Pick<DueRow, 'id' | 'recordId'>;
  readonly facts: DueFacts;
  readonly partner: Partner;
  readonly text: Text;
}

/** One kind of document: where it is read from, and how it is written. */
export interface DocumentKind<Record> {
  /** GS01. */
  readonly group: string;
  /** The record as the partner may see it; null when it may not. */
  read(graph: GraphClient, viewer: Viewer, setting: Setting): Promise<Record | null>;
  /** Null when the record no longer holds what the document would tell. */
  compose(record: Record, setting: Setting): OutgoingSegment[] | null;
}
