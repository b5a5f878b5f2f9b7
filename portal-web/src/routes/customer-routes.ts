import { createRoute } from '@tanstack/react-router';
import { readBoardSearch } from '../pages/boards/board-filter.ts';
import { readCarrierInvoiceSearch } from '../pages/carrier-invoices/carrier-invoice-filter.ts';
import { readChargesSearch } from '../pages/charges/charges-filter.ts';
import { readContractSearch } from '../pages/contracts/contract-filter.ts';
import { readInvoiceSearch } from '../pages/invoices/invoice-filter.ts';
import { readQuoteSearch } from '../pages/quotes/quote-filter.ts';
import { readReceivablesSearch } from '../pages/receivables/receivables-filter.ts';
import { readValueSearch } from '../pages/value/value-filter.ts';
import { lazyPage } from '../shell/lazy-page.tsx';
import { only, page, text } from './route-base.ts';

const accounts = createRoute({
  getParentRoute: page,
  path: '/accounts',
  validateSearch: only((search): { search?: string | undefined } => {
    const wanted = text(search['search']);
    return wanted ? { search: wanted } : {};
  }),
  component: lazyPage(() => import('../pages/accounts/accounts-page.tsx'), 'AccountsPage'),
});
const account = createRoute({
  getParentRoute: page,
  path: '/accounts/$accountId',
  component: lazyPage(() => import('../pages/account/account-page.tsx'), 'AccountPage'),
});
const course = createRoute({
  getParentRoute: page,
  path: '/accounts/$accountId/course',
  component: lazyPage(() => import('../pages/account-course/account-course-page.tsx'), 'AccountCoursePage'),
});
const credit = createRoute({
  getParentRoute: page,
  path: '/accounts/$accountId/credit',
  component: lazyPage(() => import('../pages/credit/credit-page.tsx'), 'CreditPage'),
});
const audit = createRoute({
  getParentRoute: page,
  path: '/accounts/$accountId/audit',
  component: lazyPage(() => import('../pages/audit/audit-page.tsx'), 'AuditPage'),
});
const customer = createRoute({
  getParentRoute: page,
  path: '/accounts/$accountId/360',
  component: lazyPage(() => import('../pages/customer/customer-page.tsx'), 'CustomerPage'),
});
const organization = createRoute({
  getParentRoute: page,
  path: '/organization',
  validateSearch: only((search): { unit?: string | undefined } => {
    const unit = text(search['unit']);
    return unit ? { unit } : {};
  }),
  component: lazyPage(() => import('../pages/organization/organization-page.tsx'), 'OrganizationPage'),
});
const parameters = createRoute({
  getParentRoute: page,
  path: '/parameters',
  component: lazyPage(() => import('../pages/parameters/parameters-page.tsx'), 'ParametersPage'),
});
const person = createRoute({
  getParentRoute: page,
  path: '/organization/$memberId',
  component: lazyPage(() => import('../pages/organization/person-page.tsx'), 'PersonPage'),
});
const value = createRoute({
  getParentRoute: page,
  path: '/value',
  validateSearch: only(readValueSearch),
  component: lazyPage(() => import('../pages/value/value-page.tsx'), 'ValuePage'),
});
const boards = createRoute({
  getParentRoute: page,
  path: '/boards',
  validateSearch: only(readBoardSearch),
  component: lazyPage(() => import('../pages/boards/boards-page.tsx'), 'BoardsPage'),
});
const contracts = createRoute({
  getParentRoute: page,
  path: '/contracts',
  validateSearch: only(readContractSearch),
  component: lazyPage(() => import('../pages/contracts/contracts-page.tsx'), 'ContractsPage'),
});
const contract = createRoute({
  getParentRoute: page,
  path: '/contracts/$contractId',
  component: lazyPage(() => import('../pages/contract/contract-page.tsx'), 'ContractPage'),
});
const otif = createRoute({
  getParentRoute: page,
  path: '/contracts/$contractId/otif',
  validateSearch: only((search): { period?: string | undefined } => {
    const period = text(search['period']);
    return period ? { period } : {};
  }),
  component: lazyPage(() => import('../pages/otif/otif-page.tsx'), 'OtifPage'),
});
const rates = createRoute({
  getParentRoute: page,
  path: '/contracts/$contractId/rates',
  component: lazyPage(() => import('../pages/rates/rates-page.tsx'), 'RatesPage'),
});
const rateEditor = createRoute({
  getParentRoute: page,
  path: '/contracts/$contractId/rates/new',
  validateSearch: only((search): { from?: string | undefined } => {
    const from = text(search['from']);
    return from ? { from } : {};
  }),
  component: lazyPage(() => import('../pages/rates/rate-editor-page.tsx'), 'RateEditorPage'),
});
const simulation = createRoute({
  getParentRoute: page,
  path: '/simulation',
  validateSearch: only((search): { contract?: string | undefined } => {
    const contract = text(search['contract']);
    return contract ? { contract } : {};
  }),
  component: lazyPage(() => import('../pages/simulation/simulation-page.tsx'), 'SimulationPage'),
});
const catalogue = createRoute({
  getParentRoute: page,
  path: '/contracts/$contractId/catalogue',
  component: lazyPage(() => import('../pages/catalogue/catalogue-page.tsx'), 'CataloguePage'),
});
const fuel = createRoute({
  getParentRoute: page,
  path: '/fuel',
  component: lazyPage(() => import('../pages/fuel/fuel-page.tsx'), 'FuelPage'),
});
const tiers = createRoute({
  getParentRoute: page,
  path: '/tiers',
  component: lazyPage(() => import('../pages/tiers/tiers-page.tsx'), 'TiersPage'),
});
const billing = createRoute({
  getParentRoute: page,
  path: '/billing',
  component: lazyPage(() => import('../pages/billing/billing-page.tsx'), 'BillingPage'),
});
const waiting = createRoute({
  getParentRoute: page,
  path: '/waiting',
  validateSearch: only((search): { state?: 'NOT_PRICED' | undefined } =>
    search['state'] === 'NOT_PRICED' ? { state: 'NOT_PRICED' } : {},
  ),
  component: lazyPage(() => import('../pages/waiting/waiting-page.tsx'), 'WaitingPage'),
});
const quotes = createRoute({
  getParentRoute: page,
  path: '/quotes',
  validateSearch: only(readQuoteSearch),
  component: lazyPage(() => import('../pages/quotes/quotes-page.tsx'), 'QuotesPage'),
});
const quote = createRoute({
  getParentRoute: page,
  path: '/quotes/$quoteId',
  component: lazyPage(() => import('../pages/quote/quote-page.tsx'), 'QuotePage'),
});
const prices = createRoute({
  getParentRoute: page,
  path: '/prices',
  component: lazyPage(() => import('../pages/order/prices-page.tsx'), 'PricesPage'),
});
const order = createRoute({
  getParentRoute: page,
  path: '/order',
  validateSearch: only((search): { account?: string | undefined } => {
    const account = text(search['account']);
    return account ? { account } : {};
  }),
  component: lazyPage(() => import('../pages/order/order-page.tsx'), 'OrderPage'),
});
const invoices = createRoute({
  getParentRoute: page,
  path: '/invoices',
  validateSearch: only(readInvoiceSearch),
  component: lazyPage(() => import('../pages/invoices/invoices-page.tsx'), 'InvoicesPage'),
});
const invoice = createRoute({
  getParentRoute: page,
  path: '/invoices/$invoiceId',
  component: lazyPage(() => import('../pages/invoice/invoice-page.tsx'), 'InvoicePage'),
});
const charges = createRoute({
  getParentRoute: page,
  path: '/charges',
  validateSearch: only(readChargesSearch),
  component: lazyPage(() => import('../pages/charges/charges-page.tsx'), 'ChargesPage'),
});
const receivables = createRoute({
  getParentRoute: page,
  path: '/receivables',
  validateSearch: only(readReceivablesSearch),
  component: lazyPage(() => import('../pages/receivables/receivables-page.tsx'), 'ReceivablesPage'),
});

