import { createRoute } from '@tanstack/react-router';
import { readCaseAnalysis } from '../pages/case-analysis/case-analysis-filter.ts';
import { readKnowledgeSearch } from '../pages/knowledge/knowledge-filter.ts';
import { readQueueFilter } from '../pages/queue/queue-filter.ts';
import { readSatisfactionSearch } from '../pages/satisfaction/satisfaction-filter.ts';
import { readServiceFilter } from '../pages/service/service-filter.ts';
import { lazyPage } from '../shell/lazy-page.tsx';
import { only, page, text } from './route-base.ts';

const queue = createRoute({
  getParentRoute: page,
  path: '/queue',
  validateSearch: only(readQueueFilter),
  component: lazyPage(() => import('../pages/queue/queue-page.tsx'), 'QueuePage'),
});
const service = createRoute({
  getParentRoute: page,
  path: '/service',
  validateSearch: only(readServiceFilter),
  component: lazyPage(() => import('../pages/service/service-page.tsx'), 'ServicePage'),
});
const caseRoute = createRoute({
  getParentRoute: page,
  path: '/cases/$caseId',
  component: lazyPage(() => import('../pages/case/case-page.tsx'), 'CasePage'),
});
const claim = createRoute({
  getParentRoute: page,
  path: '/claims/$claimId',
  component: lazyPage(() => import('../pages/claim/claim-page.tsx'), 'ClaimPage'),
});
const workOrder = createRoute({
  getParentRoute: page,
  path: '/work-orders/$workOrderId',
  component: lazyPage(() => import('../pages/work-order/work-order-page.tsx'), 'WorkOrderPage'),
});
const returnOrder = createRoute({
  getParentRoute: page,
  path: '/returns/$returnId',
  component: lazyPage(() => import('../pages/return-order/return-order-page.tsx'), 'ReturnOrderPage'),
});
const caseAnalysis = createRoute({
  getParentRoute: page,
  path: '/case-analysis',
  validateSearch: only(readCaseAnalysis),
  component: lazyPage(() => import('../pages/case-analysis/case-analysis-page.tsx'), 'CaseAnalysisPage'),
});
const floor = createRoute({
  getParentRoute: page,
  path: '/floor',
  validateSearch: only((search): { job?: string | undefined } => {
    const job = text(search['job']);
    return job ? { job } : {};
  }),
  component: lazyPage(() => import('../pages/floor/floor-page.tsx'), 'FloorPage'),
});
const capacity = createRoute({
  getParentRoute: page,
  path: '/capacity',
  validateSearch: only((search): { branch?: string | undefined; from?: string | undefined } => {
    const [branch, from] = [text(search['branch']), text(search['from'])];
    return { ...(branch ? { branch } : {}), ...(from ? { from } : {}) };
  }),
  component: lazyPage(() => import('../pages/capacity/capacity-page.tsx'), 'CapacityPage'),
});
const supervision = createRoute({
  getParentRoute: page,
  path: '/supervision',
  component: lazyPage(() => import('../pages/supervision/supervision-page.tsx'), 'SupervisionPage'),
});
const calendars = createRoute({
  getParentRoute: page,
  path: '/calendars',
  component: lazyPage(() => import('../pages/calendars/calendars-page.tsx'), 'CalendarsPage'),
});
const heldMails = createRoute({
  getParentRoute: page,
  path: '/held-mails',
  component: lazyPage(() => import('../pages/held-mails/held-mails-page.tsx'), 'HeldMailsPage'),
});
const knowledge = createRoute({
  getParentRoute: page,
  path: '/knowledge',
  validateSearch: only(readKnowledgeSearch),
  component: lazyPage(() => import('../pages/knowledge/knowledge-page.tsx'), 'KnowledgePage'),
});
const article = createRoute({
  getParentRoute: page,
  path: '/knowledge/$articleId',
  component: lazyPage(() => import('../pages/knowledge/article-page.tsx'), 'ArticlePage'),
});
const defects = createRoute({
  getParentRoute: page,
  path: '/defects',
  component: lazyPage(() => import('../pages/defects/defects-page.tsx'), 'DefectsPage'),
});
const defect = createRoute({
  getParentRoute: page,
  path: '/defects/$defectId',
  component: lazyPage(() => import('../pages/defects/defect-page.tsx'), 'DefectPage'),
});
const satisfaction = createRoute({
  getParentRoute: page,
  path: '/satisfaction',
  validateSearch: only(readSatisfactionSearch),
  component: lazyPage(() => import('../pages/satisfaction/satisfaction-page.tsx'), 'SatisfactionPage'),
});
const notifications = createRoute({
  getParentRoute: page,
  path: '/notifications',
  validateSearch: only((search): { unread?: true | undefined } => (search['unread'] ? { unread: true } : {})),
  component: lazyPage(() => import('../pages/notifications/notifications-page.tsx'), 'NotificationsPage'),
});
const preferences = createRoute({
  getParentRoute: page,
  path: '/notifications/preferences',
  component: lazyPage(() => import('../pages/notifications/preferences-page.tsx'), 'PreferencesPage'),
});

/** Whatever is asked, claimed, ordered or told. */
export const serviceRoutes = [
  queue,
  service,
  caseRoute,
  claim,
  workOrder,
  returnOrder,
  caseAnalysis,
  floor,
  capacity,
  supervision,
  calendars,
  heldMails,
  knowledge,
  article,
  defects,
  defect,
  satisfaction,
  notifications,
  preferences,
] as const;
