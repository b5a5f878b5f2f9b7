import { useViewer } from './viewing.tsx';

const USUAL = ['USD', 'EUR', 'GBP', 'CNY', 'HKD', 'TWD', 'JPY', 'CAD', 'MXN'];

/** Currencies that a form offers: that of the house first, which is also what it starts with. */
export function useCurrencies(): { readonly house: string; readonly usual: readonly string[] } {
  const house = useViewer().display.houseCurrency;
  return { house, usual: [...new Set([house, ...USUAL])] };
}
