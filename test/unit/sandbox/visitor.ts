interface Visit {
  readonly status: number;
  /** Of the page that the redirects led to, with its query. */
  readonly path: string;
  readonly text: string;
}

/** A browser in small: keeps the session cookie and follows redirects. */
export class Visitor {
  private cookie = '';

  constructor(private readonly portalUrl: string) {}

  get sessionId(): string {
    return this.cookie.replace('JSESSIONID=', '');
  }

  get(path: string): Promise<Visit> {
    return this.visit(path, { method: 'GET' });
  }

  post(
    path: string,
    fields: Readonly<Record<string, string>> = {},
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Visit> {
    return this.visit(path, { method: 'POST', body: new URLSearchParams(fields), headers: { ...headers } });
  }

  signIn(
    userName: string,
    password = `sandbox-only-${userName}`,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Visit> {
    return this.post('/j_spring_security_check', { j_username: userName, j_password: password }, headers);
  }

  private async visit(path: string, init: RequestInit): Promise<Visit> {
    const headers = { ...(init.headers as Record<string, string> | undefined), cookie: this.cookie };
    const response = await fetch(this.portalUrl + path, { ...init, headers, redirect: 'manual' });
    this.cookie = response.headers.get('set-cookie')?.split(';')[0] ?? this.cookie;
    const location = response.headers.get('location');
    const text = await response.text();
    if (location !== null) return this.get(location);
    return { status: response.status, path, text };
  }
}
