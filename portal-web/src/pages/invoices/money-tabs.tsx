import { Link } from '@tanstack/react-router';
import { useText } from '../../language/use-text.ts';
import { isStaff, maySeeCosts } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import '../../ui/tab-bar.css';

/** What was billed, what is owed and paid of it, and what something would cost; for the staff also how it is billed, what could not be, and, to those who may see costs, what carriers bill. */
export function MoneyTabs() {
  const t = useText();
  const viewer = useViewer();
  return (
    <nav className="tab-bar tab-bar-wrap" aria-label={t('nav.money')}>
      <Link to="/invoices">{t('invoices.title')}</Link>
      <Link to="/charges">{t('charges.title')}</Link>
      <Link to="/receivables">{t('receivables.title')}</Link>
      <Link to="/remittances">{t('remittances.title')}</Link>
      {maySeeCosts(viewer) && <Link to="/carrier-invoices">{t('carrierInvoices.tab')}</Link>}
      {isStaff(viewer) && (
        <>
          <Link to="/billing">{t('money.billing')}</Link>
          <Link to="/waiting">{t('money.waiting')}</Link>
        </>
      )}
      <Link to="/prices">{t('price.lookUp')}</Link>
    </nav>
  );
}
