/** Password of every demo login. */
export const PASSWORD = 'harbor-lights-2026';

/** The company's own tree, parents before children. */
export const ORGANIZATION = [
  { key: 'group', parent: null, kind: 'GROUP', name: 'Quayside Logistics', timeZone: 'UTC' },
  { key: 'america', parent: 'group', kind: 'SUBSIDIARY', name: 'Quayside Americas', timeZone: 'America/Chicago' },
  { key: 'memphis', parent: 'america', kind: 'BRANCH', name: 'Memphis', timeZone: 'America/Chicago' },
  {
    key: 'memphis-office',
    parent: 'memphis',
    kind: 'OFFICE',
    name: 'Memphis Airport Office',
    timeZone: 'America/Chicago',
  },
  {
    key: 'memphis-claims',
    parent: 'memphis-office',
    kind: 'TEAM',
    name: 'Memphis Claims Team',
    timeZone: 'America/Chicago',
  },
  { key: 'reno', parent: 'america', kind: 'BRANCH', name: 'Reno', timeZone: 'America/Los_Angeles' },
  { key: 'asia', parent: 'group', kind: 'SUBSIDIARY', name: 'Quayside Asia', timeZone: 'Asia/Shanghai' },
  { key: 'shenzhen', parent: 'asia', kind: 'BRANCH', name: 'Shenzhen', timeZone: 'Asia/Shanghai' },
] as const;
export type OrgKey = (typeof ORGANIZATION)[number]['key'];

export const STAFF = [
  {
    key: 'executive',
    unit: 'group',
    role: 'EXECUTIVE',
    name: 'Erin Castellan',
    email: 'executive@quayside.example',
    locale: 'en',
    timeZone: 'America/Chicago',
  },
  {
    key: 'administrator',
    unit: 'group',
    role: 'ADMINISTRATOR',
    name: 'Ada Winther',
    email: 'administrator@quayside.example',
    locale: 'en',
    timeZone: 'America/Chicago',
  },
  {
    key: 'operator',
    unit: 'america',
    role: 'OPERATOR',
    name: 'Omar Reyes',
    email: 'operator@quayside.example',
    locale: 'en',
    timeZone: 'America/Chicago',
  },
  {
    key: 'memphis',
    unit: 'memphis',
    role: 'ACCOUNT_MANAGER',
    name: 'Maya Lindqvist',
    email: 'maya@quayside.example',
    locale: 'en',
    timeZone: 'America/Chicago',
  },
  {
    key: 'reno',
    unit: 'reno',
    role: 'ACCOUNT_MANAGER',
    name: 'Ren Takeda',
    email: 'ren@quayside.example',
    locale: 'en',
    timeZone: 'America/Los_Angeles',
  },
  {
    key: 'shenzhen',
    unit: 'shenzhen',
    role: 'ACCOUNT_MANAGER',
    name: '沈嘉怡',
    email: 'jiayi@quayside.example',
    locale: 'zh-Hans',
    timeZone: 'Asia/Shanghai',
  },
  {
    key: 'sales',
    unit: 'reno',
    role: 'SALES',
    name: 'Sol Vega',
    email: 'sol@quayside.example',
    locale: 'en',
    timeZone: 'America/Los_Angeles',
  },
  {
    key: 'sales-head',
    unit: 'asia',
    role: 'SALES_HEAD',
    name: '林若彤',
    email: 'ruotong@quayside.example',
    locale: 'zh-Hans',
    timeZone: 'Asia/Shanghai',
  },
] as const satisfies readonly {
  key: string;
  unit: OrgKey;
  role: string;
  name: string;
  email: string;
  locale: string;
  timeZone: string;
}[];
