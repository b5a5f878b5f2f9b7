import { createRootRouteWithContext, createRoute, createRouter, Outlet, redirect } from '@tanstack/react-router';
import type { Graph } from './graph/graph-client.ts';
import { readCaseAnalysis } from './pages/case-analysis/case-analysis-filter.ts';
import { readEdiFilter } from './pages/edi/edi-filter.ts';
import { readInboundFilter } from './pages/inbound/inbound-filter.ts';
import { readQueueFilter } from './pages/queue/queue-filter.ts';
import { readServiceFilter } from './pages/service/service-filter.ts';
import { readShipmentFilter } from './pages/shipments/shipment-filter.ts';
import { readStockFilter } from './pages/stock/stock-filter.ts';
import { readValueSearch } from './pages/value/value-filter.ts';
import { SignedIn } from './session/signed-in.tsx';
import { rememberSteps } from './shell/back-link.tsx';
import { FailedPage } from './shell/failed-page.tsx';
import { lazyPage } from './shell/lazy-page.tsx';
import { LostPage } from './shell/lost-page.tsx';

const root = createRootRouteWithContext<Graph>()({ component: Outlet, notFoundComponent: LostPage });

/** The router lays what was read over the address as it came; only `undefined` takes a word out of it. */
const only =
  <Search extends object>(read: (address: Record<string, unknown>) => Search) =>
  (address: Record<string, unknown>): Search => ({
    ...Object.fromEntries(Object.keys(address).map((word) => [word, undefined])),
    ...read(address),
  });

const text = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined);

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: only((search): { to?: string | undefined } => {
    const to = text(search['to']);
    return to ? { to } : {};
  }),
  component: lazyPage(() => import('./pages/sign-in/sign-in-page.tsx'), 'SignInPage'),
});

/** Everything behind the sign-in. */
const portal = createRoute({ getParentRoute: () => root, id: 'portal', component: SignedIn });
const page = () => portal;

