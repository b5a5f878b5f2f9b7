import { describe, expect, it } from 'vitest';
import { ANSWER_ABOVE, isAutomatic, newWordsOf, tokensOf } from './incoming.ts';

const token = (digit: string) => digit.repeat(40);

describe('the new words of an answer', () => {
  it.each([
    ['Yes.\n\nOn Mon, 2 Mar 2026 at 12:00, Quayside <quay@q.example> wrote:\n> Was it wet?', 'Yes.'],
    ['Yes.\n\nOn Mon, 2 Mar 2026 at 12:00, Quayside\n<quay@q.example> wrote:\n> Was it wet?', 'Yes.'],
    ['是的。\n\n在 2026年3月2日，Quayside <quay@q.example> 写道：\n> 湿了吗？', '是的。'],
    ['是的。\n\nQuayside <quay@q.example> 於 2026年3月2日 下午8:00 寫道：\n> 濕了嗎？', '是的。'],
    ['Yes.\n\n-----Original Message-----\nFrom: Quayside', 'Yes.'],
    ['Yes.\n\nFrom: Quayside <quay@q.example>\nSent: Monday', 'Yes.'],
    [`Yes.\n\n${ANSWER_ABOVE}\n\nHello Sam,`, 'Yes.'],
    [`Yes.\n\n> ${ANSWER_ABOVE}\n> Hello Sam,`, 'Yes.'],
    ['Yes.\r\nReally.\r\n\r\n> Was it wet?\r\n', 'Yes.\nReally.'],
    ['> Was it wet?\nYes, on one side.', '> Was it wet?\nYes, on one side.'],
    ['On Monday we wrote:\nnothing', 'On Monday we wrote:\nnothing'],
    ['From: dock 4\nit came wet', 'From: dock 4\nit came wet'],
    ['', ''],
  ])('of %j are %j', (text, words) => {
    expect(newWordsOf(text)).toBe(words);
  });
});

describe('the tokens of a mail', () => {
  it('are in its addresses first, in any case of letters', () => {
    const mail = { addresses: [`Quay+${token('A')}@q.example`], references: `<thread.${token('b')}@q.example>` };
    expect(tokensOf(mail)).toEqual([token('a')]);
    expect(tokensOf({ ...mail, addresses: ['quay@q.example'] })).toEqual([token('b')]);
    expect(tokensOf({ addresses: ['quay+short@q.example'], references: '' })).toEqual([]);
  });
});

describe('a mail of a machine', () => {
  const headers = (facts: Record<string, string>) => ({
    sender: 'sam@acme.example',
    headers: new Map(Object.entries(facts)),
  });
  it.each([
    { 'auto-submitted': 'auto-replied' },
    { precedence: 'bulk' },
    { 'list-id': '<news>' },
    { 'return-path': '<>' },
    { 'content-type': 'multipart/report; report-type=delivery-status' },
  ])('is known by %j', (facts) => {
    expect(isAutomatic(headers(facts))).toBe(true);
  });

  it('is not what a person sends', () => {
    expect(isAutomatic(headers({ 'auto-submitted': 'no', 'return-path': '<sam@acme.example>' }))).toBe(false);
    expect(isAutomatic({ sender: 'MAILER-DAEMON@acme.example', headers: new Map() })).toBe(true);
  });
});
