import { randomBytes } from 'node:crypto';

const cookieName = 'JSESSIONID';
const msPerMinute = 60_000;

export interface Session {
  readonly id: string;
  readonly userName: string | undefined;
  lastUsed: number;
  /** The page that led to the sign-in, and that a sign-in by form goes on to (as Spring Security does). */
  savedPath: string | undefined;
}

/** The portal's sessions, in memory. */
export class Sessions {
  private readonly live = new Map<string, Session>();

  /** The live session of a request, which keeps it alive. */
  find(cookieHeader: string | undefined, idleMinutes: number): Session | undefined {
    const id = cookieHeader?.match(/(?:^|;\s*)JSESSIONID=([^;\s]+)/)?.[1];
    const session = id === undefined ? undefined : this.live.get(id);
    if (!session) return undefined;
    if (Date.now() - session.lastUsed >= idleMinutes * msPerMinute) {
      this.live.delete(session.id);
      return undefined;
    }
    session.lastUsed = Date.now();
    return session;
  }

  /** A new session with an id of its own; the one before it, if any, ends. */
  open(userName: string | undefined, before: Session | undefined): Session {
    if (before) this.end(before);
    const id = randomBytes(16).toString('hex').toUpperCase();
    const session: Session = { id, userName, lastUsed: Date.now(), savedPath: undefined };
    this.live.set(id, session);
    return session;
  }

  end(session: Session): void {
    this.live.delete(session.id);
  }

  /** Ends the sessions of one account, or all. */
  expire(userName?: string): void {
    for (const session of this.live.values()) {
      if (userName === undefined || session.userName === userName) this.end(session);
    }
  }
}

export function sessionCookie(session: Session): Readonly<Record<string, string>> {
  return { 'set-cookie': `${cookieName}=${session.id}; Path=/; HttpOnly` };
}

export const endedCookie: Readonly<Record<string, string>> = {
  'set-cookie': `${cookieName}=; Path=/; HttpOnly; Max-Age=0`,
};
