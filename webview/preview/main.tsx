import { createRoot } from 'react-dom/client';
import type { PreviewPage } from '../../src/shared/preview';
import { hostChannel, vscodeApi } from '../kit/vscodeApi';
import '../kit/theme.css';
import './preview.css';
import { App } from './shell/App';
import { PageContext } from './shell/context';
import { PreviewController, type KeptState } from './shell/controller';
import { viewRequests } from './shell/requests';
import type { PageStrings } from './shell/strings';

const root = document.getElementById('root');
if (root?.dataset.strings === undefined || root.dataset.page === undefined) {
  throw new Error('The page has no data.');
}
const strings = JSON.parse(root.dataset.strings) as PageStrings;
const page = JSON.parse(root.dataset.page) as PreviewPage;

function kept(): KeptState {
  const state = vscodeApi.getState() as Partial<KeptState> | undefined;
  return { expanded: typeof state?.expanded === 'boolean' ? state.expanded : undefined };
}

const controller = new PreviewController(hostChannel, strings, page, kept(), (state) => {
  vscodeApi.setState(state);
});

createRoot(root).render(
  <PageContext value={{ page, strings, controller, requests: viewRequests(controller) }}>
    <App />
  </PageContext>,
);
void controller.load();
