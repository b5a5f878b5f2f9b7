import type { FileReport } from '../check/report.ts';
import { type EdiFault, MAX_FAULTS, shorten } from '../message/message.ts';
import type { CheckError, SetError } from '../x12/place.ts';

/** The errors of a report as the ledger keeps them: in the order of the file, the first ones where there are many. */
export function faultsOf(report: FileReport): EdiFault[] {
  const faults: EdiFault[] = report.errors.map(plainFault);
  for (const interchange of report.interchanges) {
    faults.push(...interchange.errors.slice(0, MAX_FAULTS).map(plainFault));
    for (const group of interchange.groups) {
      faults.push(...group.errors.slice(0, MAX_FAULTS).map(plainFault));
      for (const set of group.sets) faults.push(...set.errors.slice(0, MAX_FAULTS).map(setFault));
      if (faults.length > MAX_FAULTS) return faults.slice(0, MAX_FAULTS);
    }
  }
  return faults.slice(0, MAX_FAULTS);
}

const plainFault = (error: CheckError): EdiFault => ({
  code: error.code,
  message: error.message,
  fix: error.fix,
  byte: error.at.byte,
  line: error.at.line,
  segmentNumber: error.at.segment,
  segment: null,
  element: null,
  value: null,
});

const setFault = (error: SetError): EdiFault => ({
  ...plainFault(error),
  segment: error.segment,
  element: error.element,
  value: error.value && shorten(error.value, 100),
});

/** A fault that no segment is to blame for: a business rule, or the way a file came. */
export const businessFault = (code: string, message: string): EdiFault => ({
  code,
  message,
  fix: null,
  byte: null,
  line: null,
  segmentNumber: null,
  segment: null,
  element: null,
  value: null,
});
