import { isStaff, mayCommit, mayWrite, type Viewer } from '@quayside/shared/identity';
import { mayHandle } from '../item/policy.ts';
import type { ArticleAudience } from './article.ts';

/** Reads drafts, retired articles and those for the staff. */
export const mayReadAll = (viewer: Viewer): boolean => isStaff(viewer) || viewer.kind === 'system';

/** Writes down what has solved something. */
export const mayWriteArticles = (viewer: Viewer): boolean => mayHandle(viewer);

/** What customers read is the commercial side's to say. */
export const mayPublish = (viewer: Viewer, audience: ArticleAudience): boolean =>
  audience === 'STAFF' ? mayHandle(viewer) : mayCommit(viewer);

/** Says whether an article has helped: whoever reads it in the portal. */
export const mayVote = (viewer: Viewer): boolean => mayWrite(viewer) && viewer.kind !== 'link';
