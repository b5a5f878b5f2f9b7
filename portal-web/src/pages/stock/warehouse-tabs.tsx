import { Link } from '@tanstack/react-router';
import { useText } from '../../language/use-text.ts';
import '../../ui/tab-bar.css';

/** What lies in the warehouse, and what is on its way there. */
export function WarehouseTabs() {
  const t = useText();
  return (
    <nav className="tab-bar" aria-label={t('nav.warehouse')}>
      <Link to="/stock">{t('stock.title')}</Link>
      <Link to="/inbound">{t('inbound.title')}</Link>
      <Link to="/packs">{t('warehouse.packs')}</Link>
    </nav>
  );
}
