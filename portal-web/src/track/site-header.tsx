/** @jsxImportSource preact */
import { LANGUAGES, type Language } from './words.ts';

const names = Object.entries(LANGUAGES) as [Language, string][];

/** The name of the product, and plain links to the other languages: they work without script. */
export const SiteHeader = ({ language, label }: { readonly language: Language; readonly label: string }) => (
  <header class="top">
    <span class="brand">
      <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
        <path d="M3 15h18l-3 6H6zM7 15V8h10v7M12 8V3" fill="none" stroke="currentColor" stroke-width="2" />
      </svg>
      Quayside
    </span>
    <nav aria-label={label}>
      {names.map(([code, name]) => (
        <a
          key={code}
          href={`?lang=${code}`}
          lang={code}
          hreflang={code}
          aria-current={code === language ? 'true' : undefined}
        >
          {name}
        </a>
      ))}
    </nav>
  </header>
);
