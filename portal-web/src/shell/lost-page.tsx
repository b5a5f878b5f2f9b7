import { Link } from '@tanstack/react-router';
import { useText } from '../language/use-text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { SearchIcon } from '../ui/icons.tsx';
import { useTabTitle } from '../ui/page-frame.tsx';

/** There is nothing here, or not for this person: the two look the same on purpose. */
export function LostPage() {
  const t = useText();
  useTabTitle(t('lost.title'));
  return (
    <EmptyState
      icon={<SearchIcon size={28} />}
      title={t('lost.title')}
      hint={t('lost.hint')}
      alone
      action={<Link to="/shipments">{t('lost.home')}</Link>}
    />
  );
}
