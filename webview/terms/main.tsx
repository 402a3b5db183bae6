import { createRoot } from 'react-dom/client';
import type { TermsStrings } from '../../src/shared/protocol';
import { hostChannel } from '../kit/vscodeApi';
import '../kit/theme.css';
import { App } from './App';
import { PageContext } from './context';
import { TermsController } from './controller';
import { keptState } from './keptState';
import './terms.css';

const root = document.getElementById('root');
if (root?.dataset.strings === undefined) throw new Error('The page has no strings.');
const strings = JSON.parse(root.dataset.strings) as TermsStrings;
const controller = new TermsController(hostChannel, strings, keptState.read(), keptState.write);

createRoot(root).render(
  <PageContext value={{ strings, controller }}>
    <App />
  </PageContext>,
);
void controller.load(false);
