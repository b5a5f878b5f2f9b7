import type { HeaderFault, InterchangeHeader } from './header.ts';
import type { CheckError, Place } from './place.ts';

/** What a scan reports, in the order of the file. Byte ranges point into `window` and stay valid: it is never rewritten. */
export interface ScanSink {
  interchange(header: InterchangeHeader): void;
  /** An ISA that cannot be used; everything up to the next good ISA is skipped. */
  brokenInterchange(fault: HeaderFault, at: Place): void;
  /** Every segment outside a held set; inside one only those whose tag might be an envelope's. `place.segment` counts them all. */
  segment(window: Buffer, start: number, end: number): void;
  /** The interchange stops without IEA: end of file, another ISA, or a limit. */
  cut(error: CheckError | null): void;
  /** The file ends inside a segment; only a missing line end after IEA can be forgiven. */
  tail(window: Buffer, start: number, end: number): void;
  /** Something at file level, outside every interchange. */
  stray(error: CheckError): void;
  /** A NUL inside the interchange. */
  nul(at: Place): void;
}

/** Bounds that turn an endless or hostile stream into a clear error. */
export interface ScanLimits {
  fileBytes: number;
  segmentBytes: number;
  setBytes: number;
  setSegments: number;
  segments: number;
  sets: number;
}

/** Room for every real feed, far below what would hurt the process. */
export const defaultLimits: ScanLimits = {
  fileBytes: 2 ** 31,
  segmentBytes: 65_536,
  // Larger ones would keep all others waiting while they are looked at; the largest real ones are a tenth of this.
  setBytes: 16 * 2 ** 20,
  setSegments: 200_000,
  segments: 50_000_000,
  // A report and a 997 have something to say of each of them.
  sets: 250_000,
};
