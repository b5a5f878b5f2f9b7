import { Link } from '@tanstack/react-router';
import { useText } from '../../language/use-text.ts';
import { isStaff } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import '../../ui/tab-bar.css';

/** What was billed, what is owed of it, and what something would cost; for the staff also how it is billed, and what could not be. */
export function MoneyTabs() {
  const t = useText();
  const staff = isStaff(useViewer());
  return (
    <nav className="tab-bar tab-bar-wrap" aria-label={t('nav.money')}>
      <Link to="/invoices">{t('invoices.title')}</Link>
      <Link to="/receivables">{t('receivables.title')}</Link>
      {staff && (
        <>
          <Link to="/billing">{t('money.billing')}</Link>
          <Link to="/waiting">{t('money.waiting')}</Link>
        </>
      )}
      <Link to="/prices">{t('price.lookUp')}</Link>
    </nav>
  );
}
