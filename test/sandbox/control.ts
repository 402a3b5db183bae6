import type { KeyPair, Accounts } from './accounts';
import type { FaultRule, Faults, ServerName } from './faults';
import type { Sessions } from './portal/sessions';
import type { LoggedRequest, RequestLog } from './requestLog';
import type { LoopbackServer } from './server';
import type { Switches, SwitchesChange } from './switches';

export interface AccountView {
  readonly userName: string;
  readonly acceptedTerms: readonly string[];
  readonly openReleases: readonly string[];
  /** The pair handed out last, whether or not the bucket knows it already. */
  readonly keys: KeyPair | undefined;
}

/** What a test can do to the sandbox. The same is reachable over HTTP, see the README beside this. */
export interface SandboxControl {
  readonly switches: Switches;
  setSwitches(change: SwitchesChange): Switches;
  /** Switches a fault on and returns its number. @throws SyntaxError when the pattern is no regular expression */
  addFault(rule: FaultRule): number;
  removeFault(id: number): void;
  clearFaults(): void;
  /** The requests since the start or the last clearing, oldest first. */
  requests(): readonly LoggedRequest[];
  clearRequests(): void;
  /** Ends the portal sessions of one account, or all. */
  expireSessions(userName?: string): void;
  /** The account's pair is dead at once, as after a reset from elsewhere. @throws for an unknown account */
  killKey(userName: string): void;
  /** The account has accepted none of a dataset's terms, as at the start of many. @throws for an unknown account */
  withdrawTerms(userName: string, datasetId: string): void;
  /** @throws for an unknown account */
  account(userName: string): AccountView;
  /** Cuts every connection of a server and refuses new ones, until it is started again. */
  stop(server: ServerName): Promise<void>;
  start(server: ServerName): Promise<void>;
  /** Everything as it was at the start: accounts with their first pairs, switches, no faults, an empty log. */
  reset(): Promise<void>;
}

export interface ControlParts {
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly faults: Faults;
  readonly log: RequestLog;
  readonly firstSwitches: Switches;
  readonly switches: { current: Switches };
  server(name: ServerName): LoopbackServer;
}

export function createControl(parts: ControlParts): SandboxControl {
  const { accounts, sessions, faults, log, switches } = parts;
  return {
    get switches() {
      return switches.current;
    },
    setSwitches: (change) => (switches.current = { ...switches.current, ...change }),
    addFault: (rule) => faults.add(rule),
    removeFault: (id) => {
      faults.remove(id);
    },
    clearFaults: () => {
      faults.clear();
    },
    requests: () => log.list(),
    clearRequests: () => {
      log.clear();
    },
    expireSessions: (userName) => {
      sessions.expire(userName);
    },
    killKey: (userName) => {
      accounts.killPair(userName);
    },
    withdrawTerms: (userName, datasetId) => {
      accounts.withdraw(userName, datasetId);
    },
    account: (userName) => ({
      userName,
      acceptedTerms: accounts.acceptedTerms(userName),
      openReleases: accounts.openReleases(userName),
      keys: accounts.pairOf(userName),
    }),
    stop: (server) => parts.server(server).stop(),
    start: (server) => parts.server(server).start(),
    reset: async () => {
      accounts.reset();
      sessions.expire();
      faults.clear();
      log.clear();
      switches.current = parts.firstSwitches;
      await Promise.all([parts.server('portal').start(), parts.server('bucket').start()]);
    },
  };
}
