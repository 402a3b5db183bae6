/** What reads the portal's cookies and pages; built into a bundle of its own, which is loaded when the portal is first asked. */
export { CookieJar } from 'tough-cookie';
export { readAcceptedTerms, readSession, readTermsCards, readTermsPage } from './pages';
export { readPlainText } from './readPlainText';
