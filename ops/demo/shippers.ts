import { type BranchKey, type Place, place } from './places.ts';

export interface Item {
  readonly sku: string;
  readonly description: string;
  readonly upc: string;
  readonly gramsEach: number;
}

export interface Shipper {
  readonly key: string;
  readonly branch: BranchKey;
  readonly name: string;
  readonly legalName: string;
  readonly kind: 'SUPPLIER' | 'MANUFACTURER' | 'DISTRIBUTOR' | 'RETAILER';
  readonly grade: 'A' | 'B' | 'C' | 'D';
  readonly region: string;
  readonly industry: string;
  readonly domain: string;
  readonly locale: string;
  readonly timeZone: string;
  readonly carriers: readonly string[];
  /** Name in paths, and ISA05/06 and ISA07/08 of what it sends; `*` takes any, so that a visitor can try a file. */
  readonly edi: {
    readonly partner: string;
    readonly senderId: string;
    readonly receiverId: string;
    /** Sets by which it takes invoices. */
    readonly invoices?: readonly string[];
  };
  readonly user: string;
  readonly administrator: string;
  readonly items: readonly Item[];
  readonly consignees: readonly Place[];
  /** Services its contract covers, on top of warehousing and transport. */
  readonly valueAdded: readonly string[];
}

export const SHIPPERS: readonly Shipper[] = [
  {
    key: 'harborpine',
    branch: 'memphis',
    name: 'Harbor & Pine Outfitters',
    legalName: 'Harbor & Pine Outfitters, Inc.',
    kind: 'DISTRIBUTOR',
    grade: 'A',
    region: 'US-SOUTH',
    industry: 'Outdoor goods',
    domain: 'harborpine.example',
    locale: 'en',
    timeZone: 'America/Chicago',
    carriers: ['RDWY', 'FXFE', 'ODFL'],
    edi: { partner: 'HARBORPINE', senderId: '*', receiverId: '*' },
    user: 'Hannah Boyd',
    administrator: 'Peter Pine',
    items: [
      { sku: 'HP-TENT-2P', description: 'Trail tent, two persons', upc: '810012340017', gramsEach: 2900 },
      { sku: 'HP-LAMP-LED', description: 'Camp lantern, LED', upc: '810012340024', gramsEach: 480 },
      { sku: 'HP-BAG-20', description: 'Sleeping bag, 20 °F', upc: '810012340031', gramsEach: 1650 },
      { sku: 'HP-STOVE-S', description: 'Canister stove', upc: '810012340048', gramsEach: 310 },
      { sku: 'HP-PAD-R', description: 'Sleeping pad, regular', upc: '810012340055', gramsEach: 720 },
    ],
    consignees: [
      place('Blue Ridge Sports', '88 Depot St', ['Asheville', 'NC', '28801', 'US'], 'America/New_York', [35.6, -82.55]),
      place(
        'Lakeside Outfitting',
        '2210 W Belmont Ave',
        ['Chicago', 'IL', '60618', 'US'],
        'America/Chicago',
        [41.94, -87.68],
      ),
      place(
        'Bayou Camp & Field',
        '901 Magazine St',
        ['New Orleans', 'LA', '70130', 'US'],
        'America/Chicago',
        [29.94, -90.07],
      ),
      place(
        'High Desert Gear',
        '412 Central Ave NW',
        ['Albuquerque', 'NM', '87102', 'US'],
        'America/Denver',
        [35.08, -106.65],
      ),
      place(
        'Keystone Trails',
        '1500 Market St',
        ['Philadelphia', 'PA', '19102', 'US'],
        'America/New_York',
        [39.95, -75.17],
      ),
    ],
    valueAdded: ['LABELLING', 'KITTING', 'REPACKING', 'PHOTO', 'GUARANTEED_DELIVERY'],
  },
  {
    key: 'lumen',
    branch: 'reno',
    name: 'Lumen Kitchenware',
    legalName: 'Lumen Kitchenware LLC',
    kind: 'MANUFACTURER',
    grade: 'B',
    region: 'US-WEST',
    industry: 'Housewares',
    domain: 'lumenkitchen.example',
    locale: 'en',
    timeZone: 'America/Los_Angeles',
    carriers: ['ODFL', 'SAIA', 'UPSN'],
    edi: { partner: 'LUMEN', senderId: '12:7755550142', receiverId: 'ZZ:QUAYSIDE', invoices: ['810'] },
    user: 'Luis Ortega',
    administrator: 'Leah Marsh',
    items: [
      { sku: 'LK-PAN-28', description: 'Frying pan 28 cm', upc: '850045670019', gramsEach: 1400 },
      { sku: 'LK-KNIFE-8', description: 'Chef knife 8 in', upc: '850045670026', gramsEach: 260 },
      { sku: 'LK-KETTLE', description: 'Kettle 1.7 l', upc: '850045670033', gramsEach: 1100 },
      { sku: 'LK-BOWL-SET', description: 'Mixing bowls, set of 3', upc: '850045670040', gramsEach: 1900 },
    ],
    consignees: [
      place('Pacific Table', '700 Pike St', ['Seattle', 'WA', '98101', 'US'], 'America/Los_Angeles', [47.61, -122.33]),
      place(
        'Mission Home',
        '2120 Mission St',
        ['San Francisco', 'CA', '94110', 'US'],
        'America/Los_Angeles',
        [37.76, -122.42],
      ),
      place(
        'Copper & Clay',
        '33 E Washington St',
        ['Phoenix', 'AZ', '85004', 'US'],
        'America/Phoenix',
        [33.45, -112.07],
      ),
      place(
        'Front Range Kitchens',
        '1601 Wynkoop St',
        ['Denver', 'CO', '80202', 'US'],
        'America/Denver',
        [39.75, -105],
      ),
      place(
        'Maple Street Goods',
        '210 Queen St W',
        ['Toronto', 'ON', 'M5V 1Z4', 'CA'],
        'America/Toronto',
        [43.65, -79.39],
      ),
    ],
    valueAdded: ['LABELLING', 'TALLYING', 'SHELVING'],
  },
  {
    key: 'brightway',
    branch: 'shenzhen',
    name: 'Brightway Electronics 明途电子',
    legalName: 'Shenzhen Brightway Electronics Co., Ltd.',
    kind: 'MANUFACTURER',
    grade: 'A',
    region: 'CN-SOUTH',
    industry: 'Consumer electronics',
    domain: 'brightway.example',
    locale: 'zh-Hans',
    timeZone: 'Asia/Shanghai',
    carriers: ['COSU', 'OOLU', 'SFEX'],
    edi: { partner: 'BRIGHTWAY', senderId: '01:529117734', receiverId: 'ZZ:QUAYSIDE' },
    user: '林晓雯',
    administrator: '陈志远',
    items: [
      { sku: 'BW-TWS-5', description: 'Wireless earbuds', upc: '697100200015', gramsEach: 120 },
      { sku: 'BW-PB-20K', description: 'Power bank 20,000 mAh', upc: '697100200022', gramsEach: 410 },
      { sku: 'BW-CAM-IN', description: 'Indoor camera', upc: '697100200039', gramsEach: 230 },
      { sku: 'BW-HUB-7', description: 'USB-C hub, 7 ports', upc: '697100200046', gramsEach: 95 },
    ],
    consignees: [
      place(
        'Harbor Freightline LA',
        '2401 E Pacific Coast Hwy',
        ['Long Beach', 'CA', '90804', 'US'],
        'America/Los_Angeles',
        [33.79, -118.17],
      ),
      place('光華數位', '市民大道三段 8 號', ['Taipei', 'TPE', '100', 'TW'], 'Asia/Taipei', [25.05, 121.53]),
      place(
        'Nordlicht Elektronik',
        'Am Sandtorkai 30',
        ['Hamburg', 'HH', '20457', 'DE'],
        'Europe/Berlin',
        [53.54, 9.99],
      ),
      place('成都数码广场', '一环路南二段 1 号', ['Chengdu', 'SC', '610041', 'CN'], 'Asia/Shanghai', [30.63, 104.06]),
    ],
    valueAdded: ['LABELLING', 'REPACKING', 'PHOTO'],
  },
];
