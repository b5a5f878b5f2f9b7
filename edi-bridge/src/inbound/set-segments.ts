import type { Result } from '@quayside/shared/result';
import type { Partner } from '../partner/partner.ts';
import type { MapSegment } from '../transactions/segments.ts';
import type { ScannedSet } from '../x12/segment.ts';
import { readSegments } from '../x12/set-model.ts';

/** The segments of a scanned set, as maps read them, in the partner's character set. */
export const segmentsOf = (set: ScannedSet, { charset }: Pick<Partner, 'charset'>): Result<readonly MapSegment[]> =>
  readSegments(set, charset === 'latin1' ? 'latin1' : 'utf8');
