import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
/** The workspace, whether this runs from the source or from `dist`. */
const workspace = basename(here) === 'dist' ? dirname(here) : here;

/** The EDI files that the story plays and the demo sends. */
export const STORY_FIXTURES = ['940-warehouse-order.x12', '204-load-tender.x12'] as const;

export const fixturePath = (name: (typeof STORY_FIXTURES)[number]): string => join(workspace, 'story/fixtures', name);
