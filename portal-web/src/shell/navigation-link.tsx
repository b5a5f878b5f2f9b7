import { Link } from '@tanstack/react-router';
import { useText } from '../language/use-text.ts';
import type { Destination } from './navigation.ts';

/** A place of the portal, marked when one is there. */
export function NavigationLink({ to, label, icon: Icon }: Destination) {
  const t = useText();
  return (
    <Link to={to} activeProps={{ 'aria-current': 'page' }}>
      <Icon size={19} />
      <span>{t(label)}</span>
    </Link>
  );
}
