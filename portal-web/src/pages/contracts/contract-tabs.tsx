import { Link } from '@tanstack/react-router';
import { useText } from '../../language/use-text.ts';
import { isStaff } from '../../session/permissions.ts';
import { useViewer } from '../../session/viewing.tsx';
import '../../ui/tab-bar.css';

/** What was agreed, what is being negotiated; for the staff also what prices follow from. */
export function ContractTabs() {
  const t = useText();
  const staff = isStaff(useViewer());
  return (
    <nav className="tab-bar tab-bar-wrap" aria-label={t('nav.contracts')}>
      <Link to="/contracts">{t('nav.contracts')}</Link>
      <Link to="/quotes">{t('quotes.title')}</Link>
      {staff && (
        <>
          <Link to="/tiers">{t('contracts.tiers')}</Link>
          <Link to="/fuel">{t('contracts.fuel')}</Link>
          <Link to="/simulation">{t('contracts.simulation')}</Link>
        </>
      )}
    </nav>
  );
}
