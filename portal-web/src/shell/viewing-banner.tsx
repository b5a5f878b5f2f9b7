import { Button } from '@mantine/core';
import { Moment } from '../format/moment.tsx';
import { useText } from '../language/use-text.ts';
import { endCustomerView } from '../session/session-door.ts';
import { useViewer } from '../session/viewing.tsx';
import './viewing-banner.css';

/** Says on every page that somebody of the company looks through this customer's eyes, and ends that. */
export function ViewingBanner() {
  const t = useText();
  const { viewing, account } = useViewer();
  if (!viewing) return null;
  return (
    <section className="viewing-banner" aria-label={t('viewing.label')}>
      <p>
        <strong>{t('viewing.as', { account: account?.name ?? '' })}</strong>{' '}
        <span>
          {t('viewing.readOnly')} {t('viewing.reason', { reason: viewing.reason })} {t('viewing.until')}{' '}
          <Moment at={viewing.until} />
        </span>
      </p>
      <Button variant="default" onClick={() => void endCustomerView(account?.id ?? null)}>
        {t('viewing.end')}
      </Button>
    </section>
  );
}
