/** What `hcp --help` says after the list of commands. */
export const generalHelp = `
A SOURCE or PREFIX is a folder (HCP_1200/100307/T1w/) or a file of the bucket, with or without
s3://hcp-openaccess/ before it. A folder may be named without its last slash.

Examples:
  hcp ls HCP_1200/100307/
  hcp du HCP_1200/100307/T1w/
  hcp plan HCP_1200/100307/T1w/ --to /data/hcp
  hcp get HCP_1200/100307/T1w/ HCP_1200/100408/T1w/ --to /data/hcp
  hcp verify /data/hcp --repair
  hcp ls HCP_1200/ --json | jq -r 'select(.event == "prefix").prefix'

Keys:
  The AWS key pair that the portal gives (ConnectomeDB powered by BALSA) is read from
    HCP_ACCESS_KEY_ID and HCP_SECRET_ACCESS_KEY, or else from
    a profile (--profile, "hcp" unless said) of the AWS credentials file, which is
    ~/.aws/credentials or the file that AWS_SHARED_CREDENTIALS_FILE names.
  It is never taken from the command line, where other users of the machine could see it.
  In VS Code, "HCP: Save Key Pair…" of HCP Explorer writes the profile.

Network:
  HTTPS_PROXY, ALL_PROXY, HTTP_PROXY and NO_PROXY are honoured; AWS_CA_BUNDLE, SSL_CERT_FILE and
  NODE_EXTRA_CA_CERTS name files of certificates that are trusted as well.

Output:
  Results go to stdout; progress, notes and what failed to stderr: a progress line on a terminal,
  else a line after 10 seconds and then one a minute. With --json, stdout has one JSON event a line,
  the last one with "event": "summary" and the exit status; "hcp COMMAND --help" lists the events.

Exit status:
    0  all is whole and checked
    1  some files failed (they are listed on stderr), or the bucket or the folder can't be used
    2  the command line is wrong
    3  no key pair, or the bucket refuses it
    4  not enough space
  130  interrupted; the same command goes on where it stopped`;

export const lsHelp = `
Each line ends with a name that "hcp get" takes. Dates are in UTC. Without PREFIX: the releases.

Events of --json:
  {"event":"prefix","prefix":…}
  {"event":"object","key":…,"size":bytes,"etag":…,"lastModified":…}
  {"event":"summary","command":"ls","exit":…,"ls":{"objects":…,"prefixes":…,"bytes":…}}`;

export const duHelp = `
A line for each folder of PREFIX, and one for all of it.

Events of --json:
  {"event":"usage","prefix":…,"files":…,"bytes":…}
  {"event":"summary","command":"du","exit":…,"du":{"files":…,"bytes":…}}`;

export const planHelp = `
Changes nothing. With --to it compares with what is there, and ends with 4 when the space is too small.

Events of --json:
  {"event":"file","key":…,"size":bytes,"etag":…,"lastModified":…,
   "state":"missing" | "whole" | "sameSize" (another date: bytes will be compared) | "different"}
  {"event":"failed","key":…,"error":{"code":…,"message":…}}
  {"event":"summary","command":"plan","exit":…,"plan":{"all":{"files":…,"bytes":…},"present":{…},
   "toCheck":{…},"toDownload":{…},"toReplace":files,"refused":…,"free":bytes or null}}`;

export const getHelp = `
The layout of the bucket is kept below DIR. A file has its name only when it is whole and checked;
hcp-manifest.tsv in DIR says how each one was checked. Run again, the command goes on where it
stopped, at the byte, however it stopped; files that are there and whole are left alone. One of the
right size and another date is compared by its MD5, or downloaded again where nobody publishes that.

Events of --json:
  {"event":"start","job":…,"resumed":true | false,"sources":[…],"target":…}
  {"event":"state","state":"waiting" (for another process) | "offline" | "running"}
  {"event":"progress","filesDone":…,"filesTotal":…,"bytesDone":…,"bytesTotal":…,"counted":true | false (still
   listing: the totals grow),"bytesPerSecond":…,"secondsLeft":… or null,"failed":…,"connections":…},
   at most once a second
  {"event":"failed","key":…,"error":{"code":…,"message":…}}, for the first thousand
  {"event":"summary","command":"get","exit":…,"get":{"files":…,"bytes":…,"alreadyThere":…,
   "verified":{"md5Etag":…,"md5Manifest":…,"sizeOnly":…},"restarted":…,"renamed":…,"failed":…,
   "dropped":…,"notTried":…,"seconds":…}}; "error" where something stopped the whole download`;

export const verifyHelp = `
Reads every file of DIR that came from the bucket and compares it with the checksum of the bucket or of
HCP's own manifests. With --repair, what is wrong, missing or changed is downloaded again, nothing else.
The first thousand files that are not whole are listed.

Events of --json:
  {"event":"finding","kind":"wrong" | "missing" | "changed" (in the bucket since) | "unknown","key":…}
  those of "hcp get" with --repair
  {"event":"summary","command":"verify","exit":…,"verify":{"whole":…,"verified":{…},"wrong":…,
   "missing":…,"changed":…,"unknown":…}}, with --repair also "get"`;
