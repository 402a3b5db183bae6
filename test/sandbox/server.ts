import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { deliver } from './deliver';
import { Effects, type Faults, type FaultTarget, type ServerName } from './faults';
import { lostAnswer, toSandboxRequest, type Answer, type SandboxRequest } from './http';
import type { RequestLog } from './requestLog';

const loopback = '127.0.0.1';
const keepAliveMs = 60_000;
const controlPath = '/_sandbox/';

/** What makes one of the two servers. */
export interface ServerPart {
  readonly name: ServerName;
  target(request: SandboxRequest): FaultTarget;
  answer(request: SandboxRequest, effects: Effects): Promise<Answer | typeof lostAnswer>;
  /** The answer to a request that the server does not get to. */
  failure(status: 500 | 503): Answer;
}

export interface SharedParts {
  readonly faults: Faults;
  readonly log: RequestLog;
  control(request: SandboxRequest): Promise<Answer>;
}

/** One server on loopback, which can be stopped and started again on the same port. */
export class LoopbackServer {
  private readonly server: Server;
  private port: number;

  constructor(
    private readonly part: ServerPart,
    private readonly shared: SharedParts,
    port: number,
  ) {
    this.port = port;
    this.server = createServer({ noDelay: true, keepAlive: true, keepAliveTimeout: keepAliveMs });
    this.server.on('request', (incoming, response) => {
      void this.serve(incoming, response);
    });
  }

  get url(): string {
    return `http://${loopback}:${String(this.port)}`;
  }

  /** @throws the error of `listen`, e.g. EADDRINUSE */
  async start(): Promise<void> {
    if (this.server.listening) return;
    this.server.listen(this.port, loopback);
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }

  /** Cuts every connection; new ones are refused. */
  async stop(): Promise<void> {
    if (!this.server.listening) return;
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  private async serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const gone = new AbortController();
    response.once('close', () => {
      gone.abort();
    });
    const request = toSandboxRequest(incoming, gone.signal);
    try {
      await this.handle(request, response);
    } catch (error) {
      if (!gone.signal.aborted) {
        process.stderr.write(`sandbox ${this.part.name}: ${String(error)}\n`);
        if (response.headersSent) response.destroy();
        else await deliver(response, request.method, this.part.failure(500), new Effects([]), gone.signal);
      }
    }
  }

  private async handle(request: SandboxRequest, response: ServerResponse): Promise<void> {
    if (request.path.startsWith(controlPath)) {
      const answer = await this.shared.control(request);
      await deliver(response, request.method, answer, new Effects([]), request.signal);
      return;
    }
    const target = this.part.target(request);
    const range = request.headers.range;
    const logStatus = this.shared.log.add({
      server: this.part.name,
      time: Date.now(),
      ...target,
      ...(range && { range }),
    });
    const effects = this.shared.faults.take(this.part.name, target);
    const answer = await this.answer(request, effects);
    if (answer === lostAnswer) {
      response.destroy();
      return;
    }
    logStatus(answer.status);
    await deliver(response, request.method, answer, effects, request.signal);
  }

  private async answer(request: SandboxRequest, effects: Effects): Promise<Answer | typeof lostAnswer> {
    const delay = effects.find('delay');
    if (delay) await sleep(delay.milliseconds, undefined, { signal: request.signal });
    if (effects.find('down')) return lostAnswer;
    if (effects.find('status500')) return this.part.failure(500);
    if (effects.find('slowDown503')) return this.part.failure(503);
    return this.part.answer(request, effects);
  }
}
