import type { OrgKey } from './organization.ts';

/** A customer of the demo that is known by its history: what executives and account managers look at. */
export interface PortfolioCustomer {
  readonly name: string;
  readonly branch: Extract<OrgKey, 'memphis' | 'reno' | 'shenzhen'>;
  readonly kind: 'SUPPLIER' | 'MANUFACTURER' | 'DISTRIBUTOR' | 'RETAILER';
  readonly region: string;
  readonly industry: string;
  readonly contact: string;
  /** How its business went, or null for one that has not ordered yet. */
  readonly course: Course | null;
  /** Name of the customer that brought it. */
  readonly broughtBy?: string;
}

/** The course of a business, a row for every so many days. */
export interface Course {
  /** Days ago of the first and of the last row. */
  readonly from: number;
  readonly to: number;
  readonly everyDays: number;
  readonly orders: number;
  /** Minor units for each order. */
  readonly revenue: number;
  /** Share of the revenue that carriers take. */
  readonly carrierShare: number;
  /** Growth from the first row to the last, as a factor. */
  readonly rise: number;
  /** One in so many orders is complained of; 0 for none. */
  readonly trouble: number;
  readonly score: number;
  readonly daysLate: number;
  readonly service: string;
  /** A claim with so many minor units in each of the last rows. */
  readonly claimsAtEnd?: number;
}

const course = (facts: Partial<Course>): Course => ({
  ...{ from: 500, to: 3, everyDays: 7, orders: 6, revenue: 42_000, carrierShare: 0.62, rise: 1, trouble: 0 },
  ...{ score: 4, daysLate: 2, service: 'TRANSPORT', ...facts },
});

/** Before Quayside, for the three companies whose shipments the demo shows. */
export const EARLIER: Readonly<Record<string, Course>> = {
  harborpine: course({
    to: 62,
    orders: 14,
    revenue: 38_000,
    rise: 1.25,
    daysLate: 0,
    score: 5,
    service: 'WAREHOUSING',
  }),
  lumen: course({ to: 62, orders: 7, revenue: 36_000, trouble: 30, daysLate: 6 }),
  brightway: course({ to: 62, orders: 9, revenue: 61_000, carrierShare: 0.7, daysLate: 1 }),
};

export const PORTFOLIO: readonly PortfolioCustomer[] = [
  {
    ...{ name: 'Atlas Home Brands', branch: 'memphis', kind: 'MANUFACTURER', region: 'US-SOUTH' },
    ...{ industry: 'Household goods', contact: 'Ruth Abbott' },
    course: course({ orders: 46, revenue: 47_000, rise: 1.1, daysLate: 0, score: 5, service: 'WAREHOUSING' }),
  },
  {
    ...{ name: 'Copperline Audio', branch: 'memphis', kind: 'DISTRIBUTOR', region: 'US-MIDWEST' },
    ...{ industry: 'Electronics', contact: 'Dale Fisk' },
    course: course({ to: 44, orders: 11, revenue: 52_000, rise: 0.8, trouble: 14, score: 2, daysLate: 1 }),
  },
  {
    ...{ name: 'Juniper Skincare', branch: 'reno', kind: 'MANUFACTURER', region: 'US-WEST' },
    ...{ industry: 'Cosmetics', contact: 'Inés Duarte', broughtBy: 'Atlas Home Brands' },
    course: course({ from: 380, orders: 4, revenue: 33_000, rise: 4, service: 'KITTING' }),
  },
  {
    ...{ name: 'Northgate Garden', branch: 'reno', kind: 'RETAILER', region: 'US-WEST' },
    ...{ industry: 'Garden', contact: 'Wes Holloway' },
    course: course({ to: 170, orders: 8, revenue: 30_000, trouble: 10, score: 2, claimsAtEnd: 38_000 }),
  },
  {
    ...{ name: 'Red Lantern Toys', branch: 'shenzhen', kind: 'MANUFACTURER', region: 'CN-SOUTH' },
    ...{ industry: 'Toys', contact: '黄志强' },
    course: course({
      orders: 5,
      revenue: 24_000,
      everyDays: 14,
      carrierShare: 0.86,
      trouble: 12,
      daysLate: 24,
      score: 3,
    }),
  },
  {
    ...{ name: 'Cascade Bike Works', branch: 'reno', kind: 'RETAILER', region: 'US-WEST' },
    ...{ industry: 'Sporting goods', contact: 'Tom Okafor' },
    course: course({ from: 70, orders: 3, revenue: 29_000, service: 'WAREHOUSING' }),
  },
  {
    ...{ name: 'Pearl Delta Textiles', branch: 'shenzhen', kind: 'SUPPLIER', region: 'CN-SOUTH' },
    ...{ industry: 'Textiles', contact: '林美玲' },
    course: course({ orders: 8, revenue: 35_000, everyDays: 10, daysLate: 9, service: 'LABELLING' }),
  },
  {
    ...{ name: 'Fernhill Tea', branch: 'shenzhen', kind: 'RETAILER', region: 'CN-EAST' },
    ...{ industry: 'Food', contact: '周婷', course: null },
  },
];
