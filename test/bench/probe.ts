import { readFileSync } from 'node:fs';
import { connect } from 'node:tls';
import { labClient, type Lab } from '../lab/rgw';
import type { Work } from './trees';

const connections = 32;

/**
 * What the link gives: bytes per second while all of 32 connections receive, TLS included, nothing written.
 * @param port of the proxy to the lab's TLS port
 */
export async function measureLink(lab: Lab, port: number, work: Work): Promise<number> {
  const [object] = work.objects;
  if (object === undefined) throw new Error('The work has no object.');
  const url = new URL(await labClient(lab, 'all').presignedGetObject(lab.bucket, object.key, 3_600));
  const share = Math.floor(object.size / connections);
  let received = 0;
  const ca = readFileSync(lab.caFile);
  const receive = (index: number) =>
    new Promise<void>((resolve, reject) => {
      const range = `bytes=${String(index * share)}-${String((index + 1) * share - 1)}`;
      const socket = connect({ port, host: '127.0.0.1', ca }, () => {
        socket.write(
          `GET ${url.pathname}${url.search} HTTP/1.1\r\nHost: ${url.host}\r\nRange: ${range}\r\nConnection: close\r\n\r\n`,
        );
      });
      let own = 0;
      socket.on('data', (chunk: Buffer) => {
        own += chunk.length;
        received += chunk.length;
      });
      socket.on('error', reject);
      socket.on('close', () => {
        if (own >= share) resolve();
        else reject(new Error(`The server sent ${String(own)} bytes of ${String(share)}.`));
      });
    });
  const all = Array.from({ length: connections }, (_, index) => receive(index));
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const begin = { bytes: received, time: performance.now() };
  await Promise.race(all);
  const rate = (received - begin.bytes) / ((performance.now() - begin.time) / 1000);
  await Promise.all(all);
  return rate;
}
