/** @jsxImportSource preact */
import { SiteHeader } from './site-header.tsx';
import { type Language, type Messages, speak } from './words.ts';

export type Problem = 'unknown' | 'gone' | 'busy' | 'failed';

interface Props {
  readonly problem: Problem;
  readonly language: Language;
  /** All languages: whoever meets this page has not chosen one yet. */
  readonly catalogs: Readonly<Record<Language, Messages>>;
}

/** Says what is wrong and what to do next, in the reader's language first and then in the others. */
export function ProblemPage({ problem, language, catalogs }: Props) {
  const others = (Object.keys(catalogs) as Language[]).filter((other) => other !== language);
  const say = speak(catalogs[language]);
  return (
    <>
      <SiteHeader language={language} label={say('page.languages')} />
      <main>
        <section class="card problem">
          <h1>{say(`problem.${problem}.title`)}</h1>
          <p>{say(`problem.${problem}.text`)}</p>
          <p>
            <strong>{say(`problem.${problem}.next`)}</strong>
          </p>
        </section>
        {others.map((other) => {
          const sayIn = speak(catalogs[other]);
          return (
            <section key={other} class="problem-other" lang={other}>
              <h2>{sayIn(`problem.${problem}.title`)}</h2>
              <p>
                {sayIn(`problem.${problem}.text`)} {sayIn(`problem.${problem}.next`)}
              </p>
            </section>
          );
        })}
      </main>
    </>
  );
}
