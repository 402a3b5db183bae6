import * as vscode from 'vscode';
import type { KeyPair } from '../../core/keyPair';
import type { JobSnapshot } from '../../core/transfer/jobs';
import type { EngineClient } from '../../core/transfer/workerClient';
import type { Configuration } from '../../core/transfer/workerMessages';
import { Network } from '../network';
import type { Services } from '../services';

/** Makes the engine. Its thread is started by the first call, and asks for the configuration then. */
export type MakeEngine = (configuration: () => Configuration) => EngineClient;

/** Settings that the engine is told. */
const told = [
  'hcp.download.connections',
  'hcp.download.bandwidth',
  'hcp.bucket.name',
  'hcp.bucket.region',
  'hcp.bucket.endpoint',
] as const;

type Deps = Pick<Services, 'account' | 'settings' | 'finishing'>;

/** Holds the engine of this window, and keeps it told of pair, address, network and limits. */
export class EngineRoom implements vscode.Disposable {
  private readonly engine: EngineClient;
  private readonly network = new Network();
  private pair: KeyPair | undefined;
  private fed: Promise<void> | undefined;
  private readonly jobChanged = new vscode.EventEmitter<JobSnapshot | undefined>();
  private readonly pairSet = new vscode.EventEmitter<void>();
  private readonly subscription: vscode.Disposable;

  /** Fires with each job that changed, or with undefined when the list did. */
  readonly onDidChangeJob = this.jobChanged.event;
  /** Fires when the engine has got a pair that is believed to work. */
  readonly onDidSetKeyPair = this.pairSet.event;

  constructor(
    private readonly deps: Deps,
    make: MakeEngine,
  ) {
    const { account, settings } = deps;
    this.engine = make(() => this.configuration);
    const tell = () => {
      this.engine.configure(this.configuration);
    };
    this.subscription = vscode.Disposable.from(
      this.engine.onChange((job) => {
        this.jobChanged.fire(job);
      }),
      account.onDidChange((change) => {
        if (!this.fed || (change !== 'keys' && change !== 'signedOut')) return;
        this.fed = this.feedKeyPair();
      }),
      settings.onDidChange(told, tell),
      this.network.onDidChange(tell),
    );
  }

  get jobs(): readonly JobSnapshot[] {
    return this.engine.jobs;
  }

  /** For what is asked of jobs that are listed. */
  get orders(): Pick<
    EngineClient,
    'pause' | 'resume' | 'cancel' | 'pauseFile' | 'resumeFile' | 'cancelFile' | 'remove'
  > {
    return this.engine;
  }

  /** The engine for what needs the bucket: it has been told the pair of the account, when there is one. */
  async ready(): Promise<Pick<EngineClient, 'plan' | 'start' | 'recover' | 'verify'>> {
    await (this.fed ??= this.feedKeyPair());
    return this.engine;
  }

  dispose(): void {
    this.subscription.dispose();
    const ending = this.engine.dispose();
    this.deps.finishing.add(ending);
    void ending.finally(() => this.deps.finishing.delete(ending));
    this.jobChanged.dispose();
    this.pairSet.dispose();
  }

  private get configuration(): Configuration {
    const { bucketAddress, downloadLimits } = this.deps.settings;
    return {
      keyPair: this.pair,
      address: bucketAddress,
      limits: downloadLimits,
      network: this.network.options,
    };
  }

  private async feedKeyPair(): Promise<void> {
    const { account } = this.deps;
    this.pair = await account.keyPair().catch(() => undefined);
    this.engine.configure(this.configuration);
    if (this.pair && !account.waitingForKeys) this.pairSet.fire();
  }
}
