import { randomBytes } from 'node:crypto';
import { systemViewer } from '@quayside/shared/identity';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { SubgraphLink } from '../subgraph-link.ts';
import { objection, type RequestVariables, refuseBody } from './answers.ts';
import { askLink } from './ask-link.ts';
import { addressOf } from './caller.ts';
import { RateLimit } from './rate-limit.ts';
import { type RateState, ratePage } from './rate-page.ts';

export interface RateDoorDeps {
  readonly service: SubgraphLink;
  readonly tls: boolean;
}

interface Invited {
  readonly number: string;
  readonly locale: string;
  readonly recommends: boolean;
}

const TRIES_PER_MINUTE = 60;
const LARGEST_FORM = 32 * 1024;
const INVITE = 'query ($token: String!) { rateInvite(token: $token) { number locale recommends } }';
const RATE = `mutation ($token: String!, $score: Int!, $comment: String) { rateByMail(token: $token, score: $score, comment: $comment) {
  __typename } }`;
const RECOMMEND = `mutation ($token: String!, $score: Int!) { recommendByMail(token: $token, score: $score) { __typename } }`;
const gateway = systemViewer('gateway');

const scoreOf = (text: unknown, scores = /^[1-5]$/): number | null =>
  typeof text === 'string' && scores.test(text) ? Number(text) : null;
const FROM_0_TO_10 = /^(\d|10)$/;

/** `/rate/TOKEN`: how content somebody is, said with one tap in a mail, without a sign-in. */
export function rateDoor({ service, tls }: RateDoorDeps): Hono<RequestVariables> {
  const door = new Hono<RequestVariables>();
  const limit = new RateLimit(TRIES_PER_MINUTE);
  const invited = (c: Context<RequestVariables>, token: string): Promise<Invited | null> =>
    askLink<Invited | null>(service, { text: INVITE, variables: { token } }, gateway, c.get('correlationId'));
  door.use('*', async (c, next) =>
    limit.take(addressOf(c, tls))
      ? next()
      : objection(c, 429, 'TOO_MANY_REQUESTS', 'Too many tries. Wait a minute and open the link again.'),
  );
  door.get('/:token', async (c) => {
    const invite = await invited(c, c.req.param('token'));
    if (!invite) return show(c, { kind: 'ended' }, null);
    return show(c, { kind: 'asked', number: invite.number, score: scoreOf(c.req.query('score')) }, invite);
  });
  const small = bodyLimit({
    maxSize: LARGEST_FORM,
    onError: (c) => refuseBody(c, 'TOO_LARGE', 'That is more than a comment. Say it in fewer words.'),
  });
  door.post('/:token', small, async (c) => {
    const token = c.req.param('token');
    const form = await c.req.parseBody();
    const score = scoreOf(form['score']);
    const comment = typeof form['comment'] === 'string' ? form['comment'].trim() : '';
    const invite = await invited(c, token);
    if (!invite) return show(c, { kind: 'ended' }, null);
    const recommend = scoreOf(form['recommend'], FROM_0_TO_10);
    if (recommend !== null) {
      const said = { text: RECOMMEND, variables: { token, score: recommend } };
      const answer = await askLink<{ __typename: string }>(service, said, gateway, c.get('correlationId'));
      return show(
        c,
        answer.__typename === 'Refusal' ? { kind: 'refused' } : { kind: 'recommended', recommend },
        invite,
      );
    }
    if (score === null) return show(c, { kind: 'asked', number: invite.number, score: null }, invite);
    const variables = { token, score, comment: comment || null };
    const request = { text: RATE, variables };
    const kept = await askLink<{ __typename: string }>(service, request, gateway, c.get('correlationId'));
    const { recommends } = invite;
    const state: RateState = { kind: 'kept', score, comment, recommends };
    return show(c, kept.__typename === 'Refusal' ? { kind: 'refused' } : state, invite);
  });
  return door;
}

function show(c: Context<RequestVariables>, state: RateState, invite: Invited | null): Response {
  const nonce = randomBytes(16).toString('base64');
  const acceptLanguage = c.req.header('accept-language') ?? null;
  const page = ratePage(state, { locale: invite?.locale ?? null, acceptLanguage, nonce });
  // The same page and status for a token that ended and one that never was.
  return c.body(page, state.kind === 'ended' ? 404 : 200, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': [
      ...["default-src 'none'", `style-src 'nonce-${nonce}'`, `script-src 'nonce-${nonce}'`],
      ...["form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"],
    ].join('; '),
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
}
