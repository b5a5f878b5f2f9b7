import type { ReactNode } from 'react';
import './empty-state.css';

/** Nothing to show, and what to do about it. */
export function EmptyState({
  icon,
  title,
  hint,
  action,
  alone = false,
}: {
  icon?: ReactNode;
  title: string;
  hint?: string;
  action?: ReactNode;
  /** It is the whole page, so its title is the page's. */
  alone?: boolean;
}) {
  const Title = alone ? 'h1' : 'p';
  return (
    <div className="empty-state">
      {icon && <div className="empty-icon">{icon}</div>}
      <Title className="empty-title">{title}</Title>
      {hint && <p className="soft">{hint}</p>}
      {action && <div className="empty-action">{action}</div>}
    </div>
  );
}

/** Grey shapes in place of lines of text that are on their way. */
export function Skeleton({ lines = 3, height = 18 }: { lines?: number; height?: number }) {
  return (
    <div className="skeleton" aria-hidden="true">
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the shapes have no identity
        <span key={line} style={{ height, width: `${92 - ((line * 17) % 40)}%` }} />
      ))}
    </div>
  );
}

/** The same inside a panel whose content brings its own edges. */
export const PanelSkeleton = () => (
  <div className="panel-body">
    <Skeleton />
  </div>
);
