import { Link, useRouterState } from '@tanstack/react-router';
import { useText } from '../language/use-text.ts';
import { type Destination, isAt } from './navigation.ts';

/** A place of the portal, marked when one is there. */
export function NavigationLink(destination: Destination) {
  const t = useText();
  const { to, label, icon: Icon } = destination;
  const here = useRouterState({ select: ({ location }) => isAt(destination, location.pathname) });
  return (
    <Link to={to} aria-current={here ? 'page' : undefined}>
      <Icon size={19} />
      <span>{t(label)}</span>
    </Link>
  );
}
