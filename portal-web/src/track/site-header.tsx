/** @jsxImportSource preact */
import { LANGUAGES, type Language } from './words.ts';

const names = Object.entries(LANGUAGES) as [Language, string][];

/** The name of the product, and plain links to the other languages: they work without script. */
export const SiteHeader = ({ language, label }: { readonly language: Language; readonly label: string }) => (
  <header class="top">
    <span class="brand">
      <svg viewBox="0 0 32 32" width="24" height="24" aria-hidden="true">
        <rect width="32" height="32" rx="8" fill="var(--accent)" />
        <path
          d="M7 19.5h18M9.5 19.5V11h5v8.5M17.5 19.5v-6h5v6M6 24c2 0 2-1.5 4-1.5s2 1.5 4 1.5 2-1.5 4-1.5 2 1.5 4 1.5 2-1.5 4-1.5"
          fill="none"
          stroke="var(--on-accent)"
          stroke-width="2"
          stroke-linecap="round"
          stroke-linejoin="round"
        />
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
