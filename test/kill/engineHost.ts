import { createEngineClient } from '../../src/core/transfer/workerClient';
import { ended } from '../unit/core/transfer/engines';
import { directNetwork } from '../../src/core/network/networkOptions';
import { connections, source } from './scene';

// Goes on with the job of a folder, or begins it, with the engine in a thread. Ends with 0 when it is done.

async function main([file = '', target = '', endpoint = '']: readonly string[]): Promise<number> {
  const { HCP_ACCESS_KEY_ID: accessKeyId = '', HCP_SECRET_ACCESS_KEY: secretAccessKey = '' } = process.env;
  const client = createEngineClient({ file }, () => ({
    keyPair: { accessKeyId, secretAccessKey },
    address: { bucket: 'hcp-openaccess', region: 'us-east-1', endpoint },
    network: directNetwork,
    limits: { connections, bytesPerSecond: undefined },
  }));
  const awake = setInterval(() => undefined, 1_000);
  const [found] = await client.recover([target]);
  if (found) client.resume(found.spec.id);
  const { spec } = found ?? (await client.start({ sources: [source], target, totals: undefined }));
  const job = await new Promise<(typeof client.jobs)[number]>((resolve) => {
    const look = () => {
      const own = client.jobs.find((one) => one.spec.id === spec.id);
      if (own && ended(own)) resolve(own);
    };
    client.onChange(look);
    look();
  });
  await client.dispose();
  clearInterval(awake);
  return job.state === 'done' ? 0 : 1;
}

main(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exitCode = 1;
  },
);
