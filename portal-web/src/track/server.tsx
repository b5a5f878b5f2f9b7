/** @jsxImportSource preact */
import { renderToString } from 'preact-render-to-string';
import { documents } from './documents.ts';
import english from './messages/en.json';
import simplified from './messages/zh-Hans.json';
import traditional from './messages/zh-Hant.json';
import { Page } from './page.tsx';
import type { PageData, Snapshot } from './page-data.ts';
import { type Problem, ProblemPage } from './problem-page.tsx';
import { settingIn } from './setting.ts';
import type { Language, Messages } from './words.ts';

/*
 * What the gateway runs to write the page before any script does. Built into dist/track/server.js; the gateway knows
 * it by the exports of this file only.
 */
const CATALOGS: Readonly<Record<Language, Messages>> = {
  en: english,
  'zh-Hans': simplified,
  'zh-Hant': traditional,
};

/** Asks the graph for what `renderPage` shows. */
export const trackingQuery = documents.tracking;

interface Rendered {
  readonly title: string;
  /** For link previews in chats: no personal data. */
  readonly description: string;
  readonly body: string;
  /** For the script, as JSON. */
  readonly data: PageData | null;
}

export function renderPage(snapshot: Snapshot, language: Language, now: number): Rendered {
  const setting = settingIn(language, CATALOGS[language]);
  const { say, moments } = setting;
  const { eta, state } = snapshot;
  return {
    title: say('page.title', { number: snapshot.number }),
    description: say('page.description', {
      state: say(`state.${state}`),
      eta: eta ? say('eta.expected', { when: moments.both(eta.at, eta.timeZone) }) : say('eta.unknown'),
    }),
    body: renderToString(
      <Page setting={setting} snapshot={snapshot} takenAt={now} now={now} connection="live" doing={null} />,
    ),
    data: { language, messages: CATALOGS[language], snapshot, takenAt: now },
  };
}

export function renderProblem(problem: Problem, language: Language): Rendered {
  const title = CATALOGS[language][`problem.${problem}.title`];
  return {
    title,
    description: title,
    body: renderToString(<ProblemPage problem={problem} language={language} catalogs={CATALOGS} />),
    data: null,
  };
}
