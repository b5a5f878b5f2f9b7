import { ok, type Result } from '@quayside/shared/result';
import type { Partner } from '../partner/partner.ts';
import type { MapSegment } from '../transactions/segments.ts';
import type { ScannedSet } from '../x12/segment.ts';
import { readSet } from '../x12/set-model.ts';

/** The segments of a scanned set, as maps read them, in the partner's character set. */
export function segmentsOf(set: ScannedSet, { charset }: Pick<Partner, 'charset'>): Result<MapSegment[]> {
  const model = readSet(set, charset === 'latin1' ? 'latin1' : 'utf8');
  if (!model.ok) return model;
  return ok(
    model.value.segments.map(({ tag, size, element }) => ({
      tag,
      elements: [tag, ...Array.from({ length: size }, (_, index) => element(index + 1))],
    })),
  );
}
