import { Link } from '@tanstack/react-router';
import { useText } from '../../language/use-text.ts';
import '../../ui/tab-bar.css';

/** What was agreed, what is being negotiated. */
export function ContractTabs() {
  const t = useText();
  return (
    <nav className="tab-bar" aria-label={t('nav.contracts')}>
      <Link to="/contracts">{t('nav.contracts')}</Link>
      <Link to="/quotes">{t('quotes.title')}</Link>
    </nav>
  );
}
