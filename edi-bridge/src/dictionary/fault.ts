import type { FaultKind } from './policy.ts';

/** A content fault before anybody has decided what becomes of it. */
export interface Fault {
  kind: FaultKind;
  tag: string;
  position: number;
  loop: string | null;
  /** Index into the segments of the set: where to point. */
  segment: number;
  segmentCode: string | null;
  element: number | null;
  component: number | null;
  elementCode: string | null;
  value: string | null;
  message: string;
  fix: string;
}