const home = createRoute({
  getParentRoute: page,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/shipments' });
  },
});
const shipments = createRoute({
  getParentRoute: page,
  path: '/shipments',
  validateSearch: only(readShipmentFilter),
  component: lazyPage(() => import('./pages/shipments/shipments-page.tsx'), 'ShipmentsPage'),
});
const shipment = createRoute({
  getParentRoute: page,
  path: '/shipments/$shipmentId',
  component: lazyPage(() => import('./pages/shipment/shipment-page.tsx'), 'ShipmentPage'),
});
const queue = createRoute({
  getParentRoute: page,
  path: '/queue',
  validateSearch: only(readQueueFilter),
  component: lazyPage(() => import('./pages/queue/queue-page.tsx'), 'QueuePage'),
});
const service = createRoute({
  getParentRoute: page,
  path: '/service',
  validateSearch: only(readServiceFilter),
  component: lazyPage(() => import('./pages/service/service-page.tsx'), 'ServicePage'),
});
const caseRoute = createRoute({
  getParentRoute: page,
  path: '/cases/$caseId',
  component: lazyPage(() => import('./pages/case/case-page.tsx'), 'CasePage'),
});
const claim = createRoute({
  getParentRoute: page,
  path: '/claims/$claimId',
  component: lazyPage(() => import('./pages/claim/claim-page.tsx'), 'ClaimPage'),
});
const workOrder = createRoute({
  getParentRoute: page,
  path: '/work-orders/$workOrderId',
  component: lazyPage(() => import('./pages/work-order/work-order-page.tsx'), 'WorkOrderPage'),
});
const returnOrder = createRoute({
  getParentRoute: page,
  path: '/returns/$returnId',
  component: lazyPage(() => import('./pages/return-order/return-order-page.tsx'), 'ReturnOrderPage'),
});
const caseAnalysis = createRoute({
  getParentRoute: page,
  path: '/case-analysis',
  validateSearch: only(readCaseAnalysis),
  component: lazyPage(() => import('./pages/case-analysis/case-analysis-page.tsx'), 'CaseAnalysisPage'),
});
const floor = createRoute({
  getParentRoute: page,
  path: '/floor',
  validateSearch: only((search): { job?: string | undefined } => {
    const job = text(search['job']);
    return job ? { job } : {};
  }),
  component: lazyPage(() => import('./pages/floor/floor-page.tsx'), 'FloorPage'),
});
const capacity = createRoute({
  getParentRoute: page,
  path: '/capacity',
  validateSearch: only((search): { branch?: string | undefined; from?: string | undefined } => {
    const [branch, from] = [text(search['branch']), text(search['from'])];
    return { ...(branch ? { branch } : {}), ...(from ? { from } : {}) };
  }),
  component: lazyPage(() => import('./pages/capacity/capacity-page.tsx'), 'CapacityPage'),
});
const edi = createRoute({
  getParentRoute: page,
  path: '/edi',
  validateSearch: only(readEdiFilter),
  component: lazyPage(() => import('./pages/edi/edi-page.tsx'), 'EdiPage'),
});
const ediMessage = createRoute({
  getParentRoute: page,
  path: '/edi/$messageId',
  component: lazyPage(() => import('./pages/edi/edi-message-page.tsx'), 'EdiMessagePage'),
});
const accounts = createRoute({
  getParentRoute: page,
  path: '/accounts',
  validateSearch: only((search): { search?: string | undefined } => {
    const wanted = text(search['search']);
    return wanted ? { search: wanted } : {};
  }),
  component: lazyPage(() => import('./pages/accounts/accounts-page.tsx'), 'AccountsPage'),
});
const account = createRoute({
  getParentRoute: page,
  path: '/accounts/$accountId',
  component: lazyPage(() => import('./pages/account/account-page.tsx'), 'AccountPage'),
});
const supervision = createRoute({
  getParentRoute: page,
  path: '/supervision',
  component: lazyPage(() => import('./pages/supervision/supervision-page.tsx'), 'SupervisionPage'),
});
const audit = createRoute({
  getParentRoute: page,
  path: '/accounts/$accountId/audit',
  component: lazyPage(() => import('./pages/audit/audit-page.tsx'), 'AuditPage'),
});
const calendars = createRoute({
  getParentRoute: page,
  path: '/calendars',
  component: lazyPage(() => import('./pages/calendars/calendars-page.tsx'), 'CalendarsPage'),
});
const customer = createRoute({
  getParentRoute: page,
  path: '/accounts/$accountId/360',
  component: lazyPage(() => import('./pages/customer/customer-page.tsx'), 'CustomerPage'),
});
const value = createRoute({
  getParentRoute: page,
  path: '/value',
  validateSearch: only(readValueSearch),
  component: lazyPage(() => import('./pages/value/value-page.tsx'), 'ValuePage'),
});
const contracts = createRoute({
  getParentRoute: page,
  path: '/contracts',
  component: lazyPage(() => import('./pages/contracts/contracts-page.tsx'), 'ContractsPage'),
});
const contract = createRoute({
  getParentRoute: page,
  path: '/contracts/$contractId',
  component: lazyPage(() => import('./pages/contract/contract-page.tsx'), 'ContractPage'),
});
const otif = createRoute({
  getParentRoute: page,
  path: '/contracts/$contractId/otif',
  validateSearch: only((search): { period?: string | undefined } => {
    const period = text(search['period']);
    return period ? { period } : {};
  }),
  component: lazyPage(() => import('./pages/otif/otif-page.tsx'), 'OtifPage'),
});
const quotes = createRoute({
  getParentRoute: page,
  path: '/quotes',
  component: lazyPage(() => import('./pages/quotes/quotes-page.tsx'), 'QuotesPage'),
});
const quote = createRoute({
  getParentRoute: page,
  path: '/quotes/$quoteId',
  component: lazyPage(() => import('./pages/quote/quote-page.tsx'), 'QuotePage'),
});