const remittances = createRoute({
  getParentRoute: page,
  path: '/remittances',
  validateSearch: only((search): { rest?: true } => (search['rest'] ? { rest: true } : {})),
  component: lazyPage(() => import('../pages/remittances/remittances-page.tsx'), 'RemittancesPage'),
});
const remittance = createRoute({
  getParentRoute: page,
  path: '/remittances/$remittanceId',
  component: lazyPage(() => import('../pages/remittance/remittance-page.tsx'), 'RemittancePage'),
});
const carrierInvoices = createRoute({
  getParentRoute: page,
  path: '/carrier-invoices',
  validateSearch: only(readCarrierInvoiceSearch),
  component: lazyPage(() => import('../pages/carrier-invoices/carrier-invoices-page.tsx'), 'CarrierInvoicesPage'),
});
const carrierInvoice = createRoute({
  getParentRoute: page,
  path: '/carrier-invoices/$carrierInvoiceId',
  component: lazyPage(() => import('../pages/carrier-invoice/carrier-invoice-page.tsx'), 'CarrierInvoicePage'),
});
const carrierPrices = createRoute({
  getParentRoute: page,
  path: '/carrier-prices',
  component: lazyPage(() => import('../pages/carrier-prices/carrier-prices-page.tsx'), 'CarrierPricesPage'),
});
const carrierCard = createRoute({
  getParentRoute: page,
  path: '/carrier-prices/new',
  validateSearch: only((search): { from?: string | undefined } => {
    const from = text(search['from']);
    return from ? { from } : {};
  }),
  component: lazyPage(() => import('../pages/carrier-prices/carrier-card-page.tsx'), 'CarrierCardPage'),
});

/** Who the customers are, what was agreed, and what they owe and are worth. */
export const customerRoutes = [
  accounts,
  account,
  course,
  credit,
  audit,
  customer,
  organization,
  person,
  parameters,
  value,
  boards,
  contracts,
  contract,
  otif,
  rates,
  rateEditor,
  simulation,
  catalogue,
  fuel,
  tiers,
  billing,
  waiting,
  quotes,
  quote,
  prices,
  order,
  invoices,
  invoice,
  charges,
  receivables,
  remittances,
  remittance,
  carrierInvoices,
  carrierInvoice,
  carrierPrices,
  carrierCard,
] as const;
