import { textAnswer, type Answer } from '../http';

export const signInPath = '/login/auth';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

interface Page {
  readonly title: string;
  /** Inserted as it is. */
  readonly body: string;
  readonly userName: string | undefined;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A page in the portal's frame. The sign-in dialog is in every one, signed in or not. */
export function page({ title, body, userName, status = 200, headers = {} }: Page): Answer {
  const html = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${escapeHtml(title)}</title>
<style>body { font-family: sans-serif; margin: 2rem; max-width: 60rem } .modal { display: none } nav { margin-bottom: 1rem }</style>
</head>
<body>
<nav class="navbar"><a class="navbar-brand" href="/">ConnectomeDB powered by BALSA (sandbox)</a>
${userName === undefined ? signedOutMenu : signedInMenu(userName)}
</nav>
<main class="container">
${body}
</main>
${signInDialog}
</body>
</html>
`;
  return textAnswer(status, 'text/html;charset=UTF-8', html, headers);
}

const signedOutMenu = `<a class="nav-link" href="${signInPath}" data-toggle="modal" data-target="#loginModal">Login</a>
<a class="nav-link" href="/register/register">Register</a>`;

function signedInMenu(userName: string): string {
  return `<span class="navbar-text" id="userName">${escapeHtml(userName)}</span>
<a class="nav-link" href="/terms/mine">My Data Use Terms</a>
<a class="nav-link" href="/logoff">Logout</a>`;
}

const signInFields = `<label>Username or email <input type="text" name="j_username" autocomplete="username"></label>
<label>Password <input type="password" name="j_password" autocomplete="current-password"></label>
<label><input type="checkbox" name="_spring_security_remember_me"> Remember me</label>
<button type="submit">Login</button>
<a href="/register/forgotUsername">Forgot your username?</a>
<a href="/register/forgotPassword">Forgot your password?</a>
<a href="/register/register">Register</a>`;

const signInDialog = `<div class="modal fade" id="loginModal" tabindex="-1">
<form id="loginModalForm" action="/j_spring_security_check" method="POST">
${signInFields}
</form>
</div>`;

/** The sign-in page, which every page that needs a session leads to. */
export function signInPage(message: string | undefined, headers: Readonly<Record<string, string>>): Answer {
  const alert = message === undefined ? '' : `<div class="alert alert-danger">${escapeHtml(message)}</div>`;
  const body = `<h1>Login</h1>
${alert}
<form id="loginForm" action="/j_spring_security_check" method="POST">
${signInFields}
</form>`;
  return page({ title: 'Login', body, userName: undefined, headers });
}

/** A page with nothing in it that its readers know. */
export function newLookPage(title: string, userName?: string): Answer {
  const body = `<section data-app="project"><h1>${escapeHtml(title)}</h1>
<p>Our pages have a new look.</p></section>`;
  return page({ title, body, userName });
}

export function redirect(location: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status: 302, headers: { location, ...headers }, length: 0, body: [] };
}

export function errorPage(status: number, title: string, userName?: string): Answer {
  return page({ title, body: `<h1>${escapeHtml(title)}</h1>`, userName, status });
}
