import axe from 'axe-core';
import type { Locator } from 'playwright-core';

/** What axe-core finds wrong in the frame of an element: rule, and the first element that breaks it. */
export async function accessibilityProblems(element: Locator): Promise<readonly string[]> {
  const handle = await element.elementHandle();
  const frame = await handle?.ownerFrame();
  if (!frame) throw new Error('The element is in no frame.');
  await frame.evaluate(axe.source);
  const { violations, passes } = await frame.evaluate<axe.AxeResults>('axe.run(document)');
  if (passes.length === 0) throw new Error('There was nothing to look at.');
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''} ${nodes[0]?.failureSummary ?? ''}`,
  );
}
