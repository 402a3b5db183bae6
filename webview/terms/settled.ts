const quietTime = 150;

/** A function that calls `work` once its own calls have stopped for a moment. */
export function settled(work: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(work, quietTime);
  };
}
