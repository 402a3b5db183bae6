import type { Sandbox } from '../sandbox/sandbox';

/** What the demo prints: where to go and what to click. */
export function instructions(where: string, sandbox: Sandbox, folder: string): string {
  const account = sandbox.accounts.find((one) => one.state === 'termsRequired');
  return `
${where}

  Demo account   ${account?.userName ?? ''}
  Password       ${account?.password ?? ''}

What to click:
  1. HCP in the activity bar on the left, then "Sign In".
  2. "Review Data Use Terms": read, tick, "Accept".
  3. "Request AWS Keys", then "Request New Pair".
  4. In the explorer: HCP_1200, a subject, down to a .csv or .txt file: a click opens it.
  5. Right-click the subject 100206 (14 files, 76 MB), "Download to Workspace".

The workspace folder is ${folder}
The portal and the bucket are a sandbox on this machine: ${sandbox.portalUrl} and ${sandbox.s3Endpoint}
Stop with Ctrl+C.
`;
}
