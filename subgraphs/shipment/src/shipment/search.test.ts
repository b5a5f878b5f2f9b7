import { describe, expect, it } from 'vitest';
import type { Party, Reference } from './parts.ts';
import { normalized, searchTokens } from './search.ts';

const owner = { id: '1', shipmentId: 's', accountId: 'a' };
const reference = (value: string): Reference => ({ ...owner, kind: 'PO', value, qualifier: null });
const party = (name: string): Party => ({
  ...owner,
  role: 'SHIP_TO',
  name,
  code: null,
  codeQualifier: null,
  address: null,
  phone: null,
  email: null,
});

describe('search tokens', () => {
  it('hold number, whole references and words of names', () => {
    const tokens = searchTokens('QS-000001', [reference('po 77/a')], [party("Joe's Maple-Store")]);
    expect(tokens).toEqual(['QS-000001', 'PO 77/A', 'JOE', 'MAPLE', 'STORE']);
  });

  it('begin at every place of a Chinese name', () => {
    const tokens = searchTokens('QS-1', [], [party('蓝鲸物流')]);
    expect(tokens).toEqual(['QS-1', '蓝鲸物流', '鲸物流', '物流']);
  });

  it('name each token once and none is empty', () => {
    expect(searchTokens('QS-1', [reference('qs-1'), reference(' ')], [])).toEqual(['QS-1']);
  });

  it('fit the column', () => {
    expect(normalized('x'.repeat(200))).toHaveLength(64);
  });
});
