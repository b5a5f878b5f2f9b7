import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import type { CombinedError } from 'urql';
import { useText } from '../language/use-text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { LockIcon, WarningIcon } from '../ui/icons.tsx';

const codeOf = (error: CombinedError): string => String(error.graphQLErrors[0]?.extensions['code'] ?? '');

/** Why a panel or a page could not be read, with the one thing to do next. */
export function QueryFailure({ error, retry }: { error: CombinedError; retry: () => void }) {
  const t = useText();
  if (codeOf(error) === 'FORBIDDEN') {
    return <EmptyState icon={<LockIcon size={28} />} title={t('fault.forbidden')} hint={t('fault.forbiddenHint')} />;
  }
  const correlation = error.graphQLErrors[0]?.extensions['correlationId'];
  return (
    <EmptyState
      icon={<WarningIcon size={28} />}
      title={error.networkError ? t('fault.network') : t('fault.panel')}
      hint={correlation ? t('fault.reference', { id: String(correlation) }) : t('fault.networkHint')}
      action={
        <Button variant="default" onClick={retry}>
          {t('ui.retry')}
        </Button>
      }
    />
  );
}

/** Keeps a fault inside one panel: the rest of the page stays. */
export class PanelBoundary extends Component<{ fallback: ReactNode; children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError() {
    return { failed: true };
  }
  override render() {
    return this.state.failed ? this.props.fallback : this.props.children;
  }
}
