import { chooseLanguage, type Language } from '../tracking-page/language.ts';

const SCORES = [1, 2, 3, 4, 5] as const;

interface RateWords {
  readonly title: string;
  readonly ask: (number: string) => string;
  readonly thanks: (score: number) => string;
  readonly stars: (score: number) => string;
  readonly comment: string;
  readonly send: string;
  readonly kept: string;
  readonly ended: string;
  readonly fixed: string;
  readonly recommend: string;
  readonly recommendEnds: string;
  readonly recommended: (score: number) => string;
}

const WORDS: Readonly<Record<Language, RateWords>> = {
  en: {
    title: 'Your verdict',
    ask: (number) => `How content are you with ${number}?`,
    thanks: (score) => `Thank you. You said ${score} of 5.`,
    stars: (score) => `${score} of 5`,
    comment: 'Say more, if you like',
    send: 'Send',
    kept: 'You can change it for 14 days.',
    ended: 'This link has ended. Sign in to the portal to rate it there.',
    fixed: 'Your answer could not be kept. It may be fixed by now: answers can be changed for 14 days.',
    recommend: 'And how likely are you to recommend us to others?',
    recommendEnds: '0 is not at all, 10 is very likely. We ask once a quarter.',
    recommended: (score) => `Thank you. You said ${score} of 10.`,
  },
  'zh-Hans': {
    title: '您的评价',
    ask: (number) => `您对 ${number} 满意吗？`,
    thanks: (score) => `谢谢。您评了 ${score} 分（满分 5 分）。`,
    stars: (score) => `${score} 分（满分 5 分）`,
    comment: '想说更多（可选）',
    send: '发送',
    kept: '14 天内可以更改。',
    ended: '此链接已失效。请登录门户进行评价。',
    fixed: '未能保存您的评价。可能已经固定：评价可在 14 天内更改。',
    recommend: '您有多大可能向他人推荐我们？',
    recommendEnds: '0 表示完全不会，10 表示非常可能。我们每季度询问一次。',
    recommended: (score) => `谢谢。您评了 ${score} 分（满分 10 分）。`,
  },
  'zh-Hant': {
    title: '您的評價',
    ask: (number) => `您對 ${number} 滿意嗎？`,
    thanks: (score) => `謝謝。您評了 ${score} 分（滿分 5 分）。`,
    stars: (score) => `${score} 分（滿分 5 分）`,
    comment: '想說更多（可選）',
    send: '傳送',
    kept: '14 天內可以更改。',
    ended: '此連結已失效。請登入入口網站進行評價。',
    fixed: '未能儲存您的評價。可能已經固定：評價可在 14 天內更改。',
    recommend: '您有多大可能向他人推薦我們？',
    recommendEnds: '0 表示完全不會，10 表示非常可能。我們每季詢問一次。',
    recommended: (score) => `謝謝。您評了 ${score} 分（滿分 10 分）。`,
  },
};

/** What the page shows: the question, the thanks for an answer, or that nothing can be kept. */
export type RateState =
  | { readonly kind: 'asked'; readonly number: string; readonly score: number | null }
  | { readonly kind: 'kept'; readonly score: number; readonly comment: string; readonly recommends: boolean }
  | { readonly kind: 'recommended'; readonly recommend: number }
  | { readonly kind: 'refused' }
  | { readonly kind: 'ended' };

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeText = (text: string): string => text.replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);

const STYLE = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;margin:0;padding:24px 16px;display:grid;justify-content:center}main{max-width:30rem}.stars{display:flex;gap:8px;flex-wrap:wrap;margin:16px 0}
button{font:inherit;min-width:48px;min-height:48px;padding:8px 14px;border-radius:8px;border:1px solid currentColor;
background:none;color:inherit;cursor:pointer}button[aria-pressed=true]{background:#0b5cad;color:#fff;border-color:#0b5cad}
textarea{font:inherit;width:100%;box-sizing:border-box;margin:4px 0 12px}`;

/**
 * The page behind a link in a mail. A score in the address is sent by the page itself, as a form: programs that follow
 * links in mails to look at them ask for the page, and keep nothing by it.
 */
export function ratePage(
  state: RateState,
  { locale, acceptLanguage, nonce }: { locale: string | null; acceptLanguage: string | null; nonce: string },
): string {
  const language = chooseLanguage(locale, acceptLanguage);
  const words = WORDS[language];
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${words.title} · Quayside</title><meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer"><style nonce="${nonce}">${STYLE}</style></head>
<body><main><h1>${words.title}</h1>${bodyOf(state, words, nonce)}</main></body></html>
`;
}

function bodyOf(state: RateState, words: RateWords, nonce: string): string {
  if (state.kind === 'ended') return `<p role="status">${words.ended}</p>`;
  if (state.kind === 'refused') return `<p role="status">${words.fixed}</p>`;
  if (state.kind === 'recommended') {
    return `<p role="status">${words.recommended(state.recommend)} ${words.kept}</p>`;
  }
  const pressed = state.score;
  const stars = SCORES.map(
    (score) =>
      `<button name="score" value="${score}" aria-pressed="${score === pressed}" aria-label="${words.stars(score)}">${score}</button>`,
  ).join('');
  const question = state.kind === 'asked' ? `<p>${escapeText(words.ask(state.number))}</p>` : '';
  const thanks = state.kind === 'kept' ? `<p role="status">${words.thanks(state.score)} ${words.kept}</p>` : '';
  const form = `<form method="post"><div class="stars">${stars}</div></form>`;
  if (state.kind === 'asked') {
    const send = state.score === null ? '' : tapped(state.score, nonce);
    return question + form + send;
  }
  return `${thanks}${form}<form method="post"><input type="hidden" name="score" value="${state.score}">
<label>${words.comment}<textarea name="comment" rows="3" maxlength="2000">${escapeText(state.comment)}</textarea></label>
<button>${words.send}</button></form>${state.recommends ? recommendForm(words) : ''}`;
}

const FROM_0_TO_10 = Array.from({ length: 11 }, (_, score) => score);

/** One more tap, for whoever was not asked yet in this quarter. */
const recommendForm = (words: RateWords): string =>
  `<form method="post"><p>${words.recommend}<br><small>${words.recommendEnds}</small></p><div class="stars">${FROM_0_TO_10.map(
    (score) => `<button name="recommend" value="${score}">${score}</button>`,
  ).join('')}</div></form>`;

/** Presses the button that was tapped in the mail. */
const tapped = (score: number, nonce: string): string =>
  `<script nonce="${nonce}">document.querySelector('button[value="${score}"]').click()</script>`;
