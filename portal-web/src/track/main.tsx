/** @jsxImportSource preact */
import { hydrate } from 'preact';
import './track.css';
import { App } from './app.tsx';
import type { PageData } from './page-data.ts';

const root = document.getElementById('page');
const written = document.getElementById('page-data')?.textContent;
// The pages that explain a dead link have neither.
if (root && written) {
  const token = decodeURIComponent(location.pathname.slice(location.pathname.lastIndexOf('/') + 1));
  hydrate(<App data={JSON.parse(written) as PageData} token={token} />, root);
}
