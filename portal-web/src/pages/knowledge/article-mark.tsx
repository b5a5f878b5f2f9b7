import type { ArticleLineFragment } from '../../generated/operations.ts';
import { useText } from '../../language/use-text.ts';
import { StateMark } from '../../ui/state-mark.tsx';

/** Whether an article is published, and for whom. */
export function ArticleMark({ article: { state, audience } }: { article: ArticleLineFragment }) {
  const t = useText();
  if (state !== 'PUBLISHED') {
    return <StateMark tone={state === 'DRAFT' ? 'waiting' : 'ended'}>{t(`articleState.${state}`)}</StateMark>;
  }
  return <StateMark tone="good">{t(`articleAudience.${audience}`)}</StateMark>;
}
