import { jsonAnswer, type Answer } from '../http';
import { isScriptStyle, type PortalContext } from './context';
import { newLookPage, redirect, signInPage, signInPath } from './layout';
import { endedCookie, sessionCookie } from './sessions';

const failedPath = '/login/authfail?login_error=1';
const failure = 'Sorry, we were not able to find a user with that username and password.';

/** The sign-in page; opens a session where there is none. */
export function showSignIn({ sessions, session }: PortalContext, message?: string): Answer {
  return signInPage(message, session ? {} : sessionCookie(sessions.open(undefined, undefined)));
}

export function showSignInFailure(context: PortalContext): Answer {
  return showSignIn(context, failure);
}

/** Leads to the sign-in page, and remembers a page that was asked for by a browser's GET. */
export function leadToSignIn(context: PortalContext): Answer {
  const { request, sessions } = context;
  const session = context.session ?? sessions.open(undefined, undefined);
  if (request.method === 'GET' && !isScriptStyle(context)) {
    session.savedPath = request.query ? `${request.path}?${request.query}` : request.path;
  }
  return redirect(signInPath, sessionCookie(session));
}

/** `POST /j_spring_security_check`, by form or by script. A wrong password is no HTTP error. */
export async function signIn(context: PortalContext): Promise<Answer> {
  const { request, accounts, sessions, session } = context;
  const form = new URLSearchParams(await request.readText());
  const userName = form.get('j_username') ?? '';
  const script = isScriptStyle(context);
  const { signInAnswer } = context.switches();
  if (!accounts.passwordMatches(userName, form.get('j_password') ?? '')) {
    return script ? jsonAnswer(200, { error: failure }) : redirect(failedPath);
  }
  if (script && signInAnswer === 'newForm') return newLookPage('Welcome');
  if (script && signInAnswer === 'noSession') return jsonAnswer(200, { success: true, username: userName });
  const signedIn = sessions.open(userName, session);
  const cookie = sessionCookie(signedIn);
  if (script) return jsonAnswer(200, { success: true, username: userName }, cookie);
  return redirect(session?.savedPath ?? '/', cookie);
}

export function signOut({ sessions, session }: PortalContext): Answer {
  if (session) sessions.end(session);
  return redirect('/', endedCookie);
}
