/** What the engine says to a hash thread. */
export type HashRequest =
  /** Begins the MD5 of a file that is open under `fd`; nothing of it may be read yet. */
  | { readonly kind: 'begin'; readonly id: number; readonly fd: number; readonly size: number }
  | { readonly kind: 'advance'; readonly id: number; readonly upTo: number }
  /** Answered with `ended`: only then may the file be closed. */
  | { readonly kind: 'cancel'; readonly id: number };

/** What a hash thread answers. After it, the thread does not touch the descriptor any more. */
export type HashAnswer =
  | { readonly kind: 'digest'; readonly id: number; readonly md5: string }
  /** `code` is Node's, of a read that failed. */
  | { readonly kind: 'failed'; readonly id: number; readonly code: string }
  | { readonly kind: 'ended'; readonly id: number };
