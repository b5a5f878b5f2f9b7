import type { Viewer } from '@quayside/shared/identity';
import { maySeeChannels } from '../channel/policy.ts';

/** The archive holds the files of all accounts side by side, so only who sees all of them may have it read. */
export const mayVerify = (viewer: Viewer): boolean => maySeeChannels(viewer) && viewer.reach.kind === 'everything';
