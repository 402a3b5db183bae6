import { openDelivered } from '../../../../src/core/transfer/delivered';

/*
 * A process that delivers: TARGET JOB ROWS PREFIX. It adds that many rows and merges them into the table, and says how
 * many MB of memory more it had in use at the most than before.
 */
const [target = '', jobId = '', rows = '', prefix = ''] = process.argv.slice(2);

const before = process.resourceUsage().maxRSS;
const log = openDelivered(target, jobId);
for (let n = 0; n < Number(rows); n++) {
  const key = `HCP_1200/${prefix}/MNINonLinear/Results/file-${String(n)}.nii.gz`;
  const digest = '0123456789abcdef0123456789abcdef';
  const date = new Date(1_500_000_000_000 + n);
  log.add({ key, path: key, size: n, digest, kind: 'md5-etag', etag: digest, date, release: 'HCP_1200' });
}
void log.finish().then(() => {
  process.stdout.write(String(Math.round((process.resourceUsage().maxRSS - before) / 1024)));
});
