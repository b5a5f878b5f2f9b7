import { type ReactNode, useEffect } from 'react';
import './page-frame.css';

interface PageFrameProps {
  /** Also the title of the browser tab. */
  readonly title: string;
  /** When it is in another language than the portal. */
  readonly titleLang?: string | undefined;
  /** Marks beside the title, such as a state. */
  readonly marks?: ReactNode;
  readonly under?: ReactNode;
  readonly back?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** Names the browser tab after what is shown. */
export function useTabTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Quayside`;
  }, [title]);
}

/** Title, primary action, content: every page has this shape. */
export function PageFrame({ title, titleLang, marks, under, back, actions, children }: PageFrameProps) {
  useTabTitle(title);
  return (
    <div className="page">
      <header className="page-head">
        <div className="page-names">
          {back && <div className="page-back">{back}</div>}
          <div className="page-title">
            <h1 lang={titleLang}>{title}</h1>
            {marks}
          </div>
          {under && <div className="page-under">{under}</div>}
        </div>
        {actions && <div className="page-actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}
