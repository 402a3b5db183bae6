const deepest = 5;

/** What led to an error, outermost first, each as its name and what `told` says of it: for the log, its code or message. */
export function causes(error: unknown, told = codeOrMessage): readonly string[] {
  const found: string[] = [];
  for (let one = error; one instanceof Error && found.length <= deepest; one = one.cause) {
    found.push(`${one.name} ${told(one)}`.trim());
  }
  return found;
}

function codeOrMessage(error: Error): string {
  return 'code' in error && typeof error.code === 'string' && error.code ? error.code : error.message;
}
