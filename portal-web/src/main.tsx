import './ui/tokens.css';
import '@mantine/core/styles/baseline.css';
import '@mantine/core/styles/default-css-variables.css';
import '@mantine/core/styles/global.css';
import '@mantine/core/styles/UnstyledButton.css';
import '@mantine/core/styles/Button.css';
import '@mantine/core/styles/Loader.css';
import '@mantine/core/styles/Input.css';
import '@mantine/core/styles/CloseButton.css';
import './ui/portal.css';
import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { MantineProvider } from '@mantine/core';
import { RouterProvider } from '@tanstack/react-router';
import { setNonce } from 'get-nonce';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Provider as GraphProvider } from 'urql';
import { ViewerDocument } from './generated/operations.ts';
import { openGraph } from './graph/graph-client.ts';
import { LiveProvider } from './graph/use-live.ts';
import { deviceLanguage, speak } from './language/language.ts';
import { openRouter } from './routes/routes.ts';
import { leaveForSignIn, loadAnew } from './session/session-door.ts';
import { preloadPages } from './shell/preload-pages.ts';
import { theme } from './shell/theme.ts';

// The server writes a fresh nonce into every page; styles that Mantine adds later must carry it.
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

async function start(): Promise<void> {
  setNonce(nonce);
  const root = document.getElementById('portal');
  if (!root) throw new Error('index.html has lost its #portal.');
  const graph = openGraph(leaveForSignIn, loadAnew);
  const router = openRouter(graph);
  // Asked while the catalog loads: behind the door every page waits for the answer.
  if (location.pathname !== '/sign-in') void graph.client.query(ViewerDocument, {}).toPromise();
  await speak(deviceLanguage());
  createRoot(root).render(
    <StrictMode>
      <I18nProvider i18n={i18n}>
        <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce}>
          <GraphProvider value={graph.client}>
            <LiveProvider value={graph.live}>
              <RouterProvider router={router} />
            </LiveProvider>
          </GraphProvider>
        </MantineProvider>
      </I18nProvider>
    </StrictMode>,
  );
  void preloadPages(router);
}

void start();