const invoices = createRoute({
  getParentRoute: page,
  path: '/invoices',
  component: lazyPage(() => import('./pages/invoices/invoices-page.tsx'), 'InvoicesPage'),
});
const invoice = createRoute({
  getParentRoute: page,
  path: '/invoices/$invoiceId',
  component: lazyPage(() => import('./pages/invoice/invoice-page.tsx'), 'InvoicePage'),
});
const receivables = createRoute({
  getParentRoute: page,
  path: '/receivables',
  component: lazyPage(() => import('./pages/receivables/receivables-page.tsx'), 'ReceivablesPage'),
});

const ediCheck = createRoute({
  getParentRoute: page,
  path: '/edi-check',
  component: lazyPage(() => import('./pages/edi-check/edi-check-page.tsx'), 'EdiCheckPage'),
});
const ediPartner = createRoute({
  getParentRoute: page,
  path: '/edi-partners/$partnerId',
  component: lazyPage(() => import('./pages/edi-partner/edi-partner-page.tsx'), 'EdiPartnerPage'),
});
const stock = createRoute({
  getParentRoute: page,
  path: '/stock',
  validateSearch: only(readStockFilter),
  component: lazyPage(() => import('./pages/stock/stock-page.tsx'), 'StockPage'),
});
const stockItem = createRoute({
  getParentRoute: page,
  path: '/stock/$stockId',
  component: lazyPage(() => import('./pages/stock-item/stock-item-page.tsx'), 'StockItemPage'),
});
const inbound = createRoute({
  getParentRoute: page,
  path: '/inbound',
  validateSearch: only(readInboundFilter),
  component: lazyPage(() => import('./pages/inbound/inbound-page.tsx'), 'InboundPage'),
});
const inboundNotice = createRoute({
  getParentRoute: page,
  path: '/inbound/$noticeId',
  component: lazyPage(() => import('./pages/inbound-notice/inbound-notice-page.tsx'), 'InboundNoticePage'),
});

const notifications = createRoute({
  getParentRoute: page,
  path: '/notifications',
  validateSearch: only((search): { unread?: true | undefined } => (search['unread'] ? { unread: true } : {})),
  component: lazyPage(() => import('./pages/notifications/notifications-page.tsx'), 'NotificationsPage'),
});
const preferences = createRoute({
  getParentRoute: page,
  path: '/notifications/preferences',
  component: lazyPage(() => import('./pages/notifications/preferences-page.tsx'), 'PreferencesPage'),
});

const heldMails = createRoute({
  getParentRoute: page,
  path: '/held-mails',
  component: lazyPage(() => import('./pages/held-mails/held-mails-page.tsx'), 'HeldMailsPage'),
});

const satisfaction = createRoute({
  getParentRoute: page,
  path: '/satisfaction',
  component: lazyPage(() => import('./pages/satisfaction/satisfaction-page.tsx'), 'SatisfactionPage'),
});

const tree = root.addChildren([
  signIn,
  portal.addChildren([
    home,
    shipments,
    shipment,
    queue,
    service,
    caseRoute,
    claim,
    workOrder,
    returnOrder,
    caseAnalysis,
    floor,
    capacity,
    edi,
    ediMessage,
    accounts,
    account,
    customer,
    value,
    calendars,
    supervision,
    audit,
    contracts,
    contract,
    otif,
    quotes,
    quote,
    invoices,
    invoice,
    receivables,
    ediCheck,
    ediPartner,
    stock,
    stockItem,
    inbound,
    inboundNotice,
    notifications,
    preferences,
    heldMails,
    satisfaction,
  ]),
]);

/** The router of the portal. Hovering a link starts to load its page. */
export function openRouter(graph: Graph) {
  const router = createRouter({
    routeTree: tree,
    context: graph,
    defaultPreload: 'intent',
    scrollRestoration: true,
    defaultErrorComponent: FailedPage,
  });
  rememberSteps(router);
  return router;
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof openRouter>;
  }
}
