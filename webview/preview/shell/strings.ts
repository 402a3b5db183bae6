import type { PreviewStrings } from '../../../src/shared/previewStrings';
import type { TableStrings } from '../table/strings';
import type { ViewerStrings } from '../viewer/strings';

/** All words of the page, in the person's language. */
export type PageStrings = PreviewStrings & ViewerStrings & TableStrings;
