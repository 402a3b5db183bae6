import type { Opened } from '../model';
import type { SurfaceViewer, TableViewer } from '../viewer';
import { formatOf } from './format';
import { openCifti } from './openCifti';
import { openFreesurfer } from './openFreesurfer';
import { openGifti } from './openGifti';

/**
 * Opens a GIFTI, CIFTI or FreeSurfer file of surfaces or of values on them. A scalar data series (`.sdseries.nii`)
 * has no surface: it is a table. Surfaces and shading beside the file are read with it.
 */
export async function openSurface(opened: Opened): Promise<SurfaceViewer | TableViewer> {
  switch (await formatOf(opened)) {
    case 'cifti':
      return openCifti(opened);
    case 'gifti':
      return openGifti(opened);
    case 'freesurfer':
      return openFreesurfer(opened);
  }
}
