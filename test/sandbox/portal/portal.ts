import { textAnswer, type Answer, type lostAnswer, type SandboxRequest } from '../http';
import type { ServerPart } from '../server';
import { isScriptStyle, type PortalContext, type PortalServices, type SignedInContext } from './context';
import { showDataset, showHome } from './datasetPage';
import { resetKeyPair } from './keyPair';
import { errorPage, page, redirect } from './layout';
import { leadToSignIn, showSignIn, showSignInFailure, signIn, signOut } from './signIn';
import { agree, showMyTerms, showTerms } from './termsPages';

type Reply = Answer | typeof lostAnswer;

/** The portal, to the table in the facts about it. */
export function portalPart(services: PortalServices): ServerPart {
  return {
    name: 'portal',
    target: ({ method, path, query }) => ({ method, name: query ? `${path}?${query}` : path }),
    answer: async (request) => route(contextOf(services, request)),
    failure: (status) => errorPage(status, status === 500 ? 'Internal Server Error' : 'Service Unavailable'),
  };
}

function contextOf(services: PortalServices, request: SandboxRequest): PortalContext {
  const session = services.sessions.find(request.headers.cookie, services.switches().idleMinutes);
  const parameters = new URLSearchParams(request.query);
  return { ...services, request, parameters, session, userName: session?.userName };
}

async function route(context: PortalContext): Promise<Reply> {
  const { method, path } = context.request;
  if (context.switches().moved) return redirect('https://portal.moved.invalid/');
  switch (`${method} ${path}`) {
    case 'GET /':
      return showHome(context);
    case 'GET /login/auth':
      return showSignIn(context);
    case 'GET /login/authfail':
      return showSignInFailure(context);
    case 'GET /login/keepAlive':
      return textAnswer(200, 'text/plain;charset=UTF-8', '');
    case 'POST /j_spring_security_check':
      return signIn(context);
    case 'GET /logoff':
      return signOut(context);
    case 'GET /project':
      return showDataset(context);
    case 'GET /project/aws':
      return signedIn(context, resetKeyPair);
    case 'GET /terms/mine':
      return signedIn(context, showMyTerms);
    case 'GET /register/register':
    case 'GET /register/forgotPassword':
    case 'GET /register/forgotUsername':
      return browserOnly(context);
    default:
      return routeTerms(context, method, path);
  }
}

async function routeTerms(context: PortalContext, method: string, path: string): Promise<Reply> {
  const id = /^\/terms\/(?:show|agree)\/(\w+)$/.exec(path)?.[1];
  if (id !== undefined && method === 'GET' && path.startsWith('/terms/show/')) {
    return signedIn(context, (inside) => showTerms(inside, id));
  }
  if (id !== undefined && method === 'POST' && path.startsWith('/terms/agree/')) {
    return signedIn(context, (inside) => agree(inside, id));
  }
  return errorPage(404, 'Page not found', context.userName);
}

/** A page that needs a session: without one, a script gets 401 and a browser the sign-in page. */
async function signedIn(
  context: PortalContext,
  show: (context: SignedInContext) => Reply | Promise<Reply>,
): Promise<Reply> {
  const { userName } = context;
  if (userName !== undefined) return show({ ...context, userName });
  if (isScriptStyle(context)) return errorPage(401, 'Login required');
  return leadToSignIn(context);
}

function browserOnly({ userName }: PortalContext): Answer {
  const body = `<h1>Account services</h1>
<p>This page needs a browser: it asks you to show that you are not a robot.</p>
<div class="g-recaptcha"></div>`;
  return page({ title: 'Account services', body, userName });
}
