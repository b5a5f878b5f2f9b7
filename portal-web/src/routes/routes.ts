import { createRoute, createRouter, redirect } from '@tanstack/react-router';
import type { Graph } from '../graph/graph-client.ts';
import { readEdiFilter } from '../pages/edi/edi-filter.ts';
import { readInboundFilter } from '../pages/inbound/inbound-filter.ts';
import { readShipmentFilter } from '../pages/shipments/shipment-filter.ts';
import { readStockFilter } from '../pages/stock/stock-filter.ts';
import { rememberSteps } from '../shell/back-link.tsx';
import { FailedPage } from '../shell/failed-page.tsx';
import { lazyPage } from '../shell/lazy-page.tsx';
import { customerRoutes } from './customer-routes.ts';
import { only, page, portal, root, text } from './route-base.ts';
import { serviceRoutes } from './service-routes.ts';

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: only((search): { to?: string | undefined } => {
    const to = text(search['to']);
    return to ? { to } : {};
  }),
  component: lazyPage(() => import('../pages/sign-in/sign-in-page.tsx'), 'SignInPage'),
});
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
  component: lazyPage(() => import('../pages/shipments/shipments-page.tsx'), 'ShipmentsPage'),
});
const shipment = createRoute({
  getParentRoute: page,
  path: '/shipments/$shipmentId',
  component: lazyPage(() => import('../pages/shipment/shipment-page.tsx'), 'ShipmentPage'),
});
const edi = createRoute({
  getParentRoute: page,
  path: '/edi',
  validateSearch: only(readEdiFilter),
  component: lazyPage(() => import('../pages/edi/edi-page.tsx'), 'EdiPage'),
});
const ediMessage = createRoute({
  getParentRoute: page,
  path: '/edi/$messageId',
  component: lazyPage(() => import('../pages/edi/edi-message-page.tsx'), 'EdiMessagePage'),
});
const ediCheck = createRoute({
  getParentRoute: page,
  path: '/edi-check',
  component: lazyPage(() => import('../pages/edi-check/edi-check-page.tsx'), 'EdiCheckPage'),
});
const ediPartner = createRoute({
  getParentRoute: page,
  path: '/edi-partners/$partnerId',
  component: lazyPage(() => import('../pages/edi-partner/edi-partner-page.tsx'), 'EdiPartnerPage'),
});
const stock = createRoute({
  getParentRoute: page,
  path: '/stock',
  validateSearch: only(readStockFilter),
  component: lazyPage(() => import('../pages/stock/stock-page.tsx'), 'StockPage'),
});
const stockItem = createRoute({
  getParentRoute: page,
  path: '/stock/$stockId',
  component: lazyPage(() => import('../pages/stock-item/stock-item-page.tsx'), 'StockItemPage'),
});
const packs = createRoute({
  getParentRoute: page,
  path: '/packs',
  validateSearch: only((search): { account?: string | undefined } => {
    const account = text(search['account']);
    return account ? { account } : {};
  }),
  component: lazyPage(() => import('../pages/packs/packs-page.tsx'), 'PacksPage'),
});
const inbound = createRoute({
  getParentRoute: page,
  path: '/inbound',
  validateSearch: only(readInboundFilter),
  component: lazyPage(() => import('../pages/inbound/inbound-page.tsx'), 'InboundPage'),
});
const inboundNotice = createRoute({
  getParentRoute: page,
  path: '/inbound/$noticeId',
  component: lazyPage(() => import('../pages/inbound-notice/inbound-notice-page.tsx'), 'InboundNoticePage'),
});

const tree = root.addChildren([
  signIn,
  portal.addChildren([
    home,
    shipments,
    shipment,
    edi,
    ediMessage,
    ediCheck,
    ediPartner,
    stock,
    stockItem,
    packs,
    inbound,
    inboundNotice,
    ...serviceRoutes,
    ...customerRoutes,
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
