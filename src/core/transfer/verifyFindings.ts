import type { FolderFinding, FolderReport } from './jobs';
import type { Verified } from './tally';

const keptFindings = 1_000;

/** Adds up what a check of a folder finds. */
export class Findings {
  private readonly counts = { whole: 0, wrong: 0, missing: 0, changed: 0, unknown: 0 };
  private readonly verified: Record<Verified, number> = { md5Etag: 0, md5Manifest: 0, sizeOnly: 0 };
  private readonly findings: FolderFinding[] = [];
  private readonly repair: string[] = [];

  add(finding: FolderFinding): void {
    this.counts[finding.kind]++;
    switch (finding.kind) {
      case 'whole':
        this.verified[finding.verified]++;
        return;
      case 'wrong':
      case 'missing':
      case 'changed':
        this.repair.push(finding.key);
        break;
      case 'unknown':
    }
    if (this.findings.length < keptFindings) this.findings.push(finding);
  }

  /** The counts so far, without the lists. */
  get progress(): FolderReport {
    return { ...this.counts, verified: { ...this.verified }, findings: [], repair: [] };
  }

  get report(): FolderReport {
    return { ...this.progress, findings: [...this.findings], repair: [...this.repair] };
  }
}
