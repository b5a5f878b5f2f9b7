/** What a fault of the bridge says of itself beside its sentence. */
export interface EdiFault {
  readonly code: string;
  readonly segment?: string | null;
  readonly element?: number | null;
  readonly component?: number | null;
  readonly value?: string | null;
  /** Code of the refusal of the graph behind it. */
  readonly rule?: string | null;
}

/**
 * The name of a kind of fault in our catalog. Faults of a set carry theirs (AK403-7); those of a group and of an
 * interchange are bare numbers of AK905 and of the notes of a TA1, told apart by their length.
 */
export function keyOfFault({ code }: EdiFault): string {
  if (/^\d{3}$/.test(code)) return `TA1-${code}`;
  if (/^\d{1,2}$/.test(code)) return `AK905-${code}`;
  return code.startsWith('CONTRL') ? 'CONTRL' : code;
}

/** Such as W0504, or SV101-2 for a component: how everybody quotes an element. */
export const placeOfFault = ({ segment, element, component }: EdiFault): string =>
  `${segment ?? ''}${element ? String(element).padStart(2, '0') : ''}${element && component ? `-${component}` : ''}`;
