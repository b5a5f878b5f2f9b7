import { Link } from '@tanstack/react-router';
import { useText } from '../../language/use-text.ts';
import '../../ui/tab-bar.css';

/** What was billed, and what is owed of it. */
export function MoneyTabs() {
  const t = useText();
  return (
    <nav className="tab-bar" aria-label={t('nav.money')}>
      <Link to="/invoices">{t('invoices.title')}</Link>
      <Link to="/receivables">{t('receivables.title')}</Link>
    </nav>
  );
}
