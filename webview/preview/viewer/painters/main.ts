import { paintSurfaces } from './surfacePainter';
import { paintVolumes } from './volumePainter';

/** The bundle that is loaded when the first image is shown. */
window.hcpViewer = { volume: paintVolumes, surface: paintSurfaces };
