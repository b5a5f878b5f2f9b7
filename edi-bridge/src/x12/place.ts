/** Where something stands in a file: byte offset from 0, line from 1, segment number in the file from 1 (ISA is 1). */
export interface Place {
  byte: number;
  line: number;
  segment: number;
}

/** One fault above the level of a set, in words for the person who must mend the file. */
export interface CheckError {
  code: string;
  message: string;
  fix: string;
  at: Place;
}

/** One fault inside a set, with the codes of AK3 (`segmentCode`) and AK4 (`elementCode`). */
export interface SetError extends CheckError {
  segment: string;
  /** Counted from ST = 1. */
  position: number;
  loop: string | null;
  segmentCode: string | null;
  element: number | null;
  component: number | null;
  /** Number of the element in the standard: AK402. */
  elementNumber: string | null;
  elementCode: string | null;
  value: string | null;
}

/** The start of a file. */
export const fileStart: Readonly<Place> = { byte: 0, line: 1, segment: 0 };
