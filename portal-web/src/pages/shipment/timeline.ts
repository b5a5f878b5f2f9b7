import type { ShipmentCourseFragment } from '../../generated/operations.ts';

type Milestone = ShipmentCourseFragment['milestones'][number];
type Stop = ShipmentCourseFragment['stops'][number];

export interface Happened {
  readonly kind: 'happened';
  readonly at: string;
  readonly milestone: Milestone;
  /** Later reports of the same fact by others. */
  readonly repeats: number;
}

export interface Planned {
  readonly kind: 'planned';
  readonly at: string;
  readonly until: string | null;
  readonly stop: Stop;
}

const factOf = ({ code, localTime, place }: Milestone) => `${code}|${localTime}|${place ?? ''}`;

/** What happened, newest first. Two partners that report one fact make one entry. */
export function happened(milestones: readonly Milestone[]): readonly Happened[] {
  const entries = new Map<string, Happened>();
  for (const milestone of milestones) {
    const known = entries.get(factOf(milestone));
    entries.set(
      factOf(milestone),
      known ? { ...known, repeats: known.repeats + 1 } : { kind: 'happened', at: milestone.at, milestone, repeats: 0 },
    );
  }
  return [...entries.values()].sort((a, b) => b.at.localeCompare(a.at));
}

/** Stops that are still to come, the next one last, so that the list reads from the future down to the past. */
export const planned = (stops: readonly Stop[]): readonly Planned[] =>
  stops
    .flatMap((stop): Planned[] =>
      stop.arrivedAt || stop.departedAt || !stop.windowFrom
        ? []
        : [{ kind: 'planned', at: stop.windowFrom, until: stop.windowTo ?? null, stop }],
    )
    .sort((a, b) => b.at.localeCompare(a.at));
